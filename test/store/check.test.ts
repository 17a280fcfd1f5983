import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { checkTable } from '../../lambdas/store/check/check-table.ts';
import type { Problem } from '../../lambdas/store/check/problem.ts';
import type { Indexed } from '../../lambdas/store/ports/resources.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { claimed, openStore, unclaimed, user, type StoreTest } from '../support/store.ts';

/** What an operator is told about a table in which something is not as it should be. */

let test: StoreTest;
let anna: Indexed;
let group: Indexed;
beforeEach(async () => {
  test = await openStore();
  anna = claimed(user({}, { id: 'a1' }), 'anna', [{ attribute: 'emails.value', value: 'anna@example.com' }]);
  group = unclaimed(user({}, { type: 'Group', id: 'b2' }));
  await test.store.write(undefined, anna);
  await test.store.write(undefined, group, { members: { add: [{ id: 'a1', type: 'User' }, { id: 'x' }], remove: [] } });
});
afterEach(() => test.drop());

async function problems(): Promise<Omit<Problem, 'kind'>[]> {
  const table = openTable({ client: test.client, tableName: test.tableName });
  const known = new Map([anna, group].map((each) => [each.resource.id, each.index]));
  const found = await checkTable(table, (resource) => ({ resource, index: known.get(resource.id) ?? anna.index }));
  return found.problems.map(({ key, what }) => ({ key, what }));
}

const membership = (group: string, id: string) => ({
  pk: `GROUP#${group}`,
  sk: `MEMBER#${id}`,
  id,
  life: 1,
  generation: 0,
  memberType: 'User',
});

const put = (Item: object) => test.client.send(new PutCommand({ TableName: test.tableName, Item: { ...Item } }));
const remove = (pk: string, sk: string) =>
  test.client.send(new DeleteCommand({ TableName: test.tableName, Key: { pk, sk } }));
const set = (pk: string, sk: string, name: string, value: unknown) =>
  test.client.send(
    new UpdateCommand({
      TableName: test.tableName,
      Key: { pk, sk },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    }),
  );

it('has nothing to say about a table that is as it should be', async () => {
  expect(await problems()).toEqual([]);
});

it.each<[string, () => Promise<unknown>, Omit<Problem, 'kind'>[]]>([
  [
    'a claim that is missing',
    () => remove('UNIQUE#User.userName#anna', 'CLAIM'),
    [{ key: 'UNIQUE#User.userName#anna CLAIM', what: 'is missing for a1' }],
  ],
  [
    'a claim of somebody else',
    () => set('UNIQUE#User.userName#anna', 'CLAIM', 'id', 'z'),
    [{ key: 'UNIQUE#User.userName#anna CLAIM', what: 'belongs to z instead of a1' }],
  ],
  [
    'a claim of nobody',
    () => put({ pk: 'UNIQUE#User.userName#berta', sk: 'CLAIM', id: 'z' }),
    [{ key: 'UNIQUE#User.userName#berta CLAIM', what: 'belongs to nobody' }],
  ],
  [
    'a lookup entry that is missing',
    () => remove('LOOKUP#User.emails.value#anna@example.com', 'a1'),
    [{ key: 'LOOKUP#User.emails.value#anna@example.com a1', what: 'is missing for a1' }],
  ],
  [
    'a listing entry under another type',
    () => set('USER#a1', 'USER', 'listPk', 'GROUP'),
    [{ key: 'USER#a1 USER', what: 'has wrong index keys' }],
  ],
  [
    'a member who is not there',
    () => put(membership('b2', 'c3')),
    [{ key: 'GROUP#b2 MEMBER#c3', what: 'names c3, who is not there' }],
  ],
  [
    'a member of a group that is not there',
    () => put(membership('d4', 'a1')),
    [{ key: 'GROUP#d4 MEMBER#a1', what: 'is in a group that is not there' }],
  ],
  [
    'a member whose groups do not know it',
    () => set('MEMBEROF#a1', 'MEMBEROF', 'in_b2', 7),
    [
      { key: 'GROUP#b2 MEMBER#a1', what: 'is none of the groups of a1' },
      { key: 'MEMBEROF#a1 MEMBEROF', what: 'names the group b2, which has no such member' },
    ],
  ],
  [
    'a group of a member that has no such member',
    () => remove('GROUP#b2', 'MEMBER#x'),
    [{ key: 'MEMBEROF#x MEMBEROF', what: 'names the group b2, which has no such member' }],
  ],
  [
    'a group of a member that is not there',
    () => set('MEMBEROF#x', 'MEMBEROF', 'in_d4', 0),
    [{ key: 'MEMBEROF#x MEMBEROF', what: 'names the group d4, which is not there' }],
  ],
  [
    'a part of a change that nobody decided',
    () => put({ pk: 'GROUP#b2', sk: 'CHANGE#1#0000', add: [], remove: [] }),
    [{ key: 'GROUP#b2 CHANGE#1#0000', what: 'is a part of a change that nobody decided' }],
  ],
  [
    'a counter that counts too much',
    () => set('COUNTER#User', 'a1', 'count', 5),
    [{ key: 'COUNTER#User a1', what: 'counts 5 instead of 1' }],
  ],
  [
    'a counter that is missing',
    () => remove('COUNTER#User', 'a1'),
    [{ key: 'COUNTER#User a1', what: 'counts nothing instead of 1' }],
  ],
])('tells of %s', async (_, change, expected) => {
  await change();
  expect(await problems()).toEqual(expected);
});

it('has nothing to say about a member who is leaving, a group that is being emptied, and a change that is written down', async () => {
  await put({ pk: 'UNFINISHED', sk: 'DEPARTED#c3', id: 'c3', type: 'User', life: 2, gone: true });
  await put(membership('b2', 'c3'));
  await put({ pk: 'UNFINISHED', sk: 'EMPTIED#d4#1', id: 'd4', type: 'Group', generation: 1 });
  await put(membership('d4', 'e5'));
  await put({ pk: 'UNFINISHED', sk: 'CHANGE#b2#1', group: 'b2', type: 'Group', change: '1' });
  await put({ pk: 'GROUP#b2', sk: 'CHANGE#1#0000', add: [], remove: [] });
  expect(await problems()).toEqual([]);
});
