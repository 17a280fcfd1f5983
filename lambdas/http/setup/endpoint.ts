import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { setupScope, type SetupMay } from '../../auth/scopes.ts';
import type { SetupContext } from '../../directory/setup/context.ts';
import { SETUP_API_BASE } from '../../directory/setup/paths.ts';
import { DirectoryProblem } from '../../directory/problem.ts';
import { DIRECTORY_ERRORS, type DirectoryAnswer } from '../directory/errors.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { logRequest } from '../log.ts';
import { isUnknownPath } from '../paths.ts';
import { checkPrincipal, principalOf } from '../principal.ts';
import { mountUrlOf, textOf } from '../request.ts';
import { pagesEndpoint, type WebFiles } from './pages.ts';
import { answerSetup, type SetupRequest } from './routes.ts';

export interface SetupOptions {
  readonly tenant: string;
  readonly context: SetupContext;
  readonly files: WebFiles;
  readonly logger: Logger;
}

/** The setup page with its files, and the API that it asks. */
export function setupEndpoint(options: SetupOptions): Endpoint {
  const [pages, api] = [pagesEndpoint(options), apiEndpoint(options)];
  return (event, context) => (event.resource.startsWith(`${SETUP_API_BASE}/`) ? api : pages)(event, context);
}

const PARAMETERS = new Set(['days', 'search', 'externalId', 'id', 'leaving', 'cursor']);

function apiEndpoint({ tenant, context, logger }: SetupOptions): Endpoint {
  return endpoint<DirectoryAnswer>({
    logger,
    checks: [
      checkPrincipal({
        tenant,
        logger,
        missingScope: (scopes) => (scopes.includes(setupScope()) ? undefined : setupScope()),
        refusal: (detail, isBadRequest) =>
          new DirectoryProblem(isBadRequest ? 'bad-credential' : 'wrong-scope', detail),
      }),
    ],
    answer: async (event) => answerSetup(context, readSetupRequest(event)),
    errors: DIRECTORY_ERRORS,
    finished: (finished) => {
      const { problem } = finished.answer;
      logRequest(logger, finished, (name) => PARAMETERS.has(name), problem === undefined ? {} : { problem });
    },
    headers: () => ({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }),
  });
}

function readSetupRequest(event: APIGatewayProxyEvent): SetupRequest {
  const { credentialId = '', scopes } = principalOf(event);
  const may = (what: SetupMay): boolean => scopes.includes(setupScope(what));
  return {
    route: isUnknownPath(event.resource) ? event.path : event.resource.slice(SETUP_API_BASE.length),
    method: event.httpMethod,
    id: event.pathParameters?.['id'] ?? event.pathParameters?.['keyId'] ?? '',
    body: textOf(event),
    parameters: event.queryStringParameters ?? {},
    link: { keyId: credentialId, may: { tokens: may('tokens'), people: may('people') } },
    mountUrl: mountUrlOf(event, SETUP_API_BASE),
  };
}
