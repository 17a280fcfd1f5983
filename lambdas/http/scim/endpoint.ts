import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { missingScimScope } from '../../auth/scopes.ts';
import { forbidden, invalidSyntax, notFound, show } from '../../scim/errors.ts';
import { isQueryParameter } from '../../scim/messages/parameters.ts';
import type { Answer, Context } from '../../service/context.ts';
import type { NoteRefusals } from '../../traffic/note-refusals.ts';
import type { Observe } from '../../traffic/record.ts';
import { endpoint, type Endpoint, type Middleware } from '../endpoint.ts';
import { answerError, describeError } from '../errors.ts';
import { attributeNames, knownAmong, logRequest } from '../log.ts';
import { preferred } from '../negotiation.ts';
import { isUnknownPath } from '../paths.ts';
import { checkPrincipal, isTraffic, principalOf } from '../principal.ts';
import { header } from '../request.ts';
import { limitBody, withBody } from './body.ts';
import { SCIM_ERRORS } from './errors.ts';
import { refusalsOf } from './refusals.ts';
import { readRequest, routeOf, tenantUrlOf } from './request.ts';
import { createRouter, type Router } from './routes.ts';
import { namesInSchemas } from './schema-names.ts';
import { scimTypeOf, seenOf } from './seen.ts';

export interface ScimOptions {
  readonly tenant: string;
  readonly context: Omit<Context, 'baseUrl'>;
  readonly logger: Logger;
  /** Is told about every request; its answer waits for it. */
  readonly observe?: Observe;
  /** Is told what was refused, and about whom; the answer waits for it. */
  readonly note?: NoteRefusals;
}

/** Names of attributes that are left out: more than anybody is told of (`seen.ts`). */
const MAX_LEFT_OUT = 1_000;

/** The SCIM endpoint of a tenant (RFC 7644). */
export function scimEndpoint({ tenant, context, logger, observe, note }: ScimOptions): Endpoint {
  const router = createRouter(context.types);
  const nameInSchema = namesInSchemas(context.types);
  return endpoint<Answer>({
    logger,
    checks: [
      checkPrincipal({
        tenant,
        logger,
        missingScope: (scopes, event) =>
          missingScimScope(scopes, event.httpMethod, routeOf(event), event.queryStringParameters ?? {}),
        refusal: (detail, isBadRequest) => (isBadRequest ? invalidSyntax(detail) : forbidden(detail)),
      }),
      checkRoute(router),
      limitBody(),
    ],
    answer: withBody(async (event, requestContext) => {
      const { requestId } = event.requestContext;
      const leftOut = new Set<string>();
      requestContext.leftOut = leftOut;
      const request = readRequest(event, {
        body: requestContext.body,
        profile: context.profile,
        answerError: (error) => answerError(SCIM_ERRORS, error, { requestId, logger }),
      });
      const { credentialId: by } = principalOf(event);
      const own = {
        author: { requestId, ...(by !== undefined && { by }) },
        baseUrl: tenantUrlOf(event),
        leftOut: (name: string) => void (leftOut.size < MAX_LEFT_OUT && leftOut.add(name)),
        failedBehind: (error: unknown) =>
          logger.error('failed behind a write that was done', { error: describeError(error) }),
      };
      return router.dispatch({ ...context, ...own }, request);
    }, context.profile),
    errors: SCIM_ERRORS,
    finished: async (finished) => {
      const { types, profile } = context;
      const seen = seenOf(finished, profile, nameInSchema);
      if (isTraffic(finished.event)) {
        const refusals = note ? refusalsOf(finished, { types, profile, nameInSchema, at: context.now() }) : [];
        await Promise.all([observe?.(seen), note?.(refusals)]);
      }
      const scimType = scimTypeOf(finished.answer);
      const attributes = knownAmong(attributeNames(finished.body), (name) => nameInSchema(name) !== undefined);
      const { leftOut = [] } = seen;
      logRequest(logger, finished, isQueryParameter, {
        ...(scimType !== undefined && { scimType }),
        attributes: attributes.names,
        ...(attributes.others > 0 && { otherAttributes: attributes.others }),
        ...(leftOut.length > 0 && { leftOut: leftOut.length }),
      });
    },
    headers: (event) => ({
      'Content-Type': mediaTypeFor(header(event, 'accept')),
      // Personal data: no cache between us and the client keeps it.
      'Cache-Control': 'no-store',
    }),
  });
}

/**
 * Judges path and method before the body: 404 and 405 say more about a wrong one than what its body
 * lacks.
 */
function checkRoute(router: Router): Middleware {
  const checkRouteBefore: Middleware['before'] = ({ event }) => {
    if (isUnknownPath(event.resource)) throw notFound(wrongTenantUrl(event));
    router.find(routeOf(event), event.httpMethod);
  };
  return { before: checkRouteBefore };
}

const SCIM_JSON = 'application/scim+json';

/** SCIM's media type, unless the client accepts plain JSON only (RFC 7644 §3.1). */
const mediaTypeFor = (accept: string | undefined): string =>
  preferred(accept, [SCIM_JSON]) ?? preferred(accept, ['application/json']) ?? SCIM_JSON;

function wrongTenantUrl(event: APIGatewayProxyEvent): string {
  return (
    `there is no route ${show(event.path)}; the Tenant URL of this endpoint is ${tenantUrlOf(event)}: in the Entra admin center, open ` +
    'Enterprise applications, this application, Provisioning, Admin Credentials, and enter it as it stands here'
  );
}
