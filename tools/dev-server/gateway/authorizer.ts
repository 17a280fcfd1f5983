import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Outcome } from '../functions/function-messages.ts';
import type { GatewayErrorType } from './gateway-response.ts';
import { evaluatePolicy, readAuthorizerAnswer, type AuthorizerAnswer } from './policy.ts';
import type { Authorizer } from './routes.ts';

/**
 * What an authorizer decided: the context for the function, or which gateway response refuses the
 * request.
 */
export type Decision =
  | { ok: true; context: Record<string, string | number> }
  | { ok: false; type: GatewayErrorType; message?: string; context: Record<string, string> };

type Answer = AuthorizerAnswer | { refused: GatewayErrorType };
type Invoke = (functionArn: string, payload: string) => Promise<Outcome>;

/**
 * Entries beyond this are dropped, oldest first: a client may send a new token with every request.
 */
const MOST_CACHED = 1000;

/**
 * Makes the check that API Gateway does before a route with a Lambda authorizer: the identity
 * source must be there, the answer is cached by it for the authorizer's TTL, and its policy is
 * evaluated for the method asked for. `now` in milliseconds.
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
    answer.then(
      (value) => 'refused' in value && cache.delete(key),
      () => cache.delete(key),
    );
    return answer;
  };
  return async (event, methodArn) => {
    const identity = readHeader(event, authorizer.identityHeader);
    if (!identity) return { ok: false, type: 'UNAUTHORIZED', context: {} };
    const { body: _body, isBase64Encoded: _isBase64Encoded, ...rest } = event;
    const ask = async (): Promise<Answer> =>
      readOutcome(await invoke(authorizer.functionArn, JSON.stringify({ ...rest, type: 'REQUEST', methodArn })));
    return decide(await cached(identity, ask), methodArn);
  };
}

function readHeader({ headers }: APIGatewayProxyEvent, name: string): string | undefined {
  return Object.entries(headers).find(([header]) => header.toLowerCase() === name.toLowerCase())?.[1];
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
