import { meetShape } from '../../lambdas/store/table/meet-shape.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { beginEpoch, endMerge, findRestored } from '../../lambdas/store/table/restored.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { createDirectory } from './test-directory.ts';

/** A directory that was restored is another line of changes: what was given out before is told so. */

let scim: TestScim;
beforeAll(async () => {
  scim = await createScim();
  await meetShape(table(), { mayWrite: true });
  await scim.createUser();
  await scim.createUser();
});
afterAll(() => scim.drop());

const table = () => openTable({ client: scim.table.documentClient, tableName: scim.table.tableName });
const first = { from: 'old', to: '2027-01-31T12:00:00.000Z' };

test('a cursor of before a restore is answered as one that has expired, by the feed with 410', async () => {
  const before = createDirectory(scim);
  const page = await scim.request('GET', '/Users?cursor=&count=1');
  const users = await before.get('/users?limit=1');
  const place = String(users.body.changes);
  expect((await before.get(`/changes?since=${place}`)).status).toBe(200);

  await beginEpoch(table(), first, 1_801_396_800);
  // Another process: a function that runs stays with its table.
  const after = await createScim({ table: scim.table });
  const restored = createDirectory(after);
  const old = await after.request('GET', `/Users?cursor=${String(page.body['nextCursor'])}&count=1`);
  expect([old.status, old.body.scimType]).toEqual([400, 'expiredCursor']);
  expect(old.body.detail).toContain('the directory was restored; start again with an empty cursor');
  const expired = await restored.get(`/users?limit=1&cursor=${users.body.next}`);
  expect([expired.status, expired.body.type]).toEqual([400, expect.stringMatching(/:expired-cursor$/)]);
  const gone = await restored.get(`/changes?since=${place}`);
  expect([gone.status, gone.body.type]).toEqual([410, expect.stringMatching(/:position-gone$/)]);
  expect(gone.body.detail).toContain('forget whom it does not have');

  const next = await after.request('GET', '/Users?cursor=&count=1');
  expect((await after.request('GET', `/Users?cursor=${String(next.body['nextCursor'])}&count=1`)).status).toBe(200);
  const again = await restored.get('/users?limit=1');
  expect((await restored.get(`/users?limit=1&cursor=${again.body.next}`)).status).toBe(200);
  expect((await restored.get(`/changes?since=${String(again.body.changes)}`)).status).toBe(200);
  // Nor is a cursor of after it one of before.
  expect((await before.get(`/changes?since=${String(again.body.changes)}`)).status).toBe(410);
});

test('a restore that goes on keeps its epoch, and the next one is above it, whatever the clock says', async () => {
  expect(await beginEpoch(table(), first, 1_801_400_000)).toEqual(first);
  expect(await findRestored(table())).toMatchObject({ epoch: 1_801_396_800, restored: first });
  await endMerge(table(), '2027-01-31T13:00:00.000Z');
  await endMerge(table(), '2027-01-31T14:00:00.000Z');
  const merged = { ...first, mergedAt: '2027-01-31T13:00:00.000Z' };
  expect(await beginEpoch(table(), first, 1_801_400_000)).toEqual(merged);
  const second = { from: 'old-20270131T120000Z', to: '2027-02-01T12:00:00.000Z' };
  expect(await beginEpoch(table(), second, 1)).toEqual(second);
  expect(await findRestored(table())).toMatchObject({ epoch: 1_801_396_801, restored: second });
});
