import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { DirectoryContext } from '../../directory/context.ts';
import { DirectoryProblem } from '../../directory/problem.ts';
import { OWN_PARAMETERS } from '../../directory/parameters.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { logRequest } from '../log.ts';
import { DIRECTORY_BASE, isUnknownPath } from '../paths.ts';
import { checkPrincipal } from '../principal.ts';
import { header, mountUrlOf } from '../request.ts';
import { DIRECTORY_ERRORS, type DirectoryAnswer } from './errors.ts';
import { answerDirectory, type DirectoryRequest } from './routes.ts';

export interface DirectoryOptions {
  readonly tenant: string;
  readonly context: DirectoryContext;
  readonly logger: Logger;
}

/** The endpoint of the directory that a product reads. */
export function directoryEndpoint({ tenant, context, logger }: DirectoryOptions): Endpoint {
  const names = new Set([...OWN_PARAMETERS, ...context.fields.map(({ name }) => name)]);
  return endpoint<DirectoryAnswer>({
    logger,
    checks: [
      checkPrincipal({
        tenant,
        logger,
        missingScope: (scopes) => (scopes.includes('directory') ? undefined : 'directory'),
        refusal: (detail, isBadRequest) =>
          new DirectoryProblem(isBadRequest ? 'bad-credential' : 'wrong-scope', detail),
      }),
    ],
    answer: async (event) => answerDirectory(context, readDirectoryRequest(event)),
    errors: DIRECTORY_ERRORS,
    finished: (finished) => {
      const { problem } = finished.answer;
      logRequest(logger, finished, (name) => names.has(name), problem === undefined ? {} : { problem });
    },
    // Personal data: no cache between us and the client keeps it.
    headers: () => ({ 'Cache-Control': 'no-store' }),
  });
}

const readDirectoryRequest = (event: APIGatewayProxyEvent): DirectoryRequest => ({
  route: isUnknownPath(event.resource) ? event.path : event.resource.slice(DIRECTORY_BASE.length),
  method: event.httpMethod,
  id: event.pathParameters?.['id'] ?? '',
  parameters: event.queryStringParameters ?? {},
  accept: header(event, 'accept'),
  baseUrl: mountUrlOf(event, DIRECTORY_BASE) + DIRECTORY_BASE,
});
