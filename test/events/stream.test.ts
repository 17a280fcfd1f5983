import { restoreGroup } from '../../lambdas/service/lifecycle/operator/groups.ts';
import { eventOf, type ChangeEvent, type EventSettings } from '../../lambdas/events/event.ts';
import { readChange } from '../../lambdas/events/stream-record.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { EVENT_NAMES, schemaProblems } from '../support/event-schemas.ts';
import { patchOf, refs, testGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { readStream } from '../support/stream.ts';
import { wholePlay } from '../support/sizes.ts';

const PRINTER = {
  id: 'urn:example:Printer',
  name: 'Printer',
  attributes: [{ name: 'floor', type: 'integer' as const }],
};
const schemas = { resourceTypes: [{ name: 'Printer', endpoint: '/Printers', schema: PRINTER }] };

let life: TestLife;
beforeEach(async () => {
  life = await createLife({ schemas, stream: true });
});
afterEach(() => life.scim.drop());

/** The events of all that was written so far. */
async function told(settings: Partial<EventSettings> = {}): Promise<ChangeEvent[]> {
  const all = { tenant: 'demo', types: tenantResourceTypes([], schemas), values: false, epoch: 0, ...settings };
  const records = await readStream(life.scim.table);
  return records.flatMap((record) => {
    const change = readChange(record);
    return (change && eventOf(all, change)) ?? [];
  });
}

const about = (events: readonly ChangeEvent[], id: string): ChangeEvent[] => events.filter((event) => event.id === id);
const namesOf = (events: readonly ChangeEvent[]): string[] => events.map(({ event }) => event);

/** As a consumer would check it: every version once, each made from the one before. */
function expectUnbroken(events: readonly ChangeEvent[]): void {
  expect(events.map(({ version }) => version)).toEqual(events.map((_, at) => at + 1));
  expect(events.map(({ previousVersion }) => previousVersion)).toEqual(events.map((_, at) => at || undefined));
}

const setActive = (id: string, value: boolean) =>
  life.scim.request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value }));

test('the life of a user is told in order, without a gap, and with nothing personal', async () => {
  const { scim } = life;
  const { id } = (await scim.createUser({ userName: 'anna@example.com', displayName: 'Anna Adams' })).body;
  await scim.request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'Boss' }));
  await scim.request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'Boss' }));
  await setActive(id, false);
  await setActive(id, true);
  await scim.request('DELETE', `/Users/${id}`);
  await commandUser(life.operating, 'restore', id);
  await scim.request('DELETE', `/Users/${id}`);
  life.forward(31);
  await life.runJobs();

  const events = await told();
  expect(namesOf(events)).toEqual([
    'user.created',
    'user.updated',
    'user.deactivated',
    'user.reactivated',
    'user.deleted',
    'user.restored',
    'user.deleted',
    'user.erased',
  ]);
  expectUnbroken(events);
  expect(events.flatMap(schemaProblems)).toEqual([]);
  expect(events.map(({ changed }) => changed)).toEqual([
    ['active', 'displayName', 'userName'],
    ['title'],
    ['active'],
    ['active'],
    [],
    ['active', 'displayName', 'title', 'userName'],
    [],
    [],
  ]);
  expect(JSON.stringify(events)).not.toMatch(/anna|adams|boss/i);
  expect(JSON.stringify(await told({ values: true }))).toMatch(/anna@example.com.*Boss/);
});

test('a user who is posted again within the retention is restored, under the same id, and so it is told', async () => {
  const { scim, operating } = life;
  const bob = { userName: 'bob@example.com', externalId: '7a21c2a4-5d2e-4b7e-8f0e-123456789abc' };
  const { id } = (await scim.createUser(bob)).body;
  await scim.request('DELETE', `/Users/${id}`);
  await scim.createUser(bob);
  await scim.request('DELETE', `/Users/${id}`);
  await commandUser(operating, 'restore', id);
  const events = await told();
  expect(events.map(({ event, revived }) => [event, revived])).toEqual([
    ['user.created', undefined],
    ['user.deleted', undefined],
    ['user.restored', true],
    ['user.deleted', undefined],
    ['user.restored', undefined],
  ]);
  expect(events.flatMap(schemaProblems)).toEqual([]);
  expectUnbroken(events);
});

