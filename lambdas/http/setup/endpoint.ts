import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { setupScope, type SetupMay } from '../../auth/scopes.ts';
import type { SetupContext } from '../../directory/setup/context.ts';
import { SETUP_API_BASE } from '../../directory/setup/paths.ts';
import { problemEndpoint } from '../directory/problem-endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { isUnknownPath } from '../paths.ts';
import { principalOf } from '../principal.ts';
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

const PARAMETERS = new Set([
  'days',
  'search',
  'externalId',
  'id',
  'leaving',
  'cursor',
  'kind',
  'type',
  'result',
  'person',
  'from',
]);

const apiEndpoint = ({ tenant, context, logger }: SetupOptions): Endpoint =>
  problemEndpoint({
    tenant,
    logger,
    scope: setupScope(),
    isKnown: (name) => PARAMETERS.has(name),
    answer: async (event) => answerSetup(context, readSetupRequest(event)),
    headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
  });

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
