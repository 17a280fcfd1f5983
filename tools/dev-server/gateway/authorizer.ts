import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Authorizer } from './api.ts';
import type { GatewayErrorType } from './gateway-response.ts';
import type { Outcome } from '../functions/function-messages.ts';
import { evaluatePolicy, readAuthorizerAnswer } from './policy.ts';
import type { AuthorizerAnswer } from './policy.ts';

/** What an authorizer decided: the context for the function, or which gateway response refuses the request. */
export type Decision =
  | { ok: true; context: Record<string, string | number> }
  | { ok: false; type: GatewayErrorType; message?: string; context: Record<string, string> };

type Answer = AuthorizerAnswer | { refused: GatewayErrorType };
type Invoke = (functionArn: string, payload: string) => Promise<Outcome>;

/** Entries beyond this are dropped, oldest first: a client may send a new token with every request. */
const MOST_CACHED = 1000;

/**
 * Makes the check that API Gateway does before a route with a Lambda authorizer: identity sources must be there, the
 * answer is cached by them for the authorizer's TTL, and its policy is evaluated for the method asked for. `now` in milliseconds.
 */
export function createAuthorizer(
  authorizer: Authorizer,
  invoke: Invoke,
  now: () => number = Date.now,
): (event: APIGatewayProxyEvent, methodArn: string) => Promise<Decision> {
  const cache = new Map<string, { until: number; answer: Promise<Answer> }>();

  const cached = (key: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const hit = cache.get(key);
    if (hit !== undefined && hit.until > now()) return hit.answer;
    const answer = ask();
    cache.delete(key);
    cache.set(key, { until: now() + authorizer.cacheSeconds * 1000, answer });
    const [oldest] = cache.keys();
    if (cache.size > MOST_CACHED && oldest !== undefined) cache.delete(oldest);
    // Only policies are cached; after a failure the next request asks again.
    void answer.then((value) => 'refused' in value && cache.delete(key));
    return answer;
  };
  return async (event, methodArn) => {
    const identity = authorizer.identitySources.map((source) => readIdentitySource(source, event));
    const [token] = identity;
    if (identity.some((value) => !value) || authorizer.pattern?.test(token ?? '') === false) {
      return { ok: false, type: 'UNAUTHORIZED', context: {} };
    }
    const ask = async (): Promise<Answer> =>
      readOutcome(await invoke(authorizer.functionArn, makePayload(authorizer, event, methodArn, token)));
    const useCache = authorizer.cacheSeconds > 0 && identity.length > 0;
    return decide(await (useCache ? cached(JSON.stringify(identity), ask) : ask()), methodArn);
  };
}

function makePayload(
  { type }: Authorizer,
  event: APIGatewayProxyEvent,
  methodArn: string,
  token: string | undefined,
): string {
  if (type === 'TOKEN') return JSON.stringify({ type, methodArn, authorizationToken: token });
  const { body: _body, isBase64Encoded: _isBase64Encoded, ...rest } = event;
  return JSON.stringify({ ...rest, type, methodArn });
}

function readOutcome(outcome: Outcome): Answer {
  if (!outcome.ok) {
    return { refused: outcome.error.errorMessage === 'Unauthorized' ? 'UNAUTHORIZED' : 'AUTHORIZER_FAILURE' };
  }
  return readAuthorizerAnswer(outcome.payload) ?? { refused: 'AUTHORIZER_CONFIGURATION_ERROR' };
}

function decide(answer: Answer, methodArn: string): Decision {
  if ('refused' in answer) return { ok: false, type: answer.refused, context: {} };
  const effect = evaluatePolicy(answer.statements, methodArn);
  if (effect === 'allow') return { ok: true, context: { ...answer.context, integrationLatency: 0 } };
  const message =
    effect === 'deny'
      ? 'User is not authorized to access this resource'
      : 'User is not authorized to access this resource with an explicit deny';
  return { ok: false, type: 'ACCESS_DENIED', message, context: answer.context };
}

/** `method.request.header.Authorization`, `method.request.querystring.key`, `context.httpMethod`. */
function readIdentitySource(source: string, event: APIGatewayProxyEvent): string | undefined {
  const name = source.slice(source.lastIndexOf('.') + 1);
  if (source.startsWith('method.request.header.')) {
    return Object.entries(event.headers).find(([header]) => header.toLowerCase() === name.toLowerCase())?.[1];
  }
  if (source.startsWith('method.request.querystring.')) return event.queryStringParameters?.[name];
  if (source.startsWith('context.')) {
    return (event.requestContext as unknown as Record<string, string | undefined>)[name];
  }
  return undefined;
}
