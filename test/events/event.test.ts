import { eventOf, replayOf, type EventSettings } from '../../lambdas/events/event.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { user } from '../support/store.ts';
import { schemaProblems } from '../support/event-schemas.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const BADGE = 'urn:example:Badge';
const types = tenantResourceTypes([], {
  extensions: [
    {
      id: BADGE,
      name: 'Badge',
      attributes: [
        { name: 'number', type: 'string' },
        { name: 'pin', type: 'string', returned: 'never' },
        { name: 'door', type: 'complex', subAttributes: [{ name: 'code', type: 'string', returned: 'never' }] },
      ],
    },
  ],
});
const names: EventSettings = { tenant: 'acme', types, values: false, epoch: 0 };
const values: EventSettings = { ...names, values: true };

const at = '2026-11-02T08:00:00.000Z';
const before = user({ userName: 'anna@example.com', active: true, title: 'Boss', [ENTERPRISE]: { department: 'A' } });
const after = {
  ...before,
  version: 2,
  lastModified: at,
  attributes: { userName: 'anna@example.com', active: true, nickName: 'An', [ENTERPRISE]: { department: 'B' } },
};

test('an event names the tenant, the resource, both versions, the time and the attributes that changed', () => {
  expect(eventOf(names, { before, after, at: '' })).toEqual({
    tenant: 'acme',
    event: 'user.updated',
    eventId: `acme/User/${before.id}/2`,
    type: 'User',
    id: before.id,
    version: 2,
    previousVersion: 1,
    time: at,
    changed: ['nickName', 'title', `${ENTERPRISE}:department`],
  });
});

test('an event of a directory that was restored says when, and is none of before', () => {
  const event = eventOf({ ...names, epoch: 1_801_396_800 }, { before, after, at: '' });
  expect(event).toMatchObject({ epoch: 1_801_396_800, eventId: `acme/User/${before.id}/2/1801396800` });
  expect(schemaProblems(event!)).toEqual([]);
});

test('the same record gives the same event', () => {
  expect(eventOf(values, { before, after, at })).toEqual(eventOf(values, { before, after, at }));
});

test('values are told where the tenant wants them, null for what was removed', () => {
  const event = eventOf(values, { before, after, at });
  expect(event?.values).toEqual({ title: null, nickName: 'An', [`${ENTERPRISE}:department`]: 'B' });
  expect(schemaProblems(event!)).toEqual([]);
});

test('what SCIM never returns is named, and its value is not told', () => {
  const secret = { number: '7', pin: '1234', door: { code: '99' } };
  const event = eventOf(values, { before, after: { ...before, version: 2, attributes: { [BADGE]: secret } }, at });
  expect(event?.changed).toEqual(expect.arrayContaining([`${BADGE}:number`, `${BADGE}:pin`, `${BADGE}:door`]));
  expect(event?.values).toMatchObject({ [`${BADGE}:number`]: '7' });
  expect(JSON.stringify(event?.values)).not.toMatch(/1234|99|pin|door/);
});

test('values that do not fit into an event are left out, and the event says so', () => {
  const large = { ...after, attributes: { ...after.attributes, title: 'ä'.repeat(130_000) } };
  const event = eventOf(values, { before, after: large, at });
  expect(event).toMatchObject({ valuesOmitted: true });
  expect(event).not.toHaveProperty('values');
  expect(schemaProblems(event!)).toEqual([]);
});

test.each([
  ['deleted', { deletedAt: at, softDeletedAt: at }],
  ['erased', { deletedAt: at, erasedAt: at, attributes: {} }],
])('what is %s leaves no names and no values', (kind, changes) => {
  const event = eventOf(values, { before, after: { ...before, version: 2, ...changes }, at });
  expect(event).toMatchObject({ event: `user.${kind}`, changed: [] });
  expect(event).not.toHaveProperty('values');
  expect(schemaProblems(event!)).toEqual([]);
});

test('what is restored comes with all its attributes: who followed may have thrown them away', () => {
  const gone = { ...before, softDeletedAt: at, deletedAt: at };
  const event = eventOf(values, { before: gone, after: { ...before, version: 2 }, at });
  expect(event?.changed).toEqual(['active', 'title', `${ENTERPRISE}:department`, 'userName'].toSorted());
  expect(event?.values).toMatchObject({ userName: 'anna@example.com' });
});

test('a legal hold moves the version, and its event names nothing', () => {
  const held = { ...before, version: 2, hold: { since: at, reason: 'court' } };
  const event = eventOf(values, { before, after: held, at });
  expect(event).toMatchObject({ event: 'user.updated', version: 2, previousVersion: 1, changed: [] });
  expect(JSON.stringify(event)).not.toContain('court');
});

test('a resource whose type the tenant has given up concerns nobody', () => {
  const printer = user({}, { type: 'Printer' });
  expect(eventOf(names, { after: printer, at })).toBeUndefined();
  expect(replayOf(names, printer)).toBeUndefined();
});

test.each([
  ['user.updated', {}],
  ['user.deactivated', { softDeletedAt: at }],
  ['user.deleted', { softDeletedAt: at, deletedAt: at }],
  ['user.erased', { deletedAt: at, erasedAt: at, attributes: {} }],
])('a replay tells how things stand: %s', (expected, changes) => {
  const event = replayOf(values, { ...before, ...changes });
  expect(event).toMatchObject({ event: expected, version: 1, eventId: `acme/User/${before.id}/1`, replayed: true });
  expect(event).not.toHaveProperty('previousVersion');
  expect(schemaProblems(event!)).toEqual([]);
});
