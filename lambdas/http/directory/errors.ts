import { DirectoryProblem, problemBody, type ProblemKind } from '../../directory/problem.ts';
import type { HttpAnswer } from '../answer.ts';
import type { ErrorAnswers } from '../errors.ts';

/** An answer of the directory, or the problem that it tells. */
export interface DirectoryAnswer extends HttpAnswer {
  readonly problem?: ProblemKind;
}

/** The directory's row of the table of errors (RFC 9457). */
export const DIRECTORY_ERRORS: ErrorAnswers<DirectoryAnswer> = {
  refused: (error) => (error instanceof DirectoryProblem ? toAnswer(error) : undefined),
  busy: ({ kind, retryAfterSeconds }) =>
    toAnswer({
      kind: kind === 'throttled' ? 'throttled' : 'busy',
      message: 'the database is busy; try again after the time in Retry-After',
      headers: { 'Retry-After': String(retryAfterSeconds) },
    }),
  failed: (requestId) =>
    toAnswer({
      kind: 'failed',
      message: `try again, and give request id ${requestId} to the operator if it stays`,
    }),
};

function toAnswer(problem: Pick<DirectoryProblem, 'kind' | 'message'> & Partial<DirectoryProblem>): DirectoryAnswer {
  const body = problemBody(problem);
  return {
    status: body.status,
    headers: { 'Content-Type': 'application/problem+json', ...problem.headers },
    body,
    problem: problem.kind,
  };
}
