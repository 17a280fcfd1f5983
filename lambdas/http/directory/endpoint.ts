import type { Logger } from '@aws-lambda-powertools/logger';
import middy, { type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { DirectoryContext } from '../../directory/context.ts';
import { DIRECTORY_BASE } from '../../directory/paths.ts';
import { DirectoryProblem, problemBody } from '../../directory/problem.ts';
import { StoreBusyError } from '../../store/ports/busy.ts';
import { answerDirectory, type DirectoryAnswer, type DirectoryRequest } from './routes.ts';
import { describeError } from '../scim/errors.ts';
import { isBadRequest, principalProblem } from '../principal.ts';
import { isParameterName, logRefusal } from '../log.ts';
import { baseUrlOf, header } from '../scim/request.ts';

export interface DirectoryOptions {
  readonly tenant: string;
  readonly context: DirectoryContext;
  readonly logger: Logger;
}

/** The whole way of a request to the directory: who is asking → route → answer, with one log line at its end. Problems are as RFC 9457 has them. */
export function directoryEndpoint({
  tenant,
  context,
  logger,
}: DirectoryOptions): MiddyfiedHandler<APIGatewayProxyEvent, APIGatewayProxyResult> {
  const begun = new WeakMap<APIGatewayProxyEvent, number>();
  const finish = (event: APIGatewayProxyEvent, answer: DirectoryAnswer, problem?: string): APIGatewayProxyResult => {
    logger.info('request', {
      requestId: event.requestContext.requestId,
      method: event.httpMethod,
      route: event.resource,
      status: answer.status,
      ...(problem !== undefined && { problem }),
      milliseconds: Math.round(performance.now() - (begun.get(event) ?? performance.now())),
      parameters: Object.keys(event.queryStringParameters ?? {}).filter(isParameterName),
      credentialId: event.requestContext.authorizer?.['credentialId'],
    });
    return {
      statusCode: answer.status,
      // Personal data: no cache between us and the client keeps it.
      headers: { 'Cache-Control': 'no-store', ...answer.headers },
      body: event.httpMethod === 'HEAD' ? '' : answer.body,
    };
  };
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .before(({ event }) => void begun.set(event, performance.now()))
    .before(({ event }) => {
      const problem = principalProblem(event, tenant, (scopes) =>
        scopes.includes('directory') ? undefined : 'directory',
      );
      if (!problem) return;
      logRefusal(logger, event, problem.reason);
      throw new DirectoryProblem(isBadRequest(problem) ? 'bad-credential' : 'wrong-scope', problem.detail);
    })
    .onError(({ event, error }) => {
      const problem = problemOf(error, event, logger);
      return finish(event, problemAnswer(problem), problem.kind);
    })
    .handler(async (event) => finish(event, await answerDirectory(context, readDirectoryRequest(event))));
}

const readDirectoryRequest = (event: APIGatewayProxyEvent): DirectoryRequest => ({
  // A path that is no route comes in by a greedy one, which is no route here either.
  route: event.resource.endsWith('/{proxy+}') ? event.path : event.resource.slice(DIRECTORY_BASE.length),
  method: event.httpMethod,
  id: event.pathParameters?.['id'] ?? '',
  parameters: event.queryStringParameters ?? {},
  accept: header(event, 'accept'),
  baseUrl: baseUrlOf(event, DIRECTORY_BASE),
});

function problemAnswer(problem: DirectoryProblem): DirectoryAnswer {
  const body = problemBody(problem);
  return {
    status: body.status,
    headers: { 'Content-Type': 'application/problem+json', ...problem.headers },
    body: JSON.stringify(body),
  };
}

function problemOf(error: unknown, event: APIGatewayProxyEvent, logger: Logger): DirectoryProblem {
  if (error instanceof DirectoryProblem) return error;
  if (error instanceof StoreBusyError)
    return new DirectoryProblem(
      error.kind === 'throttled' ? 'throttled' : 'busy',
      'the database is busy; try again after the time in Retry-After',
      { 'Retry-After': String(error.retryAfterSeconds) },
    );
  logger.error('unexpected error', { error: describeError(error) });
  return new DirectoryProblem(
    'failed',
    `try again, and give request id ${event.requestContext.requestId} to the operator if it stays`,
  );
}
