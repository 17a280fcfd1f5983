import { PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { meetShape, SHAPE } from '../../lambdas/store/table/meet-shape.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { patchOf, refs, testGroups } from '../support/groups.ts';
import { createLife } from '../support/life.ts';
import { openStore, type StoreTest } from '../support/store.ts';

/** Which tables this version works on, and what it leaves to a later one that works on the same. */

describe('the shape of a table', () => {
  let test: StoreTest;
  beforeEach(async () => {
    test = await openStore();
  });
  afterEach(() => test.drop());

  const meet = (mayWrite = true) =>
    meetShape(openTable({ client: test.client, tableName: test.tableName }), { mayWrite });
  const put = (Item: Record<string, unknown>) => test.client.send(new PutCommand({ TableName: test.tableName, Item }));

  it('is written into an empty table by the first who may write, and known to all after it', async () => {
    await meet(false);
    expect(await test.items()).toEqual([]);
    await Promise.all([meet(), meet()]);
    await meet(false);
    expect(await test.items()).toEqual([{ pk: 'SHAPE', sk: 'SHAPE', shape: SHAPE }]);
  });

  it('of version 0.1 is refused, which says what to do', async () => {
    await put({ pk: 'COUNTER#User', sk: 'a', count: 1, at_1: 1 });
    await expect(meet()).rejects.toThrow('it was written by version 0.1; deploy a new tenant');
    await expect(meet(false)).rejects.toThrow('has shape 1, and this version writes shape 2');
  });

  it('of a later version is refused, which says what to do', async () => {
    await put({ pk: 'SHAPE', sk: 'SHAPE', shape: SHAPE + 1 });
    await expect(meet()).rejects.toThrow('deploy the version that wrote it, or a later one');
  });
});

describe('two versions in turn on one table', () => {
  it('keeps what the later one has put to the items of a user, until the user is erased', async () => {
    const life = await createLife();
    const { scim } = life;
    const groups = testGroups(scim);
    const { id } = (await scim.createUser()).body;
    const group = await groups.create(refs([id]));
    const { tableName, documentClient } = scim.table;
    const keys = [
      { pk: `USER#${id}`, sk: 'USER' },
      { pk: `GROUP#${group}`, sk: 'GROUP' },
      { pk: `MEMBEROF#${id}`, sk: 'MEMBEROF' },
    ];
    for (const Key of keys)
      await documentClient.send(
        new UpdateCommand({
          TableName: tableName,
          Key,
          UpdateExpression: 'SET later = :value',
          ExpressionAttributeValues: { ':value': { since: '0.3' } },
        }),
      );
    const later = async () => {
      const { items } = await itemsOf(scim.table);
      return keys.map(({ pk, sk }): unknown => items.find((item) => item['pk'] === pk && item['sk'] === sk)?.['later']);
    };
    const kept = { since: '0.3' };

    await scim.request('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: 'x' }));
    await scim.request('PATCH', `/Groups/${group}`, patchOf({ op: 'replace', path: 'displayName', value: 'y' }));
    await groups.patch(group, { op: 'remove', path: 'members', value: refs([id]) });
    await groups.patch(group, { op: 'add', path: 'members', value: refs([id]) });
    expect(await later()).toEqual([kept, kept, kept]);
    await scim.request('DELETE', `/Users/${id}`);
    expect(await later()).toEqual([kept, kept, kept]);
    await commandUser(life.operating, 'restore', id);
    expect(await later()).toEqual([kept, kept, kept]);
    expect(await groups.members(group)).toEqual([id]);
    await commandUser(life.operating, 'erase', id);
    expect(await later()).toEqual([undefined, kept, undefined]);
    await scim.drop();
  });
});

async function itemsOf({ documentClient, tableName }: { documentClient: StoreTest['client']; tableName: string }) {
  const { Items = [] } = await documentClient.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  return { items: Items };
}
