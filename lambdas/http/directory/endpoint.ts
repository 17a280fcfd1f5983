import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { DirectoryContext } from '../../directory/context.ts';
import { OWN_PARAMETERS } from '../../directory/users-query.ts';
import type { Endpoint } from '../endpoint.ts';
import { DIRECTORY_BASE, isUnknownPath } from '../paths.ts';
import { header, mountUrlOf } from '../request.ts';
import { problemEndpoint } from './problem-endpoint.ts';
import { answerExport, type ExportContext } from './exports.ts';
import { answerDirectory, type DirectoryRequest } from './routes.ts';

export interface DirectoryOptions<Context> {
  readonly tenant: string;
  readonly context: Context;
  readonly logger: Logger;
}

/** The endpoint of the directory that a product reads. */
export const directoryEndpoint = (options: DirectoryOptions<DirectoryContext>): Endpoint =>
  problemEndpoint({
    ...shared(options),
    isOpenToProbes: ({ resource }) => resource === `${DIRECTORY_BASE}/openapi.json`,
    answer: async (event) => answerDirectory(options.context, readDirectoryRequest(event)),
  });

/** The endpoint of the exports, some of whose answers are streams. */
export const exportEndpoint = (options: DirectoryOptions<ExportContext>): Endpoint =>
  problemEndpoint({
    ...shared(options),
    answer: async (event) => answerExport(options.context, readDirectoryRequest(event)),
  });

function shared({ tenant, context, logger }: DirectoryOptions<Pick<DirectoryContext, 'fields'>>) {
  const names = new Set([...OWN_PARAMETERS, ...context.fields.map(({ name }) => name)]);
  return {
    tenant,
    logger,
    scope: 'directory',
    isKnown: (name: string) => names.has(name),
    // Personal data: no cache between us and the client keeps it.
    headers: { 'Cache-Control': 'no-store' },
  };
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
