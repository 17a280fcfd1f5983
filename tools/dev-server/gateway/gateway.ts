import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { stackOf } from '../../../lib/thrown.ts';
import type { Outcome } from '../functions/function-messages.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import type { Sink } from '../functions/streaming.ts';
import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { ACCOUNT, REGION } from '../template/aws-account.ts';
import type { Api } from './api.ts';
import { createAuthorizer } from './authorizer.ts';
import { compress } from './compression.ts';
import { lowerCaseNames, placeOf } from './domains.ts';
import { buildProxyEvent } from './proxy-event.ts';
import { readProxyResult } from './proxy-result.ts';
import { Refusal, renderRefusal } from './refusal.ts';
import { decodeBody } from './request-body.ts';
import { createMatcher, type RouteMatch } from './route-tree.ts';
import type { Route } from './routes.ts';
import { openStream } from './stream.ts';
import { createThrottles } from './throttles.ts';

/** API Gateway's limits, in bytes. */
const HEADER_LIMIT = 10_240;
const METHOD_ARN_LIMIT = 1_600;
/** Lambda's limit for an event and for an answer, in bytes. */
const PAYLOAD_LIMIT = 6 * 1024 * 1024;

/** A request as it came in. `body` is undefined when it was larger than BODY_LIMIT. */
interface GatewayRequest {
  method: string;
  url: string;
  rawHeaders: readonly string[];
  accept: string | undefined;
  acceptEncoding?: string | undefined;
  contentEncoding?: string | undefined;
  body: Buffer | undefined;
  sourceIp: string;
  port: number;
}

/** Answers a request as API Gateway would; never rejects. */
export type Gateway = (request: GatewayRequest) => Promise<HttpAnswer>;

/**
 * `throttle: false` leaves out all limits of requests. `onError` hears what a client does not get to
 * see.
 */
export interface GatewayOptions {
  throttle: boolean;
  onError: (message: string) => void;
  /**
   * Milliseconds since 1970 (default: the real time); answers of authorizers are kept, and requests
   * are limited, by this clock.
   */
  now?: () => number;
}

/** What a request passes on its way, in this order. */
interface Machinery {
  api: Api;
  match: (method: string, path: string) => RouteMatch | undefined;
  takeToken: (route: Route) => boolean;
  authorizers: Map<string, ReturnType<typeof createAuthorizer>>;
  invoke: (functionArn: string, payload: string, requestId: string, sink?: Sink) => Promise<Outcome>;
  onError: (message: string) => void;
}

/** Makes API Gateway out of the synthesized API: route, throttle, authorize, invoke, answer. */
export function createGateway(
  api: Api,
  functions: ReadonlyMap<string, LocalFunction>,
  { throttle, onError, now }: GatewayOptions,
): Gateway {
  const invoke: Machinery['invoke'] = (arn, payload, requestId, sink) =>
    invokeFunction(functions.get(arn), { payload, requestId, sink }, onError);
  const authorizers = new Map(
    api.routes
      .flatMap(({ authorizer }) => authorizer ?? [])
      .map((one) => [one.id, createAuthorizer(one, (arn, payload) => invoke(arn, payload, randomUUID()), now)]),
  );
  const takeToken = throttle ? createThrottles(api, now) : () => true;
  const machinery: Machinery = { api, match: createMatcher(api.routes), takeToken, authorizers, invoke, onError };

  return async (request) => {
    const requestId = randomUUID();
    const { acceptEncoding } = request;
    const plain = await answerOrRefuse(machinery, request, requestId);
    const answer = compress(plain, acceptEncoding, api.minimumCompressionSize);
    answer.headers['x-amzn-RequestId'] = [requestId];
    return answer;
  };
}

async function invokeFunction(
  target: LocalFunction | undefined,
  { payload, requestId, sink }: { payload: string; requestId: string; sink: Sink | undefined },
  onError: (message: string) => void,
): Promise<Outcome> {
  if (target === undefined) throw new Error('the API refers to a function that the stacks do not have');
  const outcome = await target.invoke(payload, requestId, sink);
  if (!outcome.ok) {
    const { errorType, errorMessage, trace = [] } = outcome.error;
    onError([`${target.name}: ${errorType}: ${errorMessage}`, ...trace.slice(1)].join('\n'));
  }
  return outcome;
}

async function answerOrRefuse(machinery: Machinery, request: GatewayRequest, requestId: string): Promise<HttpAnswer> {
  try {
    return await answer(machinery, request, requestId);
  } catch (error) {
    if (!(error instanceof Refusal)) machinery.onError(stackOf(error));
    const refusal = error instanceof Refusal ? error : new Refusal('INTERNAL_SERVER_ERROR');
    return renderRefusal(machinery.api, refusal, request, requestId);
  }
}

