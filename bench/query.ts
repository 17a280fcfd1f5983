import type { Context } from '../lambdas/service/context.ts';
import type { Query } from '../lambdas/service/query/query-parameters.ts';
import { queryResources } from '../lambdas/service/query/query.ts';
import { userType } from '../lambdas/tenant/resource-types.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchClient, benchContext, benchTable } from './bench-table.ts';
import { loadUsers } from './load-users.ts';

/** What a query without an index takes of the processor for each user that it looks at: the numbers behind its budget of work. */
const ROUNDS = 5;
/** What a function of 512 MB has of a processor. */
const VCPU = 0.29;
/** How many users there are, and how many photos of 100 bytes each has. */
const DIRECTORIES = [
  [8_000, 0],
  [500, 100],
  [150, 300],
] as const;

const terms = (count: number, path: string): string =>
  Array.from({ length: count }, (_, at) => `${path} co "no ${at}"`).join(' or ');
const QUERIES: readonly (readonly [what: string, query: Query])[] = [
  ['1 term', { filter: terms(1, 'title') }],
  ['100 terms', { filter: terms(100, 'title') }],
  ['100 terms on photos', { filter: terms(100, 'photos.value') }],
  ['sortBy', { sortBy: 'title' }],
];

/** The median of some rounds, in µs. */
async function cpuOf(context: Context, query: Query): Promise<number> {
  const spent: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = process.cpuUsage();
    await queryResources(context, [userType], query);
    const { user, system } = process.cpuUsage(begun);
    spent.push(user + system);
  }
  return spent.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
}

const dynamodb = await startDynamoDbLocal({ heapMb: 2048 });
const client = benchClient(dynamodb.endpoint);

console.log('users   KB each  query                   µs of CPU for each user');
for (const [users, photos] of DIRECTORIES) {
  const tableName = await benchTable(client);
  await loadUsers(client, tableName, users, photos);
  const context: Context = { ...benchContext({ client, tableName }), limits: { query: Infinity } };
  for (const [what, query] of QUERIES) {
    const kilobytes = String(1 + photos / 10);
    const each = (await cpuOf(context, { ...query, count: '1' })) / users;
    console.log(
      `${String(users).padEnd(7)} ${kilobytes.padStart(7)}  ${what.padEnd(22)} ${each.toFixed(0).padStart(7)}`,
    );
  }
  if (photos > 0) continue;
  const { limits: _none, ...limited } = context;
  const seconds = (await cpuOf(limited, { filter: terms(1, 'title'), cursor: '' })) / 1e6;
  console.log(
    `by cursor to the end of the budget: ${seconds.toFixed(2)} s of CPU, ${(seconds / VCPU).toFixed(1)} s at 512 MB`,
  );
}
client.destroy();
await dynamodb.stop();
