import { parseArgs } from 'node:util';
import { createFields } from '../lambdas/tenant/fields.ts';
import { createCursors } from '../lambdas/handlers/composition/cursors.ts';
import { answerCsvPage } from '../lambdas/http/directory/routes.ts';
import { profiles } from '../lambdas/scim/quirks/profiles.ts';
import { userType } from '../lambdas/tenant/resource-types.ts';
import { createStore } from '../lambdas/handlers/composition/store.ts';
import { createFeedReader } from '../lambdas/store/feed/read-feed.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchClient, benchTable } from './bench-table.ts';
import { loadUsers } from './load-users.ts';

/** Exports a large directory as CSV, page by page: how long it takes, what a page costs, and how much memory is in use on the way. */
const { values } = parseArgs({ options: { users: { type: 'string', default: '100000' } } });
const users = Number(values.users);
const LIMIT = 1000;

const dynamodb = await startDynamoDbLocal({ heapMb: 4096 });
const client = benchClient(dynamodb.endpoint);
const tableName = await benchTable(client);
console.log(`loading ${users} users …`);
await loadUsers(client, tableName, users);

const used = meter(client);
const table = { client, tableName };
const context = {
  store: createStore(table),
  feed: createFeedReader(table),
  cursors: createCursors(table),
  types: [userType],
  fields: createFields({ type: userType, profile: profiles.entra }, { bioUrl: 'timezone' }),
  retention: { days: 30, deactivated: 'purge' } as const,
  now: () => new Date().toISOString(),
};

const begun = performance.now();
const heaps: number[] = [];
let rows = 0;
let bytes = 0;
let pages = 0;
for (let cursor: string | undefined = ''; cursor !== undefined; pages += 1) {
  const parameters: Record<string, string> = { limit: String(LIMIT), ...(cursor !== '' && { cursor }) };
  const request = {
    route: '/users.csv',
    method: 'GET',
    id: '',
    parameters,
    values: {},
    accept: undefined,
    baseUrl: 'https://x',
  };
  const page = await answerCsvPage(context, request);
  if (!page) throw new Error('a page was asked for, and none was answered');
  const { body, headers } = page;
  rows += body.split('\r\n').length - (pages === 0 ? 2 : 1);
  bytes += Buffer.byteLength(body);
  cursor = new URL(/<(.+)>/.exec(headers['Link'] ?? '')?.[1] ?? 'https://x').searchParams.get('cursor') ?? undefined;
  if (pages % 10 === 0) {
    globalThis.gc?.();
    heaps.push(process.memoryUsage().heapUsed / 1e6);
  }
}
const seconds = (performance.now() - begun) / 1000;
if (rows !== users) throw new Error(`${rows} rows of ${users} users`);

const half = Math.ceil(heaps.length / 2);
const most = (of: number[]): string => Math.max(...of).toFixed(0);
console.log(`
${users} users, ${(bytes / 1e6).toFixed(0)} MB of CSV in ${pages} pages: ${seconds.toFixed(1)} s
a page: ${(used.trips / pages).toFixed(1)} round trips, ${(used.rru / pages).toFixed(0)} RRU
heap in use, most in the first half: ${most(heaps.slice(0, half))} MB, in the second half: ${most(heaps.slice(half))} MB`);
client.destroy();
await dynamodb.stop();
