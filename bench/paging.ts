import { parseArgs } from 'node:util';
import type { Query } from '../lambdas/service/query/query-parameters.ts';
import { queryResources } from '../lambdas/service/query/query.ts';
import { isList } from '../lambdas/scim/json.ts';
import { userType } from '../lambdas/tenant/resource-types.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchClient, benchContext, benchTable } from './bench-table.ts';
import { loadUsers } from './load-users.ts';
import { median } from './median.ts';

/** What a page of 100 costs at the beginning, in the middle and at the end of a large directory, by number and by cursor. */
const { values } = parseArgs({ options: { users: { type: 'string', default: '100000' } } });
const users = Number(values.users);
const COUNT = 100;
const ROUNDS = 9;

const dynamodb = await startDynamoDbLocal({ heapMb: 4096 });
const client = benchClient(dynamodb.endpoint);
const tableName = await benchTable(client);
console.log(`loading ${users} users …`);
await loadUsers(client, tableName, users);

const used = meter(client);
const context = benchContext({ client, tableName });

interface Page {
  readonly found: number;
  readonly totalResults: unknown;
  readonly nextCursor: string;
}

async function query(parameters: Query): Promise<Page> {
  const { body = {} } = await queryResources(context, [userType], { ...parameters, count: String(COUNT) });
  const { Resources: resources, totalResults, nextCursor } = body;
  return {
    found: isList(resources) ? resources.length : 0,
    totalResults,
    nextCursor: typeof nextCursor === 'string' ? nextCursor : '',
  };
}

async function measure(label: string, parameters: Query, first: number | undefined): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    used.reset();
    const begun = performance.now();
    const page = await query(parameters);
    times.push(performance.now() - begun);
    if (page.found !== COUNT || page.totalResults !== users)
      throw new Error(`${label}: ${page.found} of ${String(page.totalResults)}`);
  }
  const time = median(times);
  console.log(
    `${label.padEnd(28)} ${String(used.trips).padStart(5)} ${used.rru.toFixed(1).padStart(7)} ${(time / (first ?? time)).toFixed(2).padStart(15)}`,
  );
  return time;
}

console.log(`\npage of ${COUNT} of ${users} users   trips     RRU   time / first page`);
await query({ cursor: '' });
const first = await measure('startIndex 1', { startIndex: '1' }, undefined);
for (const part of [0.25, 0.5, 0.75, 0.999]) {
  const startIndex = Math.floor(users * part) - COUNT + 1;
  await measure(`startIndex ${startIndex}`, { startIndex: String(startIndex) }, first);
}
await measure('cursor, first page', { cursor: '' }, first);
let cursor = '';
let pages = 0;
for (; pages < users / COUNT / 2; pages += 1) ({ nextCursor: cursor } = await query({ cursor }));
await measure(`cursor, page ${pages + 1}`, { cursor }, first);
client.destroy();
await dynamodb.stop();
