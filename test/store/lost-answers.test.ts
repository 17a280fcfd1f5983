import { randomUUID } from 'node:crypto';
import type { Indexed } from '../../lambdas/store/ports/resources.ts';
import { awsError, cancelled, injectFaults, type Fault } from '../support/faults.ts';
import { changed, openStore, unclaimed, user, type StoreTest } from '../support/store.ts';

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

describe('ending a membership', () => {
  it.each([
    ['an answer is lost', [lost(), lost()]],
    ['an answer is lost and it then conflicts with itself', [lost(), conflict()]],
  ])('moves the version of the group once when %s', async (_, faults) => {
    const group = await createGroup(['anna', 'berta']);
    const pair = { group: group.resource.id, member: 'anna' };
    inject('TransactWriteItemsCommand', ...faults);

    await test.store.endMembership('Group', pair, NOW, 'User');

    expect(await membersOf(group)).toEqual(['berta']);
    expect(await test.store.listFormerGroups('User', 'anna')).toEqual([group.resource.id]);
    expect(await test.store.get('Group', group.resource.id)).toMatchObject({ version: 2, lastModified: NOW });
  });

  it('of a group that is gone leaves nothing of it', async () => {
    const group = await createGroup(['anna']);
    await test.store.write(group, undefined);
    inject('DeleteItemCommand', lost());

    await test.store.endMembership('Group', { group: group.resource.id, member: 'anna' }, NOW);

    expect(await test.store.findByMember('anna')).toEqual([]);
    expect(await test.store.get('Group', group.resource.id)).toBeUndefined();
  });
});

describe('a change of more members than one transaction holds', () => {
  const ids = idsOf(150);

  it.each([
    ['writes its part', 'PutItemCommand', [lost()]],
    ['decides', 'PutItemCommand', [undefined, lost(), lost()]],
    ['makes memberships', 'TransactWriteItemsCommand', [lost(), lost(), lost()]],
    ['makes memberships and then conflicts with itself', 'TransactWriteItemsCommand', [lost(), conflict()]],
    ['ends it', 'UpdateItemCommand', [lost()]],
    ['removes its parts', 'BatchWriteItemCommand', [lost()]],
  ])('is carried out once and leaves nothing behind when the answer is lost that %s', async (_, command, faults) => {
    const group = await createGroup(['anna']);
    const members = { add: ids.map((id) => ({ id })), remove: ['anna'] };
    inject(command, ...faults);

    expect(await test.store.write(group, changed(group, {}), { members })).toMatchObject({ ok: true });

    expect(await membersOf(group)).toEqual(ids);
    const resource = await test.store.get('Group', group.resource.id);
    expect(resource).toMatchObject({ version: 2 });
    expect(resource).not.toHaveProperty('pending');
    expect(await leftOver()).toEqual([]);
  });
});
