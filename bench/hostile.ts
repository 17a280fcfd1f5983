import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context as LambdaContext } from 'aws-lambda';
import { SCIM_BASE } from '../lambdas/http/paths.ts';
import { scimEndpoint } from '../lambdas/http/scim/endpoint.ts';
import type { JsonObject } from '../lambdas/scim/json.ts';
import { toResourceItem } from '../lambdas/store/table/resource-item.ts';
import { buildProxyEvent } from '../tools/dev-server/gateway/proxy-event.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchContext, benchTable, patientClient } from './bench-table.ts';
import { hostileRequests, typeOf, type Hostile } from './hostile-requests.ts';

/** What requests that want to make much work take of the processor: each must stay within its budget. */
const VCPU = 0.29;

const dynamodb = await startDynamoDbLocal({ heapMb: 1024 });
const client = patientClient(dynamodb.endpoint);
const tableName = await benchTable(client);
const context = benchContext({ client, tableName });
const endpoint = scimEndpoint({ tenant: 'bench', logger: new Logger({ logLevel: 'SILENT' }), context });

/** Puts what the request is about into the table, past the API and what it lets through. */
async function held({ holds = {}, ...request }: Hostile): Promise<string> {
  const id = randomUUID();
  const now = new Date().toISOString();
  const type = typeOf(request).name;
  const attributes: JsonObject =
    type === 'Group' ? { displayName: 'a group' } : { userName: id, active: true, ...holds };
  const resource = { type, id, version: 1, created: now, lastModified: now, attributes };
  await client.send(new PutCommand({ TableName: tableName, Item: toResourceItem(resource, 'bench') }));
  return id;
}

async function play(request: Hostile): Promise<{ status: number; seconds: number }> {
  const { method, url, body } = request;
  const id = url.includes('{id}') ? await held(request) : '';
  const event = buildProxyEvent({
    method,
    url: `${SCIM_BASE}${url.replace('{id}', id)}`,
    rawHeaders: ['content-type', 'application/scim+json'],
    body: JSON.stringify(body),
    resource: `${SCIM_BASE}${url}`,
    parameters: { id },
    authorizer: { tenant: 'bench', credentialId: 'bench', scopes: 'scim' },
    requestId: randomUUID(),
  });
  const begun = process.cpuUsage();
  const { statusCode } = await endpoint(event, {} as LambdaContext);
  const { user, system } = process.cpuUsage(begun);
  return { status: statusCode, seconds: (user + system) / 1e6 };
}

for (const request of hostileRequests({ size: 0.01 })) await play(request);
console.log(`${'request'.padEnd(60)} status  s of CPU  s at 512 MB`);
for (const request of hostileRequests()) {
  const { status, seconds } = await play(request);
  const figures = [seconds.toFixed(2).padStart(8), (seconds / VCPU).toFixed(1).padStart(11)];
  console.log(`${request.name.padEnd(60)} ${status}   ${figures.join('  ')}`);
}
client.destroy();
await dynamodb.stop();