test('a hold on a deleted user concerns nobody: the next event tells a version that is further on', async () => {
  const { scim, operating } = life;
  const { id } = (await scim.createUser()).body;
  await commandUser(operating, 'hold', id, 'court');
  await commandUser(operating, 'lift', id);
  await scim.request('DELETE', `/Users/${id}`);
  await commandUser(operating, 'hold', id, 'court');
  await commandUser(operating, 'lift', id);
  await commandUser(operating, 'erase', id);
  const events = await told();
  expect(events.map(({ event, version }) => [event, version])).toEqual([
    ['user.created', 1],
    ['user.updated', 2],
    ['user.updated', 3],
    ['user.deleted', 4],
    ['user.erased', 7],
  ]);
});

test('a group tells that its members changed, once per change, one member or 150', async () => {
  const groups = testGroups(life.scim);
  const ids = await groups.users(150);
  const id = await groups.create(refs(ids.slice(0, 2)));
  await groups.patch(id, { op: 'remove', path: `members[value eq "${ids[0]}"]` });
  await groups.patch(id, { op: 'add', path: 'members', value: refs(ids) });
  await groups.patch(id, { op: 'add', path: 'members', value: refs(ids) });
  await groups.patch(id, { op: 'replace', path: 'displayName', value: 'Renamed' });
  await life.scim.request('DELETE', `/Groups/${id}`);

  const events = about(await told(), id);
  expect(namesOf(events)).toEqual([
    'group.created',
    'group.members.changed',
    'group.members.changed',
    'group.updated',
    'group.deleted',
  ]);
  expectUnbroken(events);
  expect(events.flatMap(schemaProblems)).toEqual([]);
});

test('a group that was deleted tells that it is back, and that it is gone for good', async () => {
  const groups = testGroups(life.scim);
  const id = await groups.create(refs(await groups.users(1)));
  await life.scim.request('DELETE', `/Groups/${id}`);
  await restoreGroup(life.operating, id);
  await life.scim.request('DELETE', `/Groups/${id}`);
  life.forward(31);
  await life.runJobs();

  const events = about(await told(), id);
  expect(namesOf(events)).toEqual([
    'group.created',
    'group.deleted',
    'group.restored',
    'group.deleted',
    'group.erased',
  ]);
  expectUnbroken(events);
  expect(events.flatMap(schemaProblems)).toEqual([]);
});

test('a group tells that a member of it was deleted', async () => {
  const groups = testGroups(life.scim);
  const [member = ''] = await groups.users(1);
  const id = await groups.create(refs([member]));
  await life.scim.request('DELETE', `/Users/${member}`);
  const events = about(await told(), id);
  expect(namesOf(events)).toEqual(['group.created', 'group.members.changed']);
  expectUnbroken(events);
});

wholePlay('fifty writers at once leave one unbroken sequence', async () => {
  // However busy the machine is: who waits for eight seconds of this clock is told to come back.
  await life.scim.drop();
  life = await createLife({ schemas, stream: true, context: { now: () => '2026-11-01T00:00:00.000Z' } });
  const groups = testGroups(life.scim);
  const ids = await groups.users(50);
  const group = await groups.create();
  const { id: user } = (await life.scim.createUser()).body;
  await Promise.all([
    ...ids.map((value) => groups.patch(group, { op: 'add', path: 'members', value: [{ value }] })),
    ...ids
      .slice(0, 20)
      .map((value) => life.scim.request('PATCH', `/Users/${user}`, patchOf({ op: 'replace', path: 'title', value }))),
  ]);
  const events = await told();
  expect(about(events, group)).toHaveLength(51);
  expectUnbroken(about(events, group));
  expect(about(events, user)).toHaveLength(21);
  expectUnbroken(about(events, user));
});

test("a type of the tenant's own is told under its name", async () => {
  const { scim } = life;
  const printer = { schemas: [PRINTER.id], floor: 3 };
  const { id } = (await scim.request('POST', '/Printers', printer)).body;
  await scim.request('PATCH', `/Printers/${id}`, patchOf({ op: 'replace', path: 'floor', value: 4 }));
  await scim.request('DELETE', `/Printers/${id}`);
  const events = await told();
  expect(namesOf(events)).toEqual(['printer.created', 'printer.updated', 'printer.deleted']);
  expectUnbroken(events);
  expect(events.flatMap(schemaProblems)).toEqual([]);
});

test('every event there is, is documented', () => {
  expect(EVENT_NAMES).toEqual([
    'group.created',
    'group.deleted',
    'group.erased',
    'group.members.changed',
    'group.restored',
    'group.updated',
    'user.created',
    'user.deactivated',
    'user.deleted',
    'user.erased',
    'user.reactivated',
    'user.restored',
    'user.updated',
  ]);
});
