import { transact } from '../../lambdas/store/table/transact.ts';
import { openTable, type Table } from '../../lambdas/store/table/open-table.ts';
import { awsError, cancelled, injectFaults, type Fault } from '../support/faults.ts';
import { openStore, type StoreTest } from '../support/store.ts';

let test: StoreTest;
let table: Table;
/** The idempotency token of each attempt. */
let tokens: string[];
beforeEach(async () => {
  test = await openStore();
  const { client, tableName } = test;
  table = openTable({ client, tableName, retry: { sleep: async () => {} } });
  tokens = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      if ('ClientRequestToken' in args.input) tokens.push(String(args.input.ClientRequestToken));
      return next(args);
    },
    { step: 'initialize', name: 'tokens' },
  );
});
afterEach(() => test.drop());

const lost = (): Fault => ({ lost: awsError('TimeoutError') });
const unanswered = (): Fault => ({ error: awsError('ECONNRESET') });
const conflict = (): Fault => ({ error: cancelled('TransactionConflict') });

/** Counts up: what is applied twice shows. */
const increment = () => ({
  Update: {
    TableName: test.tableName,
    Key: { pk: 'A', sk: 'A' },
    UpdateExpression: 'ADD #count :one',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: { ':one': 1 },
  },
});
const put = (sk: string) => ({
  Put: {
    TableName: test.tableName,
    Item: { pk: 'B', sk },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  },
});

it.each([
  ['an answer was lost', [lost(), lost()], [0, 0, 0]],
  ['no answer came', [unanswered()], [0, 0]],
  ['it was cancelled', [conflict(), conflict()], [0, 1, 2]],
  ['it was cancelled, and then an answer was lost', [conflict(), lost()], [0, 1, 1]],
])('applies a transaction once when %s', async (_, faults, expected) => {
  injectFaults(test.client, () => faults.shift());

  expect(await transact(table, [increment(), put('a')])).toMatchObject({ ok: true });

  const distinct = [...new Set(tokens)];
  expect(tokens.map((token) => distinct.indexOf(token))).toEqual(expected);
  expect(await test.items()).toContainEqual({ pk: 'A', sk: 'A', count: 1 });
});

it('takes a token of its own for every transaction', async () => {
  await transact(table, [increment()]);
  await transact(table, [increment()]);

  expect(new Set(tokens).size).toBe(2);
  expect(await test.items()).toContainEqual({ pk: 'A', sk: 'A', count: 2 });
});

it('tells which conditions failed and what is there, and writes nothing', async () => {
  await transact(table, [put('a')]);

  expect(await transact(table, [increment(), put('a'), put('b')])).toEqual({
    ok: false,
    refusals: [{ refused: false }, { refused: true, item: { pk: 'B', sk: 'a' } }, { refused: false }],
  });
  expect(await test.items()).toEqual([{ pk: 'B', sk: 'a' }]);
});

it('throws what is no refusal', async () => {
  injectFaults(test.client, () => ({ error: cancelled('ValidationError') }));

  await expect(transact(table, [increment()])).rejects.toThrow('ValidationError');
});
