import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { isProbe } from '../../auth/scopes.ts';
import { DirectoryProblem } from '../../directory/problem.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { logRequest } from '../log.ts';
import { checkPrincipal } from '../principal.ts';
import { DIRECTORY_ERRORS, type DirectoryAnswer } from './errors.ts';

export interface ProblemEndpointOptions {
  readonly tenant: string;
  readonly logger: Logger;
  /** What a credential has to have. */
  readonly scope: string;
  /** What a probe may ask, too: nothing that is about anybody. */
  readonly isOpenToProbes?: (event: APIGatewayProxyEvent) => boolean;
  /** Whether a parameter of the query is one of ours, which the log may name. */
  readonly isKnown: (parameter: string) => boolean;
  readonly answer: (event: APIGatewayProxyEvent) => Promise<DirectoryAnswer>;
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An endpoint for whoever has a scope, which refuses with problem details (RFC 9457). */
export const problemEndpoint = ({
  tenant,
  logger,
  scope,
  isOpenToProbes,
  isKnown,
  answer,
  headers,
}: ProblemEndpointOptions): Endpoint =>
  endpoint<DirectoryAnswer>({
    logger,
    checks: [
      checkPrincipal({
        tenant,
        logger,
        missingScope: (scopes, event) =>
          scopes.includes(scope) || (isProbe(scopes) && isOpenToProbes?.(event)) ? undefined : scope,
        refusal: (detail, isBadRequest) =>
          new DirectoryProblem(isBadRequest ? 'bad-credential' : 'wrong-scope', detail),
      }),
    ],
    answer,
    errors: DIRECTORY_ERRORS,
    finished: (finished) => {
      const { problem } = finished.answer;
      logRequest(logger, finished, isKnown, problem === undefined ? {} : { problem });
    },
    headers: () => headers,
  });
