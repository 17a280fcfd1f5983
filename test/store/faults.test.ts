import { awsError, cancelled, firstTimes, injectFaults } from '../support/faults.ts';
import type { Fault } from '../support/faults.ts';
import { changed, claimed, openStore, unclaimed, user } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

let test: StoreTest;
let delays: number[];
let clock: number;
let stop: (() => void) | undefined;

/** Sleeping moves a clock of our own, so that 8 seconds of retries take no time. */
beforeEach(async () => {
  delays = [];
  clock = 0;
  test = await openStore({
    sleep: async (milliseconds) => {
      delays.push(milliseconds);
      clock += milliseconds;
    },
    random: () => 0.5,
    now: () => clock,
  });
});
afterEach(async () => {
  stop?.();
  stop = undefined;
  await test.drop();
});

function inject(times: number, command: string, fault: () => Fault) {
  stop = injectFaults(test.client, firstTimes(times, command, fault));
}

const throttled = () => awsError('ThrottlingException', { $metadata: { httpStatusCode: 400 } });
const timedOut = () => awsError('TimeoutError');
const failed = () => awsError('InternalServerError', { $metadata: { httpStatusCode: 500 } });

it.each([
  ['a conflict', () => cancelled('None', 'TransactionConflict')],
  ['throttling of one item', () => cancelled('ThrottlingError', 'None')],
  ['exceeded throughput of one item', () => cancelled('ProvisionedThroughputExceeded')],
  ['the same request still in progress', () => awsError('TransactionInProgressException')],
  ['throttling', throttled],
  ['a time-out', timedOut],
  ['an internal error', failed],
])('creates a user once despite %s', async (_, error) => {
  inject(3, 'TransactWriteItemsCommand', () => ({ error: error() }));

  expect(await test.store.write(undefined, claimed(user(), 'anna'))).toMatchObject({ ok: true });

  expect(delays).toEqual([12.5, 25, 50]);
  expect(await test.store.count('User')).toBe(1);
  expect(await test.items()).toHaveLength(3);
});

it.each([
  ['a conflict with a transaction', () => awsError('TransactionConflictException')],
  ['exceeded throughput', () => awsError('ProvisionedThroughputExceededException')],
])('changes a user once despite %s', async (_, error) => {
  const anna = claimed(user(), 'anna');
  await test.store.write(undefined, anna);
  inject(3, 'PutItemCommand', () => ({ error: error() }));

  expect(await test.store.write(anna, changed(anna, { attributes: { title: 'new' } }))).toMatchObject({ ok: true });

  expect(await test.store.get('User', anna.resource.id)).toMatchObject({ version: 2, attributes: { title: 'new' } });
});

it('recognizes its own plain write when the answer was lost', async () => {
  const anna = claimed(user(), 'anna');
  const titled = changed(anna, { attributes: { title: 'new' } });
  await test.store.write(undefined, anna);
  inject(1, 'PutItemCommand', () => ({ lost: timedOut() }));

  expect(await test.store.write(anna, titled)).toMatchObject({ ok: true });
  expect(await test.store.get('User', anna.resource.id)).toEqual(titled.resource);
});

it('applies a transaction once when the answer was lost', async () => {
  inject(2, 'TransactWriteItemsCommand', () => ({ lost: timedOut() }));

  expect(await test.store.write(undefined, claimed(user(), 'anna'))).toMatchObject({ ok: true });
  expect(await test.store.count('User')).toBe(1);
});

it('recognizes its own transaction when it conflicted with itself after the answer was lost', async () => {
  const faults: Fault[] = [{ lost: timedOut() }, { error: cancelled('TransactionConflict') }];
  stop = injectFaults(test.client, (command) => (command === 'TransactWriteItemsCommand' ? faults.shift() : undefined));

  expect(await test.store.write(undefined, claimed(user(), 'anna'))).toMatchObject({ ok: true });
  expect(await test.store.count('User')).toBe(1);
});

it('does not take the write of someone else for its own after a lost request', async () => {
  const anna = claimed(user(), 'anna');
  const other = changed(anna, { attributes: { title: 'other' } });
  await test.store.write(undefined, anna);
  await test.store.write(anna, other);
  inject(1, 'PutItemCommand', () => ({ error: timedOut() }));

  const outcome = await test.store.write(anna, changed(anna, { attributes: { title: 'mine' } }));

  expect(outcome).toEqual({ ok: false, reason: 'changed' });
  expect(await test.store.get('User', anna.resource.id)).toEqual(other.resource);
});

