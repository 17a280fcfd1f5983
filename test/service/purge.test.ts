import { indexed } from '../../lambdas/service/indexed.ts';
import { purge } from '../../lambdas/service/lifecycle/purge.ts';
import type { PurgeOptions } from '../../lambdas/service/lifecycle/purge.ts';
import type { StoredResource } from '../../lambdas/life/stored-resource.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import type { Store } from '../../lambdas/handlers/composition/store.ts';
import { awsError, cancelled, firstTimes, injectFaults } from '../support/faults.ts';
import { openStore, user } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';
import { wholePlay } from '../support/sizes.ts';

let test: StoreTest;
let failures: string[];
beforeEach(async () => {
  test = await openStore({ deadline: 100 });
  failures = [];
});
afterEach(() => test.drop());

const types = tenantResourceTypes(['title']);
const userType = types.find(({ name }) => name === 'User')!;
const asOf = '2026-12-01T00:00:00.000Z';
const retention = { days: 30, deactivated: 'purge' } as const;
const deactivated = { softDeletedAt: '2026-11-01T00:00:00.000Z' };
const deleted = { ...deactivated, deletedAt: '2026-11-01T00:00:00.000Z' };
let number = 0;

async function create(changes: Partial<StoredResource> = {}): Promise<StoredResource> {
  number += 1;
  const mail = `user${number}@example.com`;
  const attributes = { userName: mail, title: 'Engineer', emails: [{ type: 'work', value: mail }] };
  const resource = user(attributes, changes);
  expect(await test.store.write(undefined, indexed(userType, resource))).toMatchObject({ ok: true });
  return resource;
}

function run(options: Partial<PurgeOptions> = {}) {
  const onFailure = (id: string) => void failures.push(id);
  return purge({
    store: test.store,
    types,
    asOf,
    retention,
    now: () => asOf,
    pause: async () => {},
    dryRun: false,
    hasTime: () => true,
    onFailure,
    ...options,
  });
}

/** Does something right after a resource was read, as another request might. */
function afterGet(work: (read: StoredResource) => Promise<unknown>): Store {
  let done = false;
  return {
    ...test.store,
    getWithGroups: async (type, id, groupType) => {
      const read = await test.store.getWithGroups(type, id, groupType);
      if (read.resource && !done) await work(read.resource);
      done = true;
      return read;
    },
  };
}

function restored({ softDeletedAt: _, deletedAt: __, ...rest }: StoredResource): StoredResource {
  return { ...rest, version: rest.version + 1 };
}

it('erases deactivated and deleted users that are due, with all they were found by, and nobody else', async () => {
  const kept = [await create(), await create({ softDeletedAt: '2026-11-01T00:00:00.001Z' })];
  await create(deactivated);
  await create(deleted);

  expect(await run()).toEqual({
    asOf,
    dryRun: false,
    found: 2,
    purged: 2,
    skipped: 0,
    heldBack: 0,
    failed: 0,
    oldestOverdueHours: 0,
    remaining: false,
  });

  const items = await test.items();
  const having = (prefix: string) =>
    items.filter(({ pk, erasedAt }) => String(pk).startsWith(prefix) && erasedAt === undefined).map(({ pk }) => pk);
  const erased = items.filter(({ erasedAt }) => erasedAt !== undefined);
  expect(erased.map(({ attributes, duePk, listPk }) => ({ attributes, duePk, listPk }))).toEqual([
    { attributes: {} },
    { attributes: {} },
  ]);
  expect(new Set(having('USER#'))).toEqual(new Set(kept.map(({ id }) => `USER#${id}`)));
  expect(having('UNIQUE#')).toHaveLength(2);
  // Their addresses are their userNames.
  expect(having('LOOKUP#')).toHaveLength(2);
  expect(await test.store.count('User')).toBe(2);
});

it('spares a user who is restored after being read', async () => {
  const one = await create(deactivated);
  const store = afterGet((read) => test.store.write(indexed(userType, read), indexed(userType, restored(read))));

  expect(await run({ store })).toMatchObject({ found: 1, purged: 0, skipped: 1 });
  expect(await test.store.get('User', one.id)).toEqual(restored(one));
});

it('spares a user whose retention was postponed after the index was read', async () => {
  const one = await create(deactivated);
  const later = { ...one, version: 2, softDeletedAt: '2026-11-15T00:00:00.000Z' };
  const store: Store = {
    ...test.store,
    listSoftDeleted: async (partition, page) => {
      const found = await test.store.listSoftDeleted(partition, page);
      if (partition === 'DEACTIVATED') await test.store.write(indexed(userType, one), indexed(userType, later));
      return found;
    },
  };

  expect(await run({ store })).toMatchObject({ found: 1, skipped: 1 });
  expect(await test.store.get('User', one.id)).toEqual(later);
});

it('skips what another run has erased already', async () => {
  await create(deleted);
  const store = afterGet((read) => test.store.write(indexed(userType, read), undefined));

  expect(await run({ store })).toMatchObject({ found: 1, purged: 0, skipped: 1 });
});

it('goes on to the next user when one cannot be erased, and finishes it the next time', async () => {
  for (let i = 0; i < 3; i += 1) await create(deactivated);
  const stop = injectFaults(
    test.client,
    firstTimes(1, 'TransactWriteItemsCommand', () => ({ error: awsError('ValidationException') })),
  );

  expect(await run()).toMatchObject({ found: 3, purged: 2, failed: 1 });
  stop();
  expect(failures).toHaveLength(1);
  expect(await run()).toMatchObject({ found: 1, purged: 1, failed: 0 });
});

it('reports users that stay busy as failed', async () => {
  await create(deactivated);
  const stop = injectFaults(test.client, (command) =>
    command === 'TransactWriteItemsCommand' ? { error: cancelled('TransactionConflict') } : undefined,
  );

  expect(await run()).toMatchObject({ found: 1, purged: 0, failed: 1 });
  stop();
});

it('stops when time runs short, says that there is more, and finishes the next time', async () => {
  for (let i = 0; i < 12; i += 1) await create(deleted);
  let left = 10;

  expect(await run({ hasTime: () => (left -= 1) >= 0 })).toMatchObject({ found: 12, purged: 10, remaining: true });
  expect(await run()).toMatchObject({ found: 2, purged: 2, remaining: false });
});

wholePlay('erases more users than one page of the index holds', async () => {
  // As patient as a function is: here nobody is meant to fail.
  await test.drop();
  test = await openStore();
  for (let i = 0; i < 11; i += 1) await Promise.all(Array.from({ length: 10 }, () => create(deleted)));

  expect(await run()).toMatchObject({ found: 110, purged: 110, remaining: false });
  expect((await test.items()).filter(({ sk, erasedAt }) => sk === 'USER' && erasedAt === undefined)).toEqual([]);
});
