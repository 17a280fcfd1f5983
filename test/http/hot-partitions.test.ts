import { randomUUID } from 'node:crypto';
import type { Held } from '../../tools/hard-dynamodb/faults.ts';
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

test('creates that meet at a shard of the counter are both made', async () => {
  let held: Held | undefined;
  const sleep = async (): Promise<void> => held?.release();
  // Ids that begin alike are counted in one shard.
  const newId = (): string => `00${randomUUID().slice(2)}`;
  const ofOneShard = await createScim({ table, retry: { sleep, deadline: 600_000 }, context: { newId } });
  held = table.hard.hold({ operation: 'TransactWriteItems' });
  const first = ofOneShard.createUser();
  await held.arrived;

  expect((await ofOneShard.createUser()).status).toBe(201);
  expect((await first).status).toBe(201);
  expect(table.hard.counters().conflicts).toBeGreaterThan(0);
  expect((await scim.request('GET', '/Users?count=0')).body['totalResults']).toBe(2);
});

test('at the most that is set for the table a write is 503 with Retry-After, and nothing of it is there', async () => {
  const patient = await createScim({ table, retry: { sleep: async () => {}, deadline: 0 } });
  const user = { userName: 'anna@example.com' };
  table.hard.fault({ kind: 'ceiling' });
  const write = await patient.createUser(user);
  const read = await patient.request('GET', '/Users?count=0');
  expect([write.status, write.headers['retry-after'], read.status, read.headers['retry-after']]).toEqual([
    503,
    '5',
    503,
    '5',
  ]);

  table.hard.clearFaults();
  expect((await scim.request('GET', '/Users?count=0')).body['totalResults']).toBe(0);
  expect((await patient.createUser(user)).status).toBe(201);
});
