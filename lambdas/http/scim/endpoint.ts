import type { Logger } from '@aws-lambda-powertools/logger';
import middy, { type MiddyfiedHandler, type Request } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Answer, Context } from '../../service/context.ts';
import { forbidden, invalidSyntax, notFound, show } from '../../scim/errors.ts';
import type { Observe } from '../../traffic/record.ts';
import { parseBody } from './body.ts';
import { errorAnswer } from './errors.ts';
import { missingScimScope } from '../../auth/scopes.ts';
import { isBadRequest, principalProblem } from '../principal.ts';
import { logRefusal, logRequest } from '../log.ts';
import { baseUrlOf, isUnknownRoute, readRequest, routeOf } from './request.ts';
import { toResult } from './response.ts';
import { seenOf } from './seen.ts';
import { dispatch, findHandle } from './routes.ts';

export interface EndpointOptions {
  readonly tenant: string;
  readonly context: Omit<Context, 'baseUrl'>;
  readonly logger: Logger;
  /** Is told about every request; its answer waits for it. */
  readonly observe?: Observe;
}

type Endpoint = MiddyfiedHandler<APIGatewayProxyEvent, APIGatewayProxyResult>;

/**
 * The whole way of a SCIM request: who is asking → body → route → answer → result, with one log line at its end. Anything thrown on the way
 * becomes an answer in `errorAnswer`; a request never leaves without one.
 */
export function scimEndpoint({ tenant, context, logger, observe }: EndpointOptions): Endpoint {
  const begun = new WeakMap<APIGatewayProxyEvent, number>();
  const refused = new WeakMap<APIGatewayProxyEvent, string>();
  const finish = async (event: APIGatewayProxyEvent, answer: Answer): Promise<APIGatewayProxyResult> => {
    const reason = refused.get(event);
    await observe?.(reason === undefined ? seenOf(event, answer) : { kind: 'refused', status: answer.status, reason });
    logRequest(logger, event, answer, performance.now() - (begun.get(event) ?? performance.now()));
    return toResult(answer, event);
  };
  const refuse = (event: APIGatewayProxyEvent) => (error: unknown) =>
    errorAnswer(error, event.requestContext.requestId, logger);
  const startClock = ({ event }: { event: APIGatewayProxyEvent }): void => void begun.set(event, performance.now());
  const checkPrincipal = ({ event }: { event: APIGatewayProxyEvent }): void => {
    const problem = principalProblem(event, tenant, (scopes) =>
      missingScimScope(scopes, event.httpMethod, routeOf(event)),
    );
    if (!problem) return;
    const kind = logRefusal(logger, event, problem.reason);
    refused.set(event, `${kind} ${problem.reason}`);
    throw isBadRequest(problem) ? invalidSyntax(problem.detail) : forbidden(problem.detail);
  };
  const checkRoute = ({ event }: { event: APIGatewayProxyEvent }): void => {
    if (isUnknownRoute(event)) throw notFound(wrongTenantUrl(event));
    findHandle(context.types, routeOf(event), event.httpMethod);
  };
  const readBody = ({ event }: { event: APIGatewayProxyEvent }): void => parseBody(event);
  const answerError = (request: Request<APIGatewayProxyEvent, APIGatewayProxyResult>): Promise<APIGatewayProxyResult> =>
    finish(request.event, refuse(request.event)(request.error));

  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .before(startClock)
    .before(checkPrincipal)
    .before(checkRoute)
    .before(readBody)
    .onError(answerError)
    .handler(async (event) =>
      finish(event, await dispatch({ ...context, baseUrl: baseUrlOf(event) }, readRequest(event, refuse(event)))),
    );
}

function wrongTenantUrl(event: APIGatewayProxyEvent): string {
  return (
    `there is no route ${show(event.path)}; the Tenant URL of this endpoint is ${baseUrlOf(event)}: in the Entra admin center, open ` +
    'Enterprise applications, this application, Provisioning, Admin Credentials, and enter it as it stands here'
  );
}
