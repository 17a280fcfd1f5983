import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { putItems } from '../lambdas/store/table/batch.ts';
import { memberItem } from '../lambdas/store/table/member-item.ts';
import { openTable } from '../lambdas/store/table/open-table.ts';
import { toResourceItem } from '../lambdas/store/table/resource-item.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { atCommit, runIn } from '../tools/commit-tree.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { isRecord, parseAs } from '../tools/json.ts';
import { benchTable, patientClient } from './bench-table.ts';
import { loadUsers } from './load-users.ts';
import { median } from './median.ts';

/**
 * What requests take of the processor whose work grows with the directory: the whole list of a large group, and
 * queries that look at every user. With --against, the code of a commit takes turns with this one on the same table.
 */
const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '5000' },
    members: { type: 'string', default: '20000' },
    turns: { type: 'string', default: '5' },
    against: { type: 'string' },
  },
});
const [users, members] = [Number(values.users), Number(values.members)];
const ROOT = path.join(import.meta.dirname, '..');

/** Prints the median CPU of each request, ms; runs in the folder of any commit. */
const SCRIPT = `
import { queryResources } from './lambdas/service/query/query.ts';
import { readResourceById } from './lambdas/service/resources/read.ts';
import { groupType, userType } from './lambdas/tenant/resource-types.ts';
import { benchContext, patientClient } from './bench/bench-table.ts';
const { BENCH_ENDPOINT, tableName, group } = process.env;
const client = patientClient(BENCH_ENDPOINT);
const context = { ...benchContext({ client, tableName }), limits: { query: Infinity } };
const query = (parameters) => () => queryResources(context, [userType], { count: '1', ...parameters });
const requests = {
  group: () => readResourceById(context, groupType, group, {}),
  filter: query({ filter: 'title co "x"' }),
  sortBy: query({ sortBy: 'title' }),
};
const found = {};
for (const [name, run] of Object.entries(requests)) {
  const spent = [];
  for (let round = 0; round < 7; round += 1) {
    const begun = process.cpuUsage();
    const { body } = await run();
    // As it is sent.
    JSON.stringify(body);
    const { user, system } = process.cpuUsage(begun);
    // The first two are for the compiler.
    if (round > 1) spent.push((user + system) / 1000);
  }
  found[name] = spent.sort((a, b) => a - b)[2];
}
client.destroy();
process.stdout.write(JSON.stringify(found));
`;

type Times = Readonly<Record<'group' | 'filter' | 'sortBy', number>>;
const isTimes = (value: unknown): value is Times =>
  isRecord(value) && ['group', 'filter', 'sortBy'].every((name) => typeof value[name] === 'number');

const dynamodb = await startDynamoDbLocal({ heapMb: 2048 });
const client = patientClient(dynamodb.endpoint);

/** A table with so many users, and a group with so many members. */
async function load(): Promise<{ tableName: string; group: string }> {
  const tableName = await benchTable(client);
  await loadUsers(client, tableName, users);
  const now = new Date().toISOString();
  const group = { type: groupType.name, id: randomUUID(), version: 1, created: now, lastModified: now };
  const owner = { ...group, generation: 0 };
  const everybody = Array.from({ length: members }, () => memberItem(owner, { id: randomUUID(), type: userType.name }));
  await putItems(openTable({ client, tableName }), [
    toResourceItem({ ...group, attributes: { displayName: 'everybody' } }, 'bench'),
    ...everybody,
  ]);
  return { tableName, group: group.id };
}

const medianOf = (found: readonly Times[], name: keyof Times): number => median(found.map((times) => times[name]));

async function measure(before: string | undefined): Promise<void> {
  const variables = { BENCH_ENDPOINT: dynamodb.endpoint, ...(await load()) };
  const [then, now]: [Times[], Times[]] = [[], []];
  for (let turn = 0; turn < Number(values.turns); turn += 1) {
    if (before !== undefined) then.push(parseAs(await runIn(before, SCRIPT, variables), isTimes));
    now.push(parseAs(await runIn(ROOT, SCRIPT, variables), isTimes));
  }
  const row = (what: string, name: keyof Times, show: (ms: number) => string) => {
    const figures = [then, now]
      .filter(({ length }) => length > 0)
      .map((found) => show(medianOf(found, name)).padStart(12));
    const ratio = before === undefined ? '' : (medianOf(now, name) / medianOf(then, name)).toFixed(2).padStart(8);
    console.log(`${what.padEnd(44)}${figures.join('')}${ratio}`);
  };
  const each = (ms: number) => `${((ms * 1000) / users).toFixed(0)} µs`;
  console.log(
    `${'CPU'.padEnd(44)}${(values.against ?? '').padStart(before === undefined ? 0 : 12)}${'now'.padStart(12)}`,
  );
  row(`GET of a group with ${members} members`, 'group', (ms) => `${ms.toFixed(0)} ms`);
  row(`filter without an index, each of ${users} users`, 'filter', each);
  row(`sortBy, each of ${users} users`, 'sortBy', each);
}

try {
  await (values.against === undefined ? measure(undefined) : atCommit(ROOT, values.against, measure));
} finally {
  client.destroy();
  await dynamodb.stop();
}
