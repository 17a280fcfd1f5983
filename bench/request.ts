import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Logger } from '@aws-lambda-powertools/logger';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context as LambdaContext } from 'aws-lambda';
import { SCIM_BASE } from '../lambdas/http/paths.ts';
import { scimEndpoint } from '../lambdas/http/scim/endpoint.ts';
import { indexed } from '../lambdas/service/indexed.ts';
import { createStore } from '../lambdas/handlers/composition/store.ts';
import { claimKey, resourceKey } from '../lambdas/store/table/keys.ts';
import { toResourceItem } from '../lambdas/store/table/resource-item.ts';
import { userType } from '../lambdas/tenant/resource-types.ts';
import { buildProxyEvent } from '../tools/dev-server/gateway/proxy-event.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchClient, benchContext, benchTable, sdkClient } from './bench-table.ts';
import { benchUser } from './load-users.ts';
import { median } from './median.ts';

/**
 * What a request takes of the processor, beside the bare document client doing the same calls: the endpoint in
 * process, one request at a time and sixteen. Both take turns in one run; CPU, median of the turns.
 */
const { values } = parseArgs({
  options: { turns: { type: 'string', default: '9' }, requests: { type: 'string', default: '400' } },
});
const REQUESTS = Number(values.requests);
const CLIENTS = [1, 16];

const dynamodb = await startDynamoDbLocal({ heapMb: 1024 });
const client = benchClient(dynamodb.endpoint);
const bare = sdkClient(dynamodb.endpoint);
const tableName = await benchTable(client);
const context = benchContext({ client, tableName });
const endpoint = scimEndpoint({ tenant: 'bench', logger: new Logger({ logLevel: 'SILENT' }), context });

const user = benchUser(1, randomUUID());
const { index } = indexed(userType, user);
await createStore({ client, tableName }).write(undefined, { resource: user, index });
const [claim] = index.claims;
if (!claim) throw new Error('a user has no claim');

type Work = () => Promise<unknown>;
const ask = (method: string, path: string, resource: string, body?: object): Work => {
  const event = buildProxyEvent({
    method,
    url: `${SCIM_BASE}${path}`,
    rawHeaders: ['host', 'scim.example.com', 'content-type', 'application/scim+json'],
    body: body === undefined ? null : JSON.stringify(body),
    resource: `${SCIM_BASE}${resource}`,
    parameters: { id: user.id },
    authorizer: { tenant: 'bench', credentialId: 'bench', scopes: 'scim' },
    requestId: 'bench',
  });
  return async () => {
    const { statusCode, body: text } = await endpoint(event, {} as LambdaContext);
    if (statusCode >= 300 && statusCode !== 429)
      throw new Error(`${method} ${path} was answered ${statusCode}: ${text}`);
  };
};
const get = (Key: { pk: string; sk: string }) =>
  bare.send(new GetCommand({ TableName: tableName, Key: { ...Key }, ConsistentRead: true }));
const put = () =>
  bare.send(
    new PutCommand({
      TableName: tableName,
      Item: toResourceItem(user, 'bench'),
      ConditionExpression: 'attribute_exists(pk)',
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
const own = resourceKey('User', user.id);

let titles = 0;
const CASES: readonly (readonly [what: string, ours: Work, floor: Work])[] = [
  ['GET of a user', ask('GET', `/Users/${user.id}`, '/Users/{id}'), () => get(own)],
  [
    'filter userName eq',
    ask('GET', `/Users?filter=${encodeURIComponent('userName eq "user.1@example.com"')}`, '/Users'),
    async () => {
      await get(claimKey('User', claim));
      await get(own);
    },
  ],
  [
    'PATCH of a title',
    () => {
      titles += 1;
      const Operations = [{ op: 'Replace', path: 'title', value: `title ${titles}` }];
      const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
      return ask('PATCH', `/Users/${user.id}`, '/Users/{id}', { schemas, Operations })();
    },
    async () => {
      await get(own);
      await put();
    },
  ],
];

/** Microseconds of CPU for each of some requests, so many at a time. */
async function cpuOf(work: Work, clients: number): Promise<number> {
  let left = REQUESTS;
  const begun = process.cpuUsage();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left > 0) {
        left -= 1;
        await work();
      }
    }),
  );
  const { user: spent, system } = process.cpuUsage(begun);
  return (spent + system) / REQUESTS;
}

console.log('µs of CPU                 clients   ours   document client   ratio');
for (const [what, ours, floor] of CASES) {
  for (const clients of what.startsWith('PATCH') ? [1] : CLIENTS) {
    const [own, bare]: [number[], number[]] = [[], []];
    await cpuOf(ours, clients);
    await cpuOf(floor, clients);
    for (let turn = 0; turn < Number(values.turns); turn += 1) {
      own.push(await cpuOf(ours, clients));
      bare.push(await cpuOf(floor, clients));
    }
    const [a, b] = [median(own), median(bare)];
    const figures = [a.toFixed(0).padStart(7), b.toFixed(0).padStart(18), (a / b).toFixed(2).padStart(8)];
    console.log(`${what.padEnd(24)}${String(clients).padStart(9)}${figures.join('')}`);
  }
}
client.destroy();
bare.destroy();
await dynamodb.stop();
