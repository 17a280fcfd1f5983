import { randomUUID } from 'node:crypto';
import type { Indexed } from '../../lambdas/store/ports/resources.ts';
import { awsError, cancelled, injectFaults, type Fault } from '../support/faults.ts';
import { changed, claimed, openStore, unclaimed, user, type StoreTest } from '../support/store.ts';

/** What is done about members is done once, although answers are lost on the way back. */

let test: StoreTest;
beforeEach(async () => {
  test = await openStore({ sleep: async () => {} });
});
afterEach(() => test.drop());

const NOW = '2026-11-24T08:00:00.000Z';
const lost = (): Fault => ({ lost: awsError('TimeoutError') });
const conflict = (): Fault => ({ error: cancelled('TransactionConflict', 'None') });

/** The next requests of a kind go wrong, one after the other. */
function inject(command: string, ...faults: (Fault | undefined)[]) {
  injectFaults(test.client, (name) => (name === command ? faults.shift() : undefined));
}

const idsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `member-${String(index).padStart(3, '0')}`);
const groupOf = () => unclaimed(user({ displayName: 'Group' }, { type: 'Group', id: randomUUID() }));

async function createGroup(members: readonly string[]): Promise<Indexed> {
  const group = groupOf();
  await test.store.write(undefined, group, { members: { add: members.map((id) => ({ id })), remove: [] } });
  return group;
}

async function membersOf({ resource }: Indexed): Promise<string[] | undefined> {
  return (await test.store.listMembers('Group', resource.id, 1000))?.members.map(({ id }) => id);
}

const leftOver = async () => (await test.items()).filter(({ sk }) => String(sk).startsWith('CHANGE#'));

/** A user who is in a group, and what it is found by. */
async function memberOf(group: Indexed, id = 'anna'): Promise<Indexed> {
  const member = unclaimed(user({}, { id }));
  await test.store.write(undefined, member);
  await test.store.write(group, changed(group, {}), {
    members: { add: [{ id, type: 'User' }], remove: [] },
    commutative: true,
  });
  return member;
}

const leave = async ({ resource, index }: Indexed) => {
  const { memberOf: groups } = await test.store.getWithGroups('User', resource.id, 'Group');
  const gone = { resource: { ...resource, version: 2, deletedAt: NOW, lastModified: NOW }, index };
  return test.store.write({ resource, index }, gone, { memberOf: groups });
};

describe('ending a membership with its user', () => {
  it.each([
    ['an answer is lost', [lost(), lost()]],
    ['an answer is lost and it then conflicts with itself', [lost(), conflict()]],
  ])('moves the version of the group once when %s', async (_, faults) => {
    const group = await createGroup(['berta']);
    const anna = await memberOf(group);
    inject('TransactWriteItemsCommand', ...faults);

    expect(await leave(anna)).toMatchObject({ ok: true });

    expect(await membersOf(group)).toEqual(['berta']);
    const { memberOf: kept } = await test.store.getWithGroups('User', 'anna', 'Group');
    expect([...kept.groups.keys()]).toEqual([group.resource.id]);
    expect(await test.store.get('Group', group.resource.id)).toMatchObject({ version: 3, lastModified: NOW });
  });

  it('of a group that is gone leaves nothing of it', async () => {
    const group = await createGroup([]);
    const anna = await memberOf(group);
    const now = { ...group, resource: { ...group.resource, version: 2 } };
    await test.store.write(now, undefined, { empties: true });

    expect(await leave(anna)).toMatchObject({ ok: true });

    expect((await test.store.groupsOf('Group', ['anna'])).get('anna')).toEqual([]);
    expect(await test.store.get('Group', group.resource.id)).toBeUndefined();
  });
});

describe('a write whose answer was lost, and which then conflicts with itself', () => {
  const twice = () => inject('TransactWriteItemsCommand', lost(), conflict());

  it('has created what somebody else has changed since', async () => {
    const anna = claimed(user(), 'anna');
    const other = changed(anna, { attributes: { title: 'other' } });
    const faults = [lost(), conflict()];
    injectFaults(test.client, (name) => (name === 'TransactWriteItemsCommand' ? faults.shift() : undefined));
    test.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'TransactWriteItemsCommand' && faults.length === 0) await test.store.write(anna, other);
          return next(args);
        },
      { step: 'initialize', name: 'other' },
    );
    const again = test.store.write(undefined, anna);

    expect(await again).toMatchObject({ ok: true });
    expect(await test.store.get('User', anna.resource.id)).toEqual(other.resource);
  });

  it('has deleted what is gone', async () => {
    const group = await createGroup([]);
    twice();

    expect(await test.store.write(group, undefined, { empties: true })).toMatchObject({ ok: true });
    expect(await test.store.get('Group', group.resource.id)).toBeUndefined();
  });

  it('has made the member, once', async () => {
    const group = await createGroup([]);
    await test.store.write(undefined, unclaimed(user({}, { id: 'anna' })));
    twice();

    const members = { add: [{ id: 'anna', type: 'User' }], remove: [] };
    const outcome = await test.store.write(group, changed(group, {}), { members, commutative: true });
    expect(outcome).toMatchObject({ ok: true });
    expect(await test.store.get('Group', group.resource.id)).toMatchObject({ version: 2 });
  });
});

describe('a change of more members than one transaction holds', () => {
  const ids = idsOf(150);

  it.each([
    ['writes the entry', 'PutItemCommand', [lost()]],
    ['writes its parts', 'BatchWriteItemCommand', [lost()]],
    ['decides', 'TransactWriteItemsCommand', [lost(), lost()]],
    ['makes memberships', 'TransactWriteItemsCommand', [undefined, lost(), lost(), lost()]],
    ['makes memberships and then conflicts with itself', 'TransactWriteItemsCommand', [undefined, lost(), conflict()]],
    ['ends it', 'UpdateItemCommand', [lost()]],
    ['removes its entry', 'BatchWriteItemCommand', [undefined, lost()]],
  ])('is carried out once and leaves nothing behind when the answer is lost that %s', async (_, command, faults) => {
    const group = await createGroup(['anna']);
    const members = { add: ids.map((id) => ({ id })), remove: ['anna'] };
    inject(command, ...faults);

    expect(await test.store.write(group, changed(group, {}), { members })).toMatchObject({ ok: true });
    expect(await membersOf(group)).toEqual(ids);
    const decided = (await test.store.get('Group', group.resource.id))!;
    expect(await test.store.rollForward(decided, () => true)).toEqual({ done: true, left: 0 });

    expect(await membersOf(group)).toEqual(ids);
    const resource = await test.store.get('Group', group.resource.id);
    expect(resource).toMatchObject({ version: 2 });
    expect(resource).not.toHaveProperty('pending');
    expect(await leftOver()).toEqual([]);
  });
});
