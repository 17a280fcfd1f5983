import { randomUUID } from 'node:crypto';
import { createHardTable, type HardTable } from '../../support/hard-table.ts';
import { createScim, type TestScim } from '../../support/scim.ts';
import type { Fault } from '../../../tools/hard-dynamodb/faults.ts';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const STATUSES = [201, 201, 204, 200, 204, 404];

/** The life of a user and a group, as the answers tell it. */
async function live({ request, createUser }: TestScim) {
  const user = await createUser({ userName: `${randomUUID()}@example.com` });
  const id = user.body['id'];
  const group = await request('POST', '/Groups', { schemas: [GROUP], displayName: randomUUID() });
  const add = { op: 'add', path: 'members', value: [{ value: id }] };
  const patch = await request('PATCH', `/Groups/${group.body['id']}`, { schemas: [PATCH], Operations: [add] });
  const found = await request('GET', `/Groups/${group.body['id']}`);
  const deleted = await request('DELETE', `/Users/${id}`);
  const gone = await request('GET', `/Users/${id}`);
  return {
    statuses: [user, group, patch, found, deleted, gone].map(({ status }) => status),
    members: found.body['members'],
    id,
  };
}

let table: HardTable;
afterEach(() => table.drop());

test('the endpoint works on it as on DynamoDB Local', async () => {
  table = await createHardTable();
  const scim = await createScim({ table });
  const { statuses, members, id } = await live(scim);
  expect(statuses).toEqual(STATUSES);
  expect(members).toEqual([expect.objectContaining({ value: id })]);
  expect(table.hard.counters().total.write).toBeGreaterThan(0);
  expect(table.hard.counters()).toMatchObject({ throttled: 0, conflicts: 0 });
});

/** The kinds that may come again and again, and are over at once. */
const KINDS = [
  'throttle',
  'conflict',
  'error',
  'reset',
  'errorAfter',
  'lost',
] as const satisfies readonly Fault['kind'][];

test.each(KINDS)('the endpoint outlives a third of its calls with the fault %s', async (kind) => {
  table = await createHardTable({ settings: { seed: 11 } });
  const scim = await createScim({ table, retry: { deadline: 600_000, sleep: async () => undefined } });
  table.hard.fault({ kind, nth: 2 });
  table.hard.fault({ kind, rate: 1 / 3 });
  const { statuses, members, id } = await live(scim);
  expect(statuses).toEqual(STATUSES);
  expect(members).toEqual([expect.objectContaining({ value: id })]);
  expect(table.hard.counters().faults[kind]).toBeGreaterThan(0);
});
