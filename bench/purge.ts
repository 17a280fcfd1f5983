import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pMap from 'p-map';
import { indexed } from '../lambdas/service/indexed.ts';
import { purge } from '../lambdas/service/lifecycle/purge.ts';
import type { Lifecycle } from '../lambdas/life/lifecycle.ts';
import type { StoredResource } from '../lambdas/life/stored-resource.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { createStore } from '../lambdas/handlers/composition/store.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchClient, benchTable } from './bench-table.ts';

/** How long the purge takes for many due users, and what it writes for each. */
const { values } = parseArgs({ options: { users: { type: 'string', default: '10000' } } });
const users = Number(values.users);

const dynamodb = await startDynamoDbLocal({ heapMb: 2048 });
const client = benchClient(dynamodb.endpoint);
const tableName = await benchTable(client);
const store = createStore({ client, tableName });

const SOFT_DELETED = '2026-01-01T00:00:00.000Z';
const STATES: Record<string, Lifecycle> = {
  deactivated: { softDeletedAt: SOFT_DELETED },
  deleted: { softDeletedAt: SOFT_DELETED, deletedAt: SOFT_DELETED },
};

const dueUser = (number: number, lifecycle: Lifecycle): StoredResource => ({
  type: 'User',
  id: randomUUID(),
  version: 3,
  created: SOFT_DELETED,
  lastModified: SOFT_DELETED,
  attributes: {
    userName: `user${number}@example.com`,
    externalId: randomUUID(),
    displayName: `User ${number}`,
    title: 'x'.repeat(700),
    active: false,
    emails: [{ type: 'work', value: `user${number}@example.com`, primary: true }],
  },
  ...lifecycle,
});

const used = meter(client);
const rows: string[] = [];
for (const [state, lifecycle] of Object.entries(STATES)) {
  console.log(`loading ${users} ${state} users …`);
  const due = Array.from({ length: users }, (_, number) => dueUser(number, lifecycle));
  await pMap(due, (user) => store.write(undefined, indexed(userType, user)), { concurrency: 16 });
  used.reset();
  const begun = Date.now();
  const report = await purge({
    store,
    types: [userType, groupType],
    retention: { days: 30, deactivated: 'purge' },
    asOf: '2026-11-01T00:00:00.000Z',
    now: () => '2026-11-01T00:00:00.000Z',
    pause: () => Promise.resolve(),
    dryRun: false,
    hasTime: () => true,
    onFailure: (id, error) => console.error(id, error),
  });
  if (report.purged !== users) throw new Error(`purged ${report.purged} of ${users}: ${JSON.stringify(report)}`);
  const seconds = (Date.now() - begun) / 1000;
  rows.push(
    `${state.padEnd(12)}${String(users).padStart(7)}${seconds.toFixed(0).padStart(9)}${(used.wru / users).toFixed(1).padStart(10)}${(used.rru / users).toFixed(1).padStart(10)}`,
  );
}
console.log(`\nstate         users  seconds  WRU each  RRU each\n${rows.join('\n')}`);
await dynamodb.stop();
