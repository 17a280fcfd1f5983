import { randomUUID } from 'node:crypto';
import type { IndexValue } from '../../lambdas/scim/query/index-values.ts';
import { changed, claimed, openStore, unclaimed, user } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

let test: StoreTest;
beforeEach(async () => {
  test = await openStore();
});
afterEach(() => test.drop());

const userName = (value: string): IndexValue => ({ attribute: 'userName', value });
const email = (value: string): IndexValue => ({ attribute: 'emails.value', value });

it('finds a created user by id, claim and lookup, and lists and counts it', async () => {
  const anna = claimed(user({ userName: 'Anna', active: true }), 'anna', [email('anna@example.com')]);

  expect(await test.store.write(undefined, anna)).toMatchObject({ ok: true });

  const { id } = anna.resource;
  expect(await test.store.get('User', id)).toEqual(anna.resource);
  expect(await test.store.findByClaim('User', userName('anna'))).toBe(id);
  expect(await test.store.findByLookup('User', email('anna@example.com'))).toEqual([id]);
  expect(await test.store.listIds('User', { limit: 10 })).toEqual({ ids: [id] });
  expect(await test.store.count('User')).toBe(1);
});

it('finds nothing under an unknown id, claim or lookup, however long or odd', async () => {
  for (const value of ['x', 'x'.repeat(5000), '#', '💥'.repeat(700)]) {
    expect(await test.store.get('User', value)).toBeUndefined();
    expect(await test.store.findByClaim('User', userName(value))).toBeUndefined();
    expect(await test.store.findByLookup('User', email(value))).toEqual([]);
    expect(await test.store.getMany('User', [value])).toEqual([]);
  }
});

it('tells long values apart although their keys are hashed', async () => {
  const long = 'x'.repeat(3000);
  const first = claimed(user(), `${long}1`, [email(`${long}1`)]);
  await test.store.write(undefined, first);

  expect(await test.store.findByClaim('User', userName(`${long}1`))).toBe(first.resource.id);
  expect(await test.store.findByClaim('User', userName(`${long}2`))).toBeUndefined();
  expect(await test.store.findByLookup('User', email(`${long}1`))).toEqual([first.resource.id]);
});

it('names the claim that another resource holds, and writes nothing', async () => {
  const anna = claimed(user(), 'anna');
  await test.store.write(undefined, anna);
  const before = await test.items();

  const outcome = await test.store.write(undefined, {
    resource: user(),
    index: { claims: [{ attribute: 'other', value: 'free' }, userName('anna')], lookups: [email('a@example.com')] },
  });

  expect(outcome).toEqual({ ok: false, reason: 'taken', claim: userName('anna'), owner: anna.resource.id });
  expect(await test.items()).toEqual(before);
});

it('lets exactly one of 50 parallel creates take a claim', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () => test.store.write(undefined, claimed(user(), 'anna', [email('a@example.com')]))),
  );

  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'taken')).toHaveLength(49);
  expect(await test.store.count('User')).toBe(1);
  expect(await test.items()).toHaveLength(4);
});

it('moves a claim and a lookup in one write, so that the old values are free', async () => {
  const before = claimed(user(), 'anna', [email('anna@example.com')]);
  const after = claimed(changed(before, {}).resource, 'berta', [email('berta@example.com')]);
  await test.store.write(undefined, before);

  expect(await test.store.write(before, after)).toMatchObject({ ok: true });

  expect(await test.store.findByClaim('User', userName('anna'))).toBeUndefined();
  expect(await test.store.findByLookup('User', email('anna@example.com'))).toEqual([]);
  expect(await test.store.findByClaim('User', userName('berta'))).toBe(before.resource.id);
  expect(await test.store.write(undefined, claimed(user(), 'anna'))).toMatchObject({ ok: true });
});

it('changes nothing when someone else wrote in between', async () => {
  const first = claimed(user({ title: 'first' }), 'anna');
  const second = changed(first, { attributes: { title: 'second' } });
  await test.store.write(undefined, first);
  await test.store.write(first, second);

  const single = await test.store.write(first, changed(first, { attributes: { title: 'late' } }));
  const several = await test.store.write(first, claimed(changed(first, {}).resource, 'berta'));

  expect(single).toEqual({ ok: false, reason: 'changed' });
  expect(several).toEqual({ ok: false, reason: 'changed' });
  expect(await test.store.get('User', first.resource.id)).toEqual(second.resource);
  expect(await test.store.findByClaim('User', userName('berta'))).toBeUndefined();
});

it('brings nothing back when the resource was erased in between', async () => {
  const anna = claimed(user(), 'anna');
  await test.store.write(undefined, anna);
  await test.store.write(anna, undefined);

  const gone = { ok: false, reason: 'changed' };
  expect(await test.store.write(anna, changed(anna, {}))).toEqual(gone);
  expect(await test.store.write(anna, undefined)).toEqual(gone);
  expect(await test.store.get('User', anna.resource.id)).toBeUndefined();
});

