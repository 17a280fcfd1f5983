import { searchValues } from '../../../lambdas/scim/query/search-values.ts';
import { createFeedWriter } from '../../../lambdas/store/feed/append-feed.ts';
import { createSearchWriter } from '../../../lambdas/store/search/search.ts';
import { createJournalWriter } from '../../../lambdas/store/traffic/write-journal.ts';
import { openTable } from '../../../lambdas/store/table/open-table.ts';
import { userType } from '../../../lambdas/tenant/resource-types.ts';
import { meter, type Meter } from '../../../tools/dynamodb-local/meter.ts';
import { createScim, type TestScim } from '../../support/scim.ts';
import { createTrafficStore } from '../../support/traffic.ts';
import { createSetup, type TestSetup } from './test-setup.ts';

const NOW = '2026-11-01T08:00:00.000Z';
let scim: TestScim;
let setup: TestSetup;
let used: Meter;
let anna: string;

async function addUser(userName: string): Promise<string> {
  const { body } = await scim.createUser({ userName, externalId: userName });
  const stored = await scim.store.get('User', body.id);
  const values = searchValues(userType, stored?.attributes ?? {});
  const access = { client: scim.table.documentClient, tableName: scim.table.tableName };
  await createSearchWriter(openTable(access)).moveSearch(
    values.map((value) => ({ type: 'User', id: body.id, value })),
    [],
  );
  return body.id;
}

beforeAll(async () => {
  scim = await createScim();
  const now = () => NOW;
  const first = await createSetup(scim, { context: { now } });
  // In the function, what the doctor sees and the sample of people are kept for half a minute.
  const [facts, sample] = [await first.context.facts(), await first.context.sample()];
  const kept = { now, facts: () => Promise.resolve(facts), sample: () => Promise.resolve(sample) };
  setup = await createSetup(scim, { context: kept });
  anna = await addUser('anna');
  await scim.request('POST', '/Groups', { displayName: 'Staff', members: [{ value: anna }] });
  const access = { client: scim.table.documentClient, tableName: scim.table.tableName };
  const times = { userCreate: { first: NOW, last: NOW } };
  const counters = [{ kind: 'userCreate', status: 201, reason: '-', count: 1, last: NOW }] as const;
  const marks = { patch: [], conflict: [], missing: [] };
  await createTrafficStore(access).add({ start: NOW, counters, times, marks, leftOut: {} });
  // The key of the cursors, and that of the names, are read once.
  await setup.get('/people?leaving=true');
  await setup.get(`/people/${anna}`);
  used = meter(scim.table.documentClient);
});
afterAll(async () => scim.drop());

/** Requests, those of them that wait for one another, and units read and written. */
async function costOf(method: string, path: string, body?: unknown): Promise<string> {
  used.reset();
  const { status } = await setup.at(method, `/setup/api${path.replace('ANNA', anna)}`, body);
  expect(status).toBeLessThan(300);
  return `${used.requests} requests, ${used.trips} trips, ${used.rru} RRU, ${used.wru} WRU`;
}

const COSTS: [method: string, path: string, cost: string][] = [
  ['GET', '/overview', '7 requests, 1 trips, 5 RRU, 0 WRU'],
  ['GET', '/health', '1 requests, 1 trips, 0.5 RRU, 0 WRU'],
  ['GET', '/health?days=30', '1 requests, 1 trips, 0.5 RRU, 0 WRU'],
  ['GET', '/fields', '2 requests, 1 trips, 1.5 RRU, 0 WRU'],
  ['GET', '/people?search=ann', '2 requests, 2 trips, 1 RRU, 0 WRU'],
  ['GET', '/people?externalId=anna', '2 requests, 2 trips, 2 RRU, 0 WRU'],
  ['GET', '/people?id=ANNA', '1 requests, 1 trips, 1 RRU, 0 WRU'],
  ['GET', '/people?leaving=true', '2 requests, 1 trips, 1 RRU, 0 WRU'],
  // Of the history one, and of what was refused one for each name: the id, and what she is called.
  ['GET', '/people/ANNA', '7 requests, 4 trips, 6 RRU, 0 WRU'],
  ['GET', '/activity', '2 requests, 1 trips, 1 RRU, 0 WRU'],
  ['GET', '/activity.csv?result=refused', '1 requests, 1 trips, 0.5 RRU, 0 WRU'],
  ['GET', '/activity?person=ANNA', '7 requests, 2 trips, 6 RRU, 0 WRU'],
  ['GET', '/activity?person=nobody', '6 requests, 3 trips, 5.5 RRU, 0 WRU'],
  ['GET', '/openapi.json', '0 requests, 0 trips, 0 RRU, 0 WRU'],
];

test('what each request costs, and that it costs the same when there are more people', async () => {
  const costs = async () => {
    const all: [string, string, string][] = [];
    for (const [method, path] of COSTS) all.push([method, path, await costOf(method, path)]);
    return all;
  };
  expect(await costs()).toEqual(COSTS);
  for (let each = 0; each < 30; each += 1) await addUser(`bert${each}`);
  expect(await costs()).toEqual(COSTS);
});

test('what making, listing and ending a secret costs', async () => {
  expect(await costOf('POST', '/credentials', { kind: 'token' })).toBe('3 requests, 3 trips, 2 RRU, 5 WRU');
  const made = (await setup.credentials.list()).find(({ kind }) => kind === 'bearer');
  expect(await costOf('GET', '/credentials')).toBe('2 requests, 2 trips, 2 RRU, 0 WRU');
  expect(await costOf('DELETE', `/credentials/${made?.keyId}`)).toBe('2 requests, 2 trips, 1 RRU, 1 WRU');
});

test('what a page of activity costs where much happens: 50 rows, their names, and what was looked at for them', async () => {
  const access = { client: scim.table.documentClient, tableName: scim.table.tableName };
  const [feed, journal] = [createFeedWriter(access), createJournalWriter(access)];
  const told = { type: 'User', id: anna, time: NOW, changed: ['title'] };
  const change = (at: number) => ({ ...told, event: 'user.updated', version: at, eventId: `x/${at}` });
  for (let item = 0; item < 70; item += 1) await feed.append([change(2 * item), change(2 * item + 1)], NOW);
  const refusal = {
    at: NOW,
    operation: 'update',
    type: 'Group',
    status: 404,
    attributes: [],
    whom: {},
    requestId: 'r',
  } as const;
  for (let each = 0; each < 70; each += 1) await journal.addRefusal({ refusal, names: [] });
  // The key of the cursors is read once.
  await setup.get('/activity');
  expect(await costOf('GET', '/activity')).toBe('4 requests, 3 trips, 5 RRU, 0 WRU');
  // Nothing of it is wanted: as much is looked at as for any answer.
  expect(await costOf('GET', '/activity?kind=search')).toBe('5 requests, 3 trips, 5.5 RRU, 0 WRU');
});
