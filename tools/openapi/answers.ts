import type { Example } from '../../lambdas/directory/openapi-examples.ts';
import { DIRECTORY_ERRORS } from '../../lambdas/http/directory/errors.ts';
import { StoreBusyError } from '../../lambdas/store/ports/busy.ts';
import { GATEWAY_ANSWERS, gatewayBody } from '../../lib/gateway-responses.ts';
import type { DevServer } from '../dev-server/server/host.ts';
import type { Ask } from './asked.ts';

export const portOfUrl = (url: string): number => Number(new URL(url).port);

/** Asks the directory of a server. */
export const told = (
  { directoryUrl, directoryToken, token }: Pick<DevServer, 'directoryUrl' | 'directoryToken' | 'token'>,
  { url, method = 'GET', accept = '*/*', isStranger }: Ask,
): Promise<Response> =>
  fetch(directoryUrl + url, {
    method,
    headers: { accept, authorization: `Bearer ${isStranger ? token : directoryToken}` },
  });

const REQUEST_ID = '2819c223-7f76-453a-919d-413861904646';

/** What API Gateway answers by itself when it cannot pass a request on; no request makes it do so at will. */
const OF_GATEWAY = new Set(['WAF_FILTERED', 'THROTTLED', 'DEFAULT_5XX', 'AUTHORIZER_FAILURE', 'INTEGRATION_TIMEOUT']);

/**
 * Answers that a server which is well gives nobody, by the functions and tables that they would come
 * from.
 */
export function unprovoked(): { problems: Record<string, Example>; gateway: Record<string, Example> } {
  const { busy, failed } = DIRECTORY_ERRORS;
  const problems = {
    throttled: ['when another writer was always quicker', busy(new StoreBusyError('throttled', undefined))],
    busy: ['when the database is busy', busy(new StoreBusyError('unavailable', undefined))],
    failed: ['when the service failed', failed(REQUEST_ID)],
  } as const;
  const gateway = GATEWAY_ANSWERS.filter(({ type }) => OF_GATEWAY.has(type));
  return {
    problems: Object.fromEntries(
      Object.entries(problems).map(([kind, [summary, { body }]]) => [kind, { summary, value: body }]),
    ),
    gateway: Object.fromEntries(
      gateway.map((answer) => {
        const text = gatewayBody(answer)
          .replaceAll('$context.requestId', REQUEST_ID)
          .replaceAll('$context.error.responseType', 'INTERNAL_SERVER_ERROR');
        const value: unknown = JSON.parse(text);
        return [String(answer.status), { summary: `API Gateway: ${answer.type}`, value }];
      }),
    ),
  };
}
