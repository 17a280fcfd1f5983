import type { Grant } from '../../auth/grants/grant.ts';
import { PROBLEMS, type OAuthProblem } from '../../auth/grants/problem.ts';
import type { HttpAnswer } from '../answer.ts';
import type { ErrorAnswers } from '../errors.ts';
import { answerToken } from './token.ts';

/**
 * An answer, and what became of the request that it answers; nothing for a request for the
 * metadata.
 */
export interface OAuthAnswer extends HttpAnswer {
  readonly grant?: Grant;
}

/**
 * OAuth's row of the table of errors (RFC 6749 §5.2). Its own refusals are values: the grants that
 * were not made.
 */
export const OAUTH_ERRORS: ErrorAnswers<OAuthAnswer> = {
  refused: () => undefined,
  busy: ({ retryAfterSeconds }) => refused(PROBLEMS.busy(retryAfterSeconds)),
  failed: (requestId) => refused(PROBLEMS.failed(requestId)),
};

const refused = (problem: OAuthProblem): OAuthAnswer =>
  toOAuthAnswer({ ok: false, kind: 'client-credentials', problem });

export const toOAuthAnswer = (grant: Grant): OAuthAnswer => ({ ...answerToken(grant), grant });
