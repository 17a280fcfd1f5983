import { BatchWriteCommand, DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { checkTable } from '../../lambdas/store/check/check-table.ts';
import type { CheckProgress } from '../../lambdas/store/check/progress.ts';
import type { Indexed } from '../../lambdas/store/ports/resources.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { wholePlay } from '../support/sizes.ts';
import { claimed, openStore, unclaimed, user, type StoreTest } from '../support/store.ts';

/** A check of a table that is large, or that others write to meanwhile. */

const PADDING = 'x'.repeat(10_000);

let test: StoreTest;
let anna: Indexed;
let group: Indexed;
beforeEach(async () => {
  test = await openStore();
  anna = claimed(user({}, { id: 'a1' }), 'anna', [{ attribute: 'emails.value', value: 'anna@example.com' }]);
  group = unclaimed(user({}, { type: 'Group', id: 'b2' }));
  await test.store.write(undefined, anna);
  await test.store.write(undefined, group, { members: { add: [{ id: 'a1', type: 'User' }], remove: [] } });
});
afterEach(() => test.drop());

const known = new Map<string, Indexed['index']>();
beforeEach(() => {
  known.clear();
  for (const { resource, index } of [anna, group]) known.set(resource.id, index);
});
const indexOf = (resource: Indexed['resource']): Indexed => ({
  resource,
  index: known.get(resource.id) ?? { claims: [], lookups: [] },
});
const opened = () => openTable({ client: test.client, tableName: test.tableName });
const checkAtOnce = () => checkTable(opened(), indexOf);
const put = (Item: object) => test.client.send(new PutCommand({ TableName: test.tableName, Item: { ...Item } }));

async function putMany(items: readonly object[]): Promise<void> {
  for (let first = 0; first < items.length; first += 25) {
    const requests = items.slice(first, first + 25).map((Item) => ({ PutRequest: { Item: { ...Item } } }));
    await test.client.send(new BatchWriteCommand({ RequestItems: { [test.tableName]: requests } }));
  }
}

/** What happens once, before a request of a kind goes out. */
function before(command: string, work: () => Promise<unknown>, times = 1): void {
  const { client } = test;
  let left = times;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === command && left > 0) {
        left -= 1;
        await work();
      }
      return next(args);
    },
    { step: 'initialize', name: `before ${command}`, override: true },
  );
}

const members = (group: string, count: number, more: object = {}) =>
  Array.from({ length: count }, (_, number) => {
    const id = `m${String(number).padStart(5, '0')}`;
    return { pk: `GROUP#${group}`, sk: `MEMBER#${id}`, id, memberType: 'User', life: 1, generation: 0, ...more };
  });

it('members of a group that was deleted are no problem while it is being cleaned up', async () => {
  await putMany(members('d4', 120));
  await put({ pk: 'GROUP#d4', sk: 'CHANGE#1#0000', add: [], remove: [] });
  expect((await checkAtOnce()).found).toEqual({ member: 120, change: 1 });
  await put({ pk: 'UNFINISHED', sk: 'EMPTIED#d4#1', id: 'd4', type: 'Group', generation: 1 });
  expect((await checkAtOnce()).problems).toEqual([]);
});

it('the first 1,000 problems are told, and how many there are of each kind', async () => {
  await putMany(members('d4', 1100));
  await putMany([1, 2, 3].map((number) => ({ pk: `UNIQUE#User.userName#${number}`, sk: 'CLAIM', id: 'z' })));
  const { problems, found } = await checkAtOnce();
  expect(problems).toHaveLength(1000);
  expect(found).toEqual({ member: 1100, index: 3 });
});

wholePlay('goes on page by page, in calls of their own, and adds up what it finds', async () => {
  await putMany(members('d4', 350, { PADDING }));
  let progress: CheckProgress | undefined;
  let calls = 0;
  do {
    calls += 1;
    const ends = { hasTime: () => false, pause: async () => {} };
    const answer: CheckProgress = await checkTable(opened(), indexOf, ends, progress);
    // As it comes back from whoever asks.
    progress = JSON.parse(JSON.stringify(answer)) as CheckProgress;
  } while (progress.next);
  expect(calls).toBeGreaterThan(3);
  expect(progress).toEqual({ ...(await checkAtOnce()), problems: expect.any(Array) });
  expect(progress.found).toEqual({ member: 350 });
});

describe('what changes while it is looked at is no problem:', () => {
  const gone = async () => {
    const { memberOf } = await test.store.getWithGroups('User', 'a1', 'Group');
    await test.store.write(anna, undefined, { memberOf });
    const resource = (await test.store.get('Group', group.resource.id))!;
    await test.store.write({ ...group, resource }, undefined, { empties: true });
  };
  const renamed = async () => {
    const { resource } = anna;
    const berta = claimed({ ...resource, version: 2 }, 'berta', [{ attribute: 'emails.value', value: 'b@x.y' }]);
    await test.store.write(anna, berta);
    known.set('a1', berta.index);
  };
  const another = async () => {
    const other = claimed(user({}, { id: 'a2' }), 'other');
    known.set('a2', other.index);
    await test.store.write(undefined, other);
  };

  it.each<[string, () => Promise<void>]>([
    ['a user and a group who go', gone],
    ['a user who gets another name', renamed],
    ['a user who comes', another],
  ])('%s', async (_, change) => {
    before('BatchGetItemCommand', change);
    expect((await checkAtOnce()).problems).toEqual([]);
  });

  it.each<[string, () => Promise<void>]>([
    ['a user who goes', gone],
    ['a user who comes', another],
  ])('a counter, before which %s', async (_, change) => {
    before('QueryCommand', change);
    expect((await checkAtOnce()).problems).toEqual([]);
  });
});

it('a listing that is behind is no problem', async () => {
  const other = unclaimed(user({}, { id: 'a2' }));
  before('QueryCommand', () => test.store.write(undefined, other));
  let behind = 1;
  test.client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (!('IndexName' in args.input) || behind === 0) return result;
      behind -= 1;
      return { ...result, output: { ...result.output, Items: [] } };
    },
    { step: 'initialize', name: 'behind' },
  );
  expect((await checkAtOnce()).problems).toEqual([]);
  expect(behind).toBe(0);
});

it('what is wrong is told although others change it all the time', async () => {
  await test.client.send(
    new DeleteCommand({ TableName: test.tableName, Key: { pk: 'UNIQUE#User.userName#anna', sk: 'CLAIM' } }),
  );
  let version = 1;
  const touch = async () => {
    const from = { ...anna, resource: { ...anna.resource, version } };
    version += 1;
    await test.store.write(from, { ...anna, resource: { ...anna.resource, version } });
  };
  before('BatchGetItemCommand', touch, 3);
  expect((await checkAtOnce()).problems).toEqual([
    { kind: 'index', key: 'UNIQUE#User.userName#anna CLAIM', what: 'is missing for a1' },
  ]);
});

it('a counter is wrong where two counts in a row say so', async () => {
  await test.client.send(
    new PutCommand({ TableName: test.tableName, Item: { pk: 'COUNTER#User', sk: 'a1', count: 3 } }),
  );
  let pauses = 0;
  const answer = await checkTable(opened(), indexOf, { hasTime: () => true, pause: async () => (pauses += 1) });
  expect(answer.problems.map(({ key, what }) => `${key} ${what}`)).toEqual(['COUNTER#User a1 counts 3 instead of 1']);
  expect(pauses).toBe(2);
});
