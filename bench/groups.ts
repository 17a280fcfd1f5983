import { parseArgs } from 'node:util';
import type { Answer } from '../lambdas/service/context.ts';
import { createResource } from '../lambdas/service/resources/create.ts';
import { readResourceById } from '../lambdas/service/resources/read.ts';
import { recover } from '../lambdas/service/lifecycle/recover.ts';
import { patchResource } from '../lambdas/service/resources/patch.ts';
import { groupType } from '../lambdas/tenant/resource-types.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchClient, benchContext, benchTable } from './bench-table.ts';
import { loadUsers } from './load-users.ts';

/** What changes of members cost, by the size of the group; and whether loading a group takes time that is linear in its members. */
const { values } = parseArgs({ options: { largest: { type: 'string', default: '100000' } } });
const largest = Number(values.largest);
const SIZES = [10, 1_000, 10_000, 100_000].filter((size) => size <= largest);
const REQUEST = 1_000;
const SPARE = 100;

const dynamodb = await startDynamoDbLocal({ heapMb: 4096 });
const client = benchClient(dynamodb.endpoint);
const tableName = await benchTable(client);
console.log(`loading ${largest + SPARE} users …`);
await loadUsers(client, tableName, largest + SPARE);

const context = benchContext({ client, tableName });
const { store } = context;
const ids: string[] = [];
while (ids.length < largest + SPARE) {
  const page = await store.listIds('User', { limit: 5_000, after: ids.at(-1) });
  ids.push(...page.ids);
}
const spare = ids.slice(-SPARE);

const GROUP = { schemas: [groupType.schema.id] };
const patch = async (id: string, op: 'add' | 'remove', members: readonly string[]): Promise<void> => {
  const operation = { op, path: 'members', value: members.map((value) => ({ value })) };
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] };
  const { status } = await patchResource(context, groupType, id, body, {});
  if (status !== 204) throw new Error(`PATCH answered ${status}`);
};
const create = async (displayName: string): Promise<string> => {
  const { body }: Answer = await createResource(context, groupType, { ...GROUP, displayName }, {});
  const id = body?.['id'];
  if (typeof id !== 'string') throw new Error('POST answered no id');
  return id;
};

const used = meter(client);
const cost = async (work: () => Promise<unknown>): Promise<string> => {
  used.reset();
  await work();
  return [used.trips, used.wru, used.rru].map((number) => String(number).padStart(6)).join('');
};

const rows: string[] = [];
const pace: number[] = [];
for (const size of SIZES) {
  const id = await create(`group of ${size}`);
  for (let from = 0; from < size; from += REQUEST) {
    const begun = performance.now();
    await patch(id, 'add', ids.slice(from, Math.min(size, from + REQUEST)));
    // What the table's stream calls the recovery function for.
    await recover({ ...context, hasTime: () => true });
    if (size === largest) pace.push(performance.now() - begun);
  }
  const row = async (label: string, work: () => Promise<unknown>): Promise<void> => {
    rows.push(`${String(size).padStart(7)}  ${label.padEnd(22)}${await cost(work)}`);
  };
  await row('add one', () => patch(id, 'add', spare.slice(0, 1)));
  await row('remove one', () => patch(id, 'remove', spare.slice(0, 1)));
  await row('add 49', () => patch(id, 'add', spare.slice(0, 49)));
  await row('add 51, decided', () => patch(id, 'add', spare.slice(49)));
  await row('add 51, carried out', () => recover({ ...context, hasTime: () => true }));
  await row('GET without members', () => readResourceById(context, groupType, id, { excludedAttributes: ['members'] }));
}
console.log(`\nmembers  request                trips   WRU   RRU`);
console.log(rows.join('\n'));

const tenth = Math.max(1, Math.floor(pace.length / 10));
const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length;
const ratio = mean(pace.slice(-tenth)) / mean(pace.slice(0, tenth));
console.log(
  `\n${largest} members in ${pace.length} requests of ${REQUEST}: the last ${tenth} took ${ratio.toFixed(2)} times as long as the first ${tenth}`,
);
client.destroy();
await dynamodb.stop();
