import { parseArgs } from 'node:util';
import { createDirectory, sync, type SyncEvent } from '../clients/typescript/src/index.ts';
import { DIRECTORY_BASE } from '../lambdas/directory/paths.ts';
import { createCursors } from '../lambdas/handlers/composition/cursors.ts';
import { createStore } from '../lambdas/handlers/composition/store.ts';
import { answerDirectory } from '../lambdas/http/directory/routes.ts';
import { profiles } from '../lambdas/scim/quirks/profiles.ts';
import { createFeedWriter } from '../lambdas/store/feed/append-feed.ts';
import { createFeedReader } from '../lambdas/store/feed/read-feed.ts';
import { createFields } from '../lambdas/tenant/fields.ts';
import { userType } from '../lambdas/tenant/resource-types.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchClient, benchTable } from './bench-table.ts';
import { loadUsers } from './load-users.ts';

/**
 * The client against the code of the directory's function: how long the first sync of a large
 * directory takes, how long what changed then, and how much memory the consumer needs.
 */
const number = (preset: string) => ({ type: 'string', default: preset }) as const;
const { values } = parseArgs({ options: { users: number('100000'), changes: number('1000') } });
const users = Number(values.users);
const changes = Number(values.changes);

const dynamodb = await startDynamoDbLocal({ heapMb: 4096 });
const client = benchClient(dynamodb.endpoint);
const tableName = await benchTable(client);
console.log(`loading ${users} users …`);
await loadUsers(client, tableName, users);

const used = meter(client);
const table = { client, tableName };
const now = (): string => new Date().toISOString();
const context = {
  store: createStore(table),
  feed: createFeedReader(table),
  cursors: createCursors(table),
  types: [userType],
  fields: createFields({ type: userType, profile: profiles.entra }, { bioUrl: 'timezone' }),
  retention: { days: 30, deactivated: 'purge' } as const,
  tellsValues: false,
  health: () => Promise.reject(new Error('not asked for')),
  now,
};
const baseUrl = `https://scim.example.com${DIRECTORY_BASE}`;
let requests = 0;
let bytes = 0;
const directory = createDirectory({
  url: baseUrl,
  token: 'not looked at',
  fetch: async ({ url }) => {
    const { pathname, searchParams } = new URL(url);
    const route = pathname.slice(DIRECTORY_BASE.length);
    const parameters = Object.fromEntries(searchParams);
    const request = { route, method: 'GET', id: '', parameters, values: {}, accept: undefined, baseUrl };
    const { body, status, headers } = await answerDirectory(context, request);
    requests += 1;
    bytes += Buffer.byteLength(body);
    return new Response(body, { status, headers });
  },
});

const ids: string[] = [];
let cursor: string | undefined;

/** Goes on from where the last one ended, and prints what it took. */
async function measure(what: string, seen: (event: SyncEvent) => void): Promise<void> {
  const heaps: number[] = [];
  let count = 0;
  [requests, bytes] = [0, 0];
  used.reset();
  const begun = performance.now();
  for await (const event of sync(directory, { cursor })) {
    ({ cursor } = event);
    seen(event);
    if (event.kind !== 'user') continue;
    count += 1;
    if (count % 5000 !== 0) continue;
    globalThis.gc?.();
    heaps.push(process.memoryUsage().heapUsed / 1e6);
  }
  const seconds = (performance.now() - begun) / 1000;
  const half = Math.ceil(heaps.length / 2);
  const most = (of: number[]): string => (of.length === 0 ? '-' : Math.max(...of).toFixed(0));
  console.log(`
${what}: ${count} users in ${seconds.toFixed(1)} s
${requests} answers, ${(bytes / 1e6).toFixed(1)} MB, ${used.trips} round trips, ${used.rru.toFixed(0)} RRU
heap in use, most in the first half: ${most(heaps.slice(0, half))} MB, in the second half: ${most(heaps.slice(half))} MB`);
}

await measure('first sync', (event) => {
  if (event.kind === 'user') ids.push(event.user.id);
});
if (ids.length !== users) throw new Error(`${ids.length} of ${users} users`);

const entries = ids.slice(0, changes).map((id) => ({
  eventId: `bench/User/${id}/2`,
  event: 'user.updated',
  type: 'User',
  id,
  version: 2,
  previousVersion: 1,
  time: now(),
  changed: ['title'],
}));
const writer = createFeedWriter(table);
// The stream's function is given so many at a time.
for (let at = 0; at < entries.length; at += 100) await writer.append(entries.slice(at, at + 100), now());
await measure(`${changes} changes`, () => {});
client.destroy();
await dynamodb.stop();
