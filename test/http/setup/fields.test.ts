import { createScim, type TestScim } from '../../support/scim.ts';
import { createTrafficStore } from '../../support/traffic.ts';
import { createSetup, type TestSetup } from './test-setup.ts';

let scim: TestScim;
let setup: TestSetup;
beforeAll(async () => {
  scim = await createScim();
  setup = await createSetup(scim, { fields: { bioUrl: 'timezone' } });
});
afterAll(async () => scim.drop());

interface Fields {
  readonly users: number;
  readonly sampled: number;
  readonly rows: readonly { field: string; target: string; arrived: number }[];
  readonly notStored: readonly unknown[];
  readonly free: readonly string[];
}

test('fields say what of them arrives, what arrives in vain, and what is free for one more', async () => {
  const empty = (await setup.get<Fields>('/fields')).body;
  expect(empty).toMatchObject({ users: 0, sampled: 0, notStored: [] });
  expect(empty.free.slice(0, 2)).toEqual(['nickName', 'profileUrl']);
  await scim.createUser({ title: 'Clerk', timezone: 'https://example.com', nickName: 'A' });
  await scim.createUser({ title: 'Clerk', emails: [{ type: 'work', value: 'b@example.com' }] });
  const traffic = createTrafficStore({ client: scim.table.documentClient, tableName: scim.table.tableName });
  const start = new Date(Date.now() - 60_000).toISOString();
  const marks = { patch: [], conflict: [], missing: [] };
  await traffic.add({ start, counters: [], times: {}, marks, leftOut: { shoeSize: 2 } });

  const { status, body } = await setup.get<Fields>('/fields');
  expect(status).toBe(200);
  expect(body).toMatchObject({ users: 2, sampled: 2, notStored: [{ attribute: 'shoeSize', requests: 2 }] });
  const arrived = Object.fromEntries(body.rows.map((row) => [row.field, row.arrived]));
  expect(arrived).toMatchObject({ title: 2, email: 1, bioUrl: 1, mobile: 0, '(matching)': 2 });
  expect(body.free).not.toContain('nickName');
  expect(body.free).not.toContain('timezone');
});

test('of many people 500 are looked at, and the answer says so', async () => {
  const ids = Array.from({ length: 500 }, (_, at) => String(at));
  const asked: number[] = [];
  const store = {
    ...setup.context.store,
    count: () => Promise.resolve(100_000),
    listIds: (_: string, { limit }: { limit: number }) => {
      asked.push(limit);
      return Promise.resolve({ ids: ids.slice(0, limit), next: 'more' });
    },
    getMany: (type: string, of: readonly string[]) =>
      Promise.resolve(of.map((id) => ({ type, id, version: 1, created: '', lastModified: '', attributes: {} }))),
  };
  const large = await createSetup({ ...scim, store: { ...scim.store, ...store } }, {});
  expect((await large.get<Fields>('/fields')).body).toMatchObject({ users: 100_000, sampled: 500 });
  expect(asked).toEqual([500]);
});
