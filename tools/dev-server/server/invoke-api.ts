import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LocalFunction } from '../functions/local-function.ts';
import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { readBody } from '../http/read-body.ts';

const PATH = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?|$)/;
const PAYLOAD_LIMIT = 6 * 1024 * 1024;

/** True for a request of Lambda's Invoke API, which shares the port with the SCIM endpoint. */
export function isInvokeRequest(request: IncomingMessage): boolean {
  return request.method === 'POST' && PATH.test(request.url ?? '');
}

/** The function that it is for, by its name or its ARN. */
export const invokedName = ({ url = '' }: IncomingMessage): string => decodeURIComponent(PATH.exec(url)?.[1] ?? '');

/** Answers Lambda's Invoke operation for the functions that run here; the key was looked at. */
export async function answerInvoke(
  request: IncomingMessage,
  functions: ReadonlyMap<string, LocalFunction>,
  onError: (message: string) => void,
): Promise<HttpAnswer> {
  const body = await readBody(request, PAYLOAD_LIMIT);
  const name = invokedName(request);
  const target = [...functions.values()].find((one) => isNamed(one, name));
  if (target === undefined) return failure(404, 'ResourceNotFoundException', `Function not found: ${name}`);
  if (body === undefined) return failure(413, 'RequestTooLargeException', `the payload is over ${PAYLOAD_LIMIT} bytes`);
  return invoke(target, body || '{}', String(request.headers['x-amz-invocation-type'] ?? 'RequestResponse'), onError);
}

/** By its name or its ARN, with an alias or a version behind it or not: each has one version here. */
const isNamed = ({ name, arn }: LocalFunction, given: string): boolean =>
  [name, arn].some((own) => given === own || given.startsWith(`${own}:`));

async function invoke(
  target: LocalFunction,
  payload: string,
  invocationType: string,
  onError: (message: string) => void,
): Promise<HttpAnswer> {
  const requestId = randomUUID();
  const headers = { 'Content-Type': ['application/json'], 'x-amzn-RequestId': [requestId] };
  if (invocationType === 'DryRun') return { status: 204, headers, body: '' };
  const outcome = target.invoke(payload, requestId);
  if (invocationType === 'Event') {
    void outcome.then((result) => result.ok || onError(`${target.name}: ${result.error.errorMessage}`));
    return { status: 202, headers, body: '' };
  }
  const result = await outcome;
  if (result.ok) return { status: 200, headers, body: result.payload };
  return jsonAnswer(200, result.error, { ...headers, 'X-Amz-Function-Error': ['Unhandled'] });
}

/** For a request that is not signed with the key of the server. */
export const notSigned = (message: string): HttpAnswer =>
  failure(403, 'MissingAuthenticationTokenException', `Missing Authentication Token: ${message}`);

function failure(status: number, type: string, message: string): HttpAnswer {
  const headers = { 'Content-Type': ['application/json'], 'x-amzn-ErrorType': [type] };
  return jsonAnswer(status, { Type: 'User', message }, headers);
}
