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
    () => put({ pk: 'GROUP#b2', sk: 'MEMBER#c3', id: 'c3', memberType: 'User' }),
    [{ key: 'GROUP#b2 MEMBER#c3', what: 'names the User c3, who is not there' }],
  ],
  [
    'a member of a group that is not there',
    () => put({ pk: 'GROUP#d4', sk: 'MEMBER#a1', id: 'a1', memberType: 'User' }),
    [{ key: 'GROUP#d4 MEMBER#a1', what: 'is in a group that is not there' }],
  ],
  [
    'a former membership of somebody who is there',
    () => put({ pk: 'USER#a1', sk: 'FORMER#b2', group: 'b2' }),
    [{ key: 'USER#a1 FORMER#b2', what: 'is kept for somebody who is not deleted' }],
  ],
  [
    'a part of a change that nobody decided',
    () => put({ pk: 'GROUP#b2', sk: 'CHANGE#1#0000', add: [], remove: [] }),
    [{ key: 'GROUP#b2 CHANGE#1#0000', what: 'is a part of a change that nobody decided' }],
  ],
  [
    'a counter that counts too much',
    () => set('COUNTER#User', 'a', 'at_1', 2),
    [{ key: 'COUNTER#User a', what: 'counts 2 in at_1 instead of 1' }],
  ],
  [
    'a counter whose total is wrong',
    () => set('COUNTER#User', 'a', 'count', 5),
    [{ key: 'COUNTER#User a', what: 'counts 5 instead of 1' }],
  ],
  [
    'a counter that is missing',
    () => remove('COUNTER#User', 'a'),
    [{ key: 'COUNTER#User a at_1', what: 'counts nothing instead of 1' }],
  ],
])('tells of %s', async (_, change, expected) => {
  await change();
  expect(await problems()).toEqual(expected);
});

it('has nothing to say about a member who is leaving, and former memberships of one who is coming back', async () => {
  await put({ pk: 'DEPARTED', sk: 'c3', id: 'c3', type: 'User', version: 1 });
  await put({ pk: 'GROUP#b2', sk: 'MEMBER#c3', id: 'c3', memberType: 'User' });
  await put({ pk: 'DEPARTED', sk: 'a1', id: 'a1', type: 'User', version: 1, returning: true });
  await put({ pk: 'USER#a1', sk: 'FORMER#b2', group: 'b2' });
  expect(await problems()).toEqual([]);
});
