import { toResourceItem } from '../../lambdas/store/table/resource-item.ts';
import { putItems } from '../../lambdas/store/table/batch.ts';
import type { Key } from '../../lambdas/store/table/key.ts';
import { counterKey, groupAttribute, memberOfKey } from '../../lambdas/store/table/keys.ts';
import { memberItem } from '../../lambdas/store/table/member-item.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { meter } from '../../tools/dynamodb-local/meter.ts';
import { createHardTable, type HardTable } from '../support/hard-table.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { sizes, wholePlay } from '../support/sizes.ts';
import { user } from '../support/store.ts';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts';
import { createDirectory } from './test-directory.ts';

/** How many calls of the database have to wait for one another, where each takes 10 ms. */

const CALL_MS = 10;

let time: VirtualTime;
let table: HardTable;
let scim: TestScim;
beforeEach(async () => {
  time = createVirtualTime();
  table = await createHardTable({
    settings: { writeUnits: Infinity },
    time: { now: time.now, sleep: time.sleepInDatabase },
  });
  time.watch(table.documentClient);
  scim = await createScim({
    table,
    retry: { now: time.now, sleep: time.sleep },
    context: { now: time.iso, pause: () => time.sleep(10) },
  });
});
afterEach(() => table.drop());

const named = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${prefix}-${String(at).padStart(4, '0')}`);

/** Users each of whom is in all of the groups. */
async function fill(users: readonly string[], groups: readonly string[]): Promise<void> {
  const resource = (type: string, id: string) =>
    toResourceItem(user(type === 'User' ? { userName: id } : { displayName: id }, { type, id }), 'test');
  const of = Object.fromEntries(groups.map((id) => [groupAttribute(id), 0]));
  const { documentClient: client, tableName } = table;
  const shard = { count: users.length };
  const counters: readonly Key[] = [{ ...counterKey('User', 'user'), ...shard }];
  await putItems(openTable({ client, tableName }), [
    ...counters,
    ...users.map((id) => resource('User', id)),
    ...users.map((id) => ({ ...memberOfKey(id), life: 1, turn: 1, ...of })),
    ...groups.map((id) => resource('Group', id)),
    ...groups.flatMap((id) =>
      users.map((one) => memberItem({ type: 'Group', id, generation: 0 }, { id: one, type: 'User' })),
    ),
  ]);
}

/** What a request takes, and how many calls of the database it makes. */
async function measured<Result>(work: () => Promise<Result>) {
  const used = meter(table.documentClient);
  table.hard.set({ latencyMs: CALL_MS });
  const begun = time.now();
  const result = await time.run(work());
  const { requests } = used;
  used.stop();
  table.hard.set({ latencyMs: 0 });
  return { result, took: time.now() - begun, requests };
}

const CALLS: [number, number][] = [
  [1, 3],
  [25, 3],
];
if (sizes.wholePlays) CALLS.push([200, 17]);

test.each(CALLS)('a DELETE of a user in %i groups takes at most %i calls one after the other', async (count, most) => {
  const groups = named('group', count);
  await fill(['user-0000', 'user-0001'], groups);

  const { result, took } = await measured(() => scim.request('DELETE', '/Users/user-0000'));

  expect(result.status).toBe(204);
  expect(took).toBeLessThanOrEqual(most * CALL_MS);
  const shown = await time.run(scim.request('GET', `/Groups/${groups.at(-1)}`));
  expect(shown.body['members']).toEqual([expect.objectContaining({ value: 'user-0001' })]);
  expect(shown.body.meta['version']).toBe('W/"2"');
});

wholePlay(
  'a page of the directory of 1,000 users with their groups takes at most 11 calls one after the other',
  async () => {
    await fill(named('user', 1_000), named('group', 3));
    const directory = createDirectory(scim);
    // The key of the cursors is there before anybody asks.
    await time.run(directory.get('/users?limit=1'));

    const { result, took, requests } = await measured(() => directory.get('/users?limit=1000&groups=true'));

    expect(result.body.users).toHaveLength(1_000);
    expect(result.body.users.at(-1)).toMatchObject({ groups: named('group', 3).map((id) => ({ id, name: id })) });
    expect(took).toBeLessThanOrEqual(11 * CALL_MS);
    expect(requests).toBeLessThanOrEqual(30);
  },
);