async function answer(machinery: Machinery, request: GatewayRequest, requestId: string): Promise<HttpAnswer> {
  const { api, invoke, match, takeToken } = machinery;
  const body = bodyOf(request);
  const place = placeOf(api.domains, hostIn(request), request.url.split('?', 1)[0] ?? '');
  if (place === undefined) return FORBIDDEN();
  const found = findRoute(match, request.method, place.path);
  const { route } = found;
  if (!takeToken(route)) throw new Refusal('THROTTLED');
  const event = toEvent({ ...request, body }, found, api, requestId);
  if (place.hasLowerCaseNames) lowerCaseNames(event);
  await authorize(machinery, route, event, place.path);
  const payload = JSON.stringify(event);
  if (Buffer.byteLength(payload) > PAYLOAD_LIMIT) throw new Refusal('REQUEST_TOO_LARGE');
  if (!route.streams)
    return readAnswer(machinery, await withTimeout(invoke(route.functionArn, payload, requestId), route.timeoutMs));
  const begun = openStream((sink) => invoke(route.functionArn, payload, requestId, sink));
  const head = await withTimeout(begun, route.timeoutMs);
  if (head === undefined) throw new Refusal('INTERNAL_SERVER_ERROR');
  return head;
}

/** The body, before anybody knows which API it is for; a request that is beyond all limits has none. */
function bodyOf({ rawHeaders, body, url, contentEncoding }: GatewayRequest): string {
  const headerBytes = rawHeaders.reduce((total, part) => total + part.length, 0);
  if (headerBytes > HEADER_LIMIT) throw new Refusal('REQUEST_HEADERS_TOO_LARGE');
  if (body === undefined) throw new Refusal('REQUEST_TOO_LARGE');
  if (!url.startsWith('/')) throw new Refusal('BAD_REQUEST');
  return decodeBody(body, contentEncoding);
}

const hostIn = ({ rawHeaders }: GatewayRequest): string =>
  rawHeaders[rawHeaders.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'host') + 1] ?? '';

/** What a path of a custom domain is answered that no mapping is for: it belongs to no API. */
const FORBIDDEN = (): HttpAnswer => jsonAnswer(403, { message: 'Forbidden' }, { 'Content-Type': ['application/json'] });

function findRoute(match: Machinery['match'], method: string, path: string): RouteMatch {
  const found = refuseBrokenEncoding(() => match(method, path));
  if (found === undefined) throw new Refusal('MISSING_AUTHENTICATION_TOKEN');
  return found;
}

function toEvent(
  request: Omit<GatewayRequest, 'body'> & { body: string },
  { route, parameters }: RouteMatch,
  api: Api,
  requestId: string,
): APIGatewayProxyEvent {
  const { accept: _accept, acceptEncoding: _acceptEncoding, contentEncoding: _contentEncoding, ...rest } = request;
  const { path: resource, resourceId } = route;
  return refuseBrokenEncoding(() =>
    buildProxyEvent({ ...rest, resource, resourceId, parameters, apiId: api.id, stage: api.stage, requestId }),
  );
}

function refuseBrokenEncoding<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof URIError) throw new Refusal('BAD_REQUEST', { cause: error });
    throw error;
  }
}

async function authorize(
  { api, authorizers }: Machinery,
  route: Route,
  event: APIGatewayProxyEvent,
  path: string,
): Promise<void> {
  const check = authorizers.get(route.authorizer?.id ?? '');
  if (check === undefined) return;
  const arn = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${api.id}/${api.stage}/${event.httpMethod}${path}`;
  if (Buffer.byteLength(arn) > METHOD_ARN_LIMIT) throw new Refusal('URI_TOO_LONG');
  const decision = await check(event, arn);
  if (!decision.ok) throw new Refusal(decision.type, { message: decision.message, authorizer: decision.context });
  event.requestContext.authorizer = decision.context;
}

function readAnswer({ onError }: Machinery, outcome: Outcome): HttpAnswer {
  if (!outcome.ok) throw new Refusal('INTERNAL_SERVER_ERROR');
  const { payload } = outcome;
  const result = Buffer.byteLength(payload) > PAYLOAD_LIMIT ? undefined : readProxyResult(payload);
  if (result === undefined) {
    onError(`malformed Lambda proxy response (${payload.length} characters): ${payload.slice(0, 300)}`);
    throw new Refusal('INTERNAL_SERVER_ERROR');
  }
  return result;
}

async function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Refusal('INTEGRATION_TIMEOUT')), milliseconds);
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}
