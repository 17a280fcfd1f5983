import { createRequire } from 'node:module';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { scimPaths, unknownScimPaths } from '../../../lambdas/http/paths.ts';
import { groupType, userType } from '../../../lambdas/tenant/resource-types.ts';
import { buildProxyEvent } from '../../../tools/dev-server/gateway/proxy-event.ts';
import { createMatcher } from '../../../tools/dev-server/gateway/route-tree.ts';
import { isRecord } from '../../../tools/json.ts';
import { listen, thinServer, TOKEN, type Answered, type Asked } from '../serve.ts';

type Handler = (event: APIGatewayProxyEvent, context: object) => Promise<APIGatewayProxyResult>;

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

/**
 * The `scim` function as it is deployed, behind the thin server: a request becomes the event that API Gateway makes
 * of it. The authorizer is another function, whose answer API Gateway keeps; here the token is compared.
 */
async function start(): Promise<void> {
  // As its own start of four lines does, which waits, so that a program in CommonJS like this one cannot load it.
  const bundle: unknown = createRequire(process.env['SCIM_BUNDLE'] ?? '')('./index.cjs');
  const { handler, ready } = isRecord(bundle) ? bundle : {};
  await ready;
  if (!isHandler(handler)) throw new Error('the bundle of the function scim has no handler');
  const routes = [...scimPaths([userType, groupType]), ...unknownScimPaths()];
  const match = createMatcher(
    routes.map((path) => ({ path, method: 'ANY', resourceId: path, functionArn: 'scim', timeoutMs: 29_000 })),
  );
  const authorizer = { tenant: process.env['TENANT'] ?? '', credentialId: 'bench', kind: 'secret', scopes: 'scim' };
  let requests = 0;

  const answer = async (asked: Asked): Promise<Answered> => {
    if (asked.headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: '' };
    const found = match(asked.method, asked.url.split('?', 1)[0] ?? '');
    if (!found) return { status: 403, body: '{"message":"Missing Authentication Token"}' };
    requests += 1;
    const requestId = String(requests).padStart(36, '0');
    const { route, parameters } = found;
    const event = buildProxyEvent({ ...asked, resource: route.path, parameters, authorizer, requestId });
    const { statusCode, headers = {}, body } = await handler(event, { awsRequestId: requestId });
    const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    return { status: statusCode, headers: texts, body };
  };
  listen(thinServer(answer), { base: '/scim/v2', token: TOKEN });
}

void start();