it.each([
  ['throttled', throttled, 5],
  ['conflict', () => cancelled('TransactionConflict'), 1],
  ['unavailable', timedOut, 5],
] as const)('gives up as %s within 8 seconds, with nothing written', async (kind, error, retryAfterSeconds) => {
  inject(Infinity, 'TransactWriteItemsCommand', () => ({ error: error() }));

  await expect(test.store.write(undefined, claimed(user(), 'anna'))).rejects.toMatchObject({
    name: 'StoreBusyError',
    kind,
    retryAfterSeconds,
  });

  expect(clock).toBeLessThan(8000);
  expect(clock).toBeGreaterThan(7000);
  expect(Math.max(...delays)).toBe(500);
  expect(await test.items()).toEqual([]);
});

it('throws at once what would fail again', async () => {
  inject(1, 'GetItemCommand', () => ({ error: awsError('ResourceNotFoundException') }));

  await expect(test.store.get('User', 'x')).rejects.toThrow('ResourceNotFoundException');
  expect(delays).toEqual([]);
});

/** Reasons of the resource itself, of a claim that it takes, and of one that it gives up. */
it.each([
  // Somebody else has the value, whoever is at work on the rest.
  ['None', 'ConditionalCheckFailed', 'TransactionConflict', 'taken'],
  // Somebody may be about to make another resource of it, so that the value is not wanted any more.
  ['TransactionConflict', 'ConditionalCheckFailed', 'None', 'changed'],
  ['TransactionConflict', 'None', 'ConditionalCheckFailed', 'changed'],
  ['ThrottlingError', 'None', 'ConditionalCheckFailed', 'changed'],
  ['None', 'TransactionConflict', 'ConditionalCheckFailed', 'changed'],
  ['ConditionalCheckFailed', 'TransactionConflict', 'None', 'changed'],
])('takes %s, %s, %s for "%s", and does not repeat it', async (own, taken, released, reason) => {
  const anna = claimed(user(), 'anna');
  await test.store.write(undefined, anna);
  inject(1, 'TransactWriteItemsCommand', () => ({ error: cancelled(own, taken, released) }));

  const renamed = claimed({ ...anna.resource, version: 2 }, 'annika');
  expect(await test.store.write(anna, renamed)).toMatchObject({ ok: false, reason });
  expect(delays).toEqual([]);
});

it('says that the table is inconsistent when a claim to release belongs to someone else', async () => {
  const [anna, other] = [claimed(user(), 'anna'), claimed(user(), 'other')];
  await test.store.write(undefined, anna);
  await test.store.write(undefined, other);

  const wrong = { resource: anna.resource, index: other.index };
  await expect(test.store.write(wrong, undefined)).rejects.toThrow('the table is inconsistent');
  expect(await test.store.findByClaim('User', other.index.claims[0]!)).toBe(other.resource.id);
});

it('reads what a batch left unread, once', async () => {
  const users = Array.from({ length: 5 }, () => unclaimed(user()));
  for (const one of users) await test.store.write(undefined, one);
  const ids = users.map(({ resource }) => resource.id);
  let partial = 2;
  test.client.middlewareStack.add(
    (next, context) => async (args) => {
      const { RequestItems } = args.input as { RequestItems?: Record<string, { Keys: object[] }> };
      const batch = RequestItems?.[test.tableName];
      if (context.commandName !== 'BatchGetItemCommand' || !batch || partial === 0) return next(args);
      partial -= 1;
      const [first, ...rest] = batch.Keys;
      const result = await next({ ...args, input: { RequestItems: { [test.tableName]: { Keys: [first] } } } });
      Object.assign(result.output, { UnprocessedKeys: { [test.tableName]: { Keys: rest } } });
      return result;
    },
    { step: 'initialize', name: 'partial' },
  );

  expect((await test.store.getMany('User', ids)).map(({ id }) => id)).toEqual(ids);
  expect(delays).toEqual([12.5, 25]);
});

it('loses and doubles nothing when many creates run through conflicts and lost answers', async () => {
  let count = 0;
  stop = injectFaults(test.client, (command) => {
    if (command !== 'TransactWriteItemsCommand') return undefined;
    count += 1;
    if (count % 3 === 0) return { error: cancelled('TransactionConflict') };
    return count % 4 === 0 ? { lost: timedOut() } : undefined;
  });

  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, i) => test.store.write(undefined, claimed(user(), `user${i}`))),
  );

  stop();
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(await test.store.count('User')).toBe(40);
  expect((await test.store.listIds('User', { limit: 100 })).ids).toHaveLength(40);
});
