import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { DirectoryContext } from '../../directory/context.ts';
import { OWN_PARAMETERS } from '../../directory/parameters.ts';
import type { Endpoint } from '../endpoint.ts';
import { DIRECTORY_BASE, isUnknownPath } from '../paths.ts';
import { header, mountUrlOf } from '../request.ts';
import { problemEndpoint } from './problem-endpoint.ts';
import { answerDirectory, type DirectoryRequest } from './routes.ts';

export interface DirectoryOptions {
  readonly tenant: string;
  readonly context: DirectoryContext;
  readonly logger: Logger;
}

/** The endpoint of the directory that a product reads. */
export function directoryEndpoint({ tenant, context, logger }: DirectoryOptions): Endpoint {
  const names = new Set([...OWN_PARAMETERS, ...context.fields.map(({ name }) => name)]);
  return problemEndpoint({
    tenant,
    logger,
    scope: 'directory',
    isOpenToProbes: ({ resource }) => resource === `${DIRECTORY_BASE}/openapi.json`,
    isKnown: (name) => names.has(name),
    answer: async (event) => answerDirectory(context, readDirectoryRequest(event)),
    // Personal data: no cache between us and the client keeps it.
    headers: { 'Cache-Control': 'no-store' },
  });
}

/** A route below the base, or, for what is none, the path as it was sent. */
const routeOf = ({ resource, path }: APIGatewayProxyEvent): string =>
  isUnknownPath(resource) || !resource.startsWith(`${DIRECTORY_BASE}/`) ? path : resource.slice(DIRECTORY_BASE.length);

const readDirectoryRequest = (event: APIGatewayProxyEvent): DirectoryRequest => ({
  route: routeOf(event),
  method: event.httpMethod,
  id: event.pathParameters?.['id'] ?? '',
  parameters: event.queryStringParameters ?? {},
  values: event.multiValueQueryStringParameters ?? {},
  accept: header(event, 'accept'),
  baseUrl: mountUrlOf(event, DIRECTORY_BASE) + DIRECTORY_BASE,
});
