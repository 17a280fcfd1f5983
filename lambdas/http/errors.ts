import type { Logger } from '@aws-lambda-powertools/logger';
import { StoreBusyError } from '../store/ports/busy.ts';

/** A row of the table of errors: what each kind of error is in one dialect. */
export interface ErrorAnswers<Answer> {
  /** A refusal in the dialect's own words; undefined for any other error. */
  readonly refused: (error: unknown) => Answer | undefined;
  /**
   * DynamoDB kept throttling, or kept finding others at the same items. The answer says when to
   * come back.
   */
  readonly busy: (error: StoreBusyError) => Answer;
  /** What nobody expected. The answer names the request id to look for in the log. */
  readonly failed: (requestId: string) => Answer;
}

/** The one place where an error becomes an answer. What is not expected is logged. */
export function answerError<Answer>(
  answers: ErrorAnswers<Answer>,
  error: unknown,
  { requestId, logger }: { readonly requestId: string; readonly logger: Logger },
): Answer {
  const refused = answers.refused(error);
  if (refused !== undefined) return refused;
  if (error instanceof StoreBusyError) return answers.busy(error);
  logger.error('unexpected error', { error: describeError(error) });
  return answers.failed(requestId);
}

/**
 * Name, message and place; never the whole object: an SDK error may carry the item it failed on.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  return { name: error.name, message: error.message, stack: error.stack };
}
