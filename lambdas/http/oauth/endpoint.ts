import type { Logger } from '@aws-lambda-powertools/logger';
import type { AttemptLimit } from '../../auth/attempt-limit.ts';
import type { Granting } from '../../auth/grants/grant.ts';
import { PROBLEMS, type OAuthProblem } from '../../auth/grants/problem.ts';
import { logAccepted, logRefused, type RecordRefusal } from '../credential-log.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { OAUTH_ERRORS, toOAuthAnswer, type OAuthAnswer } from './errors.ts';
import { answerMetadata, asksForMetadata, describeServer, ROOT } from './metadata.ts';
import { decideToken, problemAnswer } from './token.ts';

export interface OAuthOptions {
  readonly granting: Omit<Granting, 'now'>;
  readonly attempts: AttemptLimit;
  readonly logger: Logger;
  readonly recordRefusal: RecordRefusal;
  /** Now, ISO 8601. */
  readonly now: () => string;
}

/** Gives out access tokens, and tells clients where and how. */
export const oauthEndpoint = ({ granting, attempts, logger, recordRefusal, now }: OAuthOptions): Endpoint =>
  endpoint<OAuthAnswer>({
    logger,
    checks: [],
    answer: async (event) => {
      if (asksForMetadata(event))
        return answerMetadata(event.httpMethod, describeServer(event, granting.federation !== undefined));
      if (event.resource === ROOT) return problemAnswer(PROBLEMS.nothingHere(), {});
      const address = event.requestContext.identity.sourceIp;
      return toOAuthAnswer(await decideToken(event, { ...granting, attempts, address, now: now() }));
    },
    errors: OAUTH_ERRORS,
    finished: async ({ event, answer: { grant } }) => {
      const { requestId } = event.requestContext;
      if (!grant) return;
      if (grant.ok) {
        const { credentialId, kind } = grant.principal;
        logAccepted(logger, 'granted', { requestId, credentialId, kind }, { ...grant, now: now() });
        return;
      }
      const { credentialId, kind, problem, cause } = grant;
      logRefused(logger, { requestId, credentialId, kind }, problem.reason, cause);
      if (isAboutCredentials(problem)) await recordRefusal(problem.status, kind, problem.reason);
    },
  });

/** Whatever else a stranger posts there says nothing about the credentials of the tenant. */
const isAboutCredentials = ({ status, reason }: OAuthProblem): boolean =>
  status === 401 || status === 429 || reason === 'keys-unavailable';
