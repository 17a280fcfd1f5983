import type { Logger } from '@aws-lambda-powertools/logger';
import type { Answer } from '../../service/context.ts';
import { errorBody, ScimError, unavailable } from '../../scim/errors.ts';
import type { JsonObject } from '../../scim/json.ts';
import { StoreBusyError } from '../../store/ports/busy.ts';

/** The one place where an error becomes an answer. What is not expected is logged and answers 500 with the id to look for in the log. */
export function errorAnswer(error: unknown, requestId: string, logger: Logger): Answer {
  const refused = error instanceof ScimError ? error : asRefusal(error);
  if (refused) return { status: refused.status, headers: refused.headers, body: errorBody(refused) as JsonObject };
  logger.error('unexpected error', { error: describeError(error) });
  const detail = `the service failed unexpectedly; nothing was changed, try again, and give request id ${requestId} to the operator if it stays`;
  return { status: 500, body: errorBody({ status: 500, scimType: undefined, message: detail }) as JsonObject };
}

/** DynamoDB kept throttling (429: too many requests) or kept finding others at the same items (503). Both say when to come back. */
function asRefusal(error: unknown): ScimError | undefined {
  if (!(error instanceof StoreBusyError)) return undefined;
  const status = error.kind === 'throttled' ? 429 : 503;
  return unavailable(
    'the database is busy and nothing was changed; try again after the time in Retry-After',
    status,
    error.retryAfterSeconds,
  );
}

/** Name, message and place; never the whole object: an SDK error may carry the item it failed on. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  return { name: error.name, message: error.message, stack: error.stack };
}
