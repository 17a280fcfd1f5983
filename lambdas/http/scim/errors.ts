import type { Answer } from '../../service/context.ts';
import { errorBody, ScimError, unavailable } from '../../scim/errors.ts';
import type { ErrorAnswers } from '../errors.ts';
import { unreadableBody } from './body.ts';

/** What failed may be the write itself, whose answer was lost on the way. */
const AGAIN = 'what the request asks for may have been applied; send the same request again';

/** SCIM's row of the table of errors (RFC 7644 §3.12). */
export const SCIM_ERRORS: ErrorAnswers<Answer> = {
  refused: (error) => {
    const refusal = error instanceof ScimError ? error : unreadableBody(error);
    return refusal && toAnswer(refusal);
  },
  busy: ({ kind, retryAfterSeconds }) =>
    toAnswer(
      unavailable(
        `${kind === 'conflict' ? 'too many requests write to the same resource at once' : 'the database is busy'}, and ${AGAIN} after the time in Retry-After`,
        kind === 'unavailable' || kind === 'ceiling' ? 503 : 429,
        retryAfterSeconds,
      ),
    ),
  failed: (requestId) => ({
    status: 500,
    body: errorBody({
      status: 500,
      scimType: undefined,
      message: `the service failed unexpectedly, and ${AGAIN}, and give request id ${requestId} to the operator if it stays`,
    }),
  }),
};

const toAnswer = (error: ScimError): Answer => ({
  status: error.status,
  headers: error.headers,
  body: errorBody(error),
});
