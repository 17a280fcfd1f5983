import { createHardTable, type HardTable } from '../support/hard-table.ts';
import { createScim, type TestScim } from '../support/scim.ts';

/** What 300 creates in a second ask of single partition keys, of which each takes 1,000 WRU. */

const CREATES = 100;
const PER_SECOND = 300;

let table: HardTable;
let scim: TestScim;
beforeEach(async () => {
  table = await createHardTable();
  scim = await createScim({ table, retry: { sleep: async () => {} } });
});
afterEach(() => table.drop());

const create = (at: number) =>
  scim.createUser({ userName: `user-${at}@example.com`, externalId: `external-${at}`, active: true });

test('the partitions that all creates share take 2 WRU of each for the counter, and 1 for the listing', async () => {
  for (let at = 0; at < CREATES; at += 1) expect((await create(at)).status).toBe(201);

  const { units, total, throttled } = table.hard.counters();
  const shared = Object.entries(units)
    .map(([name, { write }]) => [name.slice(table.tableName.length), write] as const)
    .filter(([, write]) => write > CREATES / 2);
  expect(Object.fromEntries(shared)).toEqual({ ': COUNTER#User': 2 * CREATES, '/listing: USER': CREATES });
  expect(Math.max(...shared.map(([, write]) => (write / CREATES) * PER_SECOND))).toBeLessThan(1_000);
  expect([total.write / CREATES, throttled]).toEqual([9, 0]);
});

test('creates that meet at a shard of the counter are all made', async () => {
  table.hard.set({ transactionBeforeMs: 2 });
  const answers = await Promise.all(Array.from({ length: CREATES }, (_, at) => create(at)));

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(table.hard.counters().conflicts).toBeGreaterThan(0);
  expect((await scim.request('GET', '/Users?count=0')).body['totalResults']).toBe(CREATES);
});