it('keeps a deleted user by id, due for the purge, but neither listed, counted, claimed nor looked up', async () => {
  const anna = claimed(user(), 'anna', [email('anna@example.com')]);
  const softDeletedAt = '2026-10-01T00:00:00.000Z';
  const deletedAt = '2026-11-01T00:00:00.000Z';
  const gone = changed(anna, { softDeletedAt, deletedAt });
  const deleted = { ...gone, index: { claims: [], lookups: [] } };
  await test.store.write(undefined, anna);

  await test.store.write(anna, deleted);

  const { id } = anna.resource;
  expect(await test.store.get('User', id)).toEqual(deleted.resource);
  expect(await test.store.findByClaim('User', userName('anna'))).toBeUndefined();
  expect(await test.store.findByLookup('User', email('anna@example.com'))).toEqual([]);
  expect(await test.store.listIds('User', { limit: 10 })).toEqual({ ids: [] });
  expect(await test.store.count('User')).toBe(0);
  expect(await test.store.listSoftDeleted('DELETED', { limit: 10, upTo: softDeletedAt })).toEqual({
    found: [{ type: 'User', id, softDeletedAt, deletedAt }],
  });
  const before = { limit: 10, upTo: '2026-09-30T23:59:59.999Z' };
  expect(await test.store.listSoftDeleted('DELETED', before)).toEqual({ found: [] });
  expect(await test.store.listSoftDeleted('DEACTIVATED', { limit: 10 })).toEqual({ found: [] });
});

it('takes claims, lookups, listing and counter back when a deleted user is restored', async () => {
  const anna = claimed(user(), 'anna', [email('anna@example.com')]);
  const softDeletedAt = '2026-11-01T00:00:00.000Z';
  const gone = changed(anna, { softDeletedAt, deletedAt: softDeletedAt });
  const deleted = { ...gone, index: { claims: [], lookups: [] } };
  const restored = claimed({ ...anna.resource, version: 3 }, 'anna', anna.index.lookups);
  for (const [from, to] of [
    [undefined, anna],
    [anna, deleted],
    [deleted, restored],
  ] as const) {
    expect(await test.store.write(from, to)).toMatchObject({ ok: true });
  }

  expect(await test.store.findByClaim('User', userName('anna'))).toBe(anna.resource.id);
  expect(await test.store.count('User')).toBe(1);
  expect(await test.store.listSoftDeleted('DELETED', { limit: 10 })).toEqual({ found: [] });
});

it('leaves nothing but the counter when a user is erased', async () => {
  const anna = claimed(user(), 'anna', [email('anna@example.com')]);
  await test.store.write(undefined, anna);

  expect(await test.store.write(anna, undefined)).toMatchObject({ ok: true });

  expect(await test.items()).toEqual([expect.objectContaining({ pk: 'COUNTER#User', count: 0 })]);
});

it('pages through the listing in the order of ids, and says which page is the last', async () => {
  const users = Array.from({ length: 7 }, () => unclaimed(user()));
  await Promise.all(users.map((one) => test.store.write(undefined, one)));
  const ids = users.map(({ resource }) => resource.id).sort();

  const first = await test.store.listIds('User', { limit: 3 });
  const second = await test.store.listIds('User', { limit: 4, after: first.next! });

  expect(first).toEqual({ ids: ids.slice(0, 3), next: ids[2] });
  expect(second).toEqual({ ids: ids.slice(3) });
  expect(await test.store.listIds('User', { limit: 0 })).toEqual({ ids: [] });
  expect(await test.store.listIds('Group', { limit: 10 })).toEqual({ ids: [] });
});

it('pages through soft-deleted resources, oldest first, each state and those held for themselves', async () => {
  const times = ['2026-12-03', '2026-12-01', '2026-12-02'].map((day) => `${day}T00:00:00.000Z`);
  for (const softDeletedAt of times) await test.store.write(undefined, unclaimed(user({}, { softDeletedAt })));
  const deletedAt = times[0]!;
  const hold = { since: deletedAt, reason: 'a case' };
  for (const state of [{ softDeletedAt: deletedAt, deletedAt }, { softDeletedAt: deletedAt, hold }, { hold }])
    await test.store.write(undefined, unclaimed(user({}, state)));

  const upTo = times[0]!;
  const first = await test.store.listSoftDeleted('DEACTIVATED', { upTo, limit: 2 });
  const second = await test.store.listSoftDeleted('DEACTIVATED', { upTo, limit: 2, after: first.next! });
  const later = await test.store.listSoftDeleted('DEACTIVATED', { from: times[2]!, limit: 5 });

  expect(first.found.map(({ softDeletedAt }) => softDeletedAt)).toEqual([times[1], times[2]]);
  expect(second).toEqual({ found: [expect.objectContaining({ softDeletedAt: times[0] })] });
  expect(later.found.map(({ softDeletedAt }) => softDeletedAt)).toEqual([times[2], times[0]]);
  expect((await test.store.listSoftDeleted('DELETED', { limit: 5 })).found).toHaveLength(1);
  expect((await test.store.listSoftDeleted('HELD', { limit: 5 })).found.map((held) => held.softDeletedAt)).toEqual([
    '',
    deletedAt,
  ]);
});

it('reads more than 100 resources in the order asked for, without those that are gone', async () => {
  const users = Array.from({ length: 130 }, (_, i) => unclaimed(user({ title: `Number ${i}` })));
  await Promise.all(users.map((one) => test.store.write(undefined, one)));
  const ids = users.map(({ resource }) => resource.id);

  const found = await test.store.getMany('User', [randomUUID(), ...ids, ids[0]!]);

  expect(found.map(({ id }) => id)).toEqual([...ids, ids[0]]);
});

it('says clearly that a write changes more items than a transaction holds', async () => {
  const lookups = Array.from({ length: 100 }, (_, i) => email(`${i}@example.com`));
  const write = async () => test.store.write(undefined, claimed(user(), 'anna', lookups));

  await expect(write()).rejects.toThrow(/changes 103 items, and a transaction holds 100/);
});
