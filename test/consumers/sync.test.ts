import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DirectoryError, sync, type SyncEvent } from '../../clients/typescript/src/index.ts';
import { meetShape } from '../../lambdas/store/table/meet-shape.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { beginEpoch } from '../../lambdas/store/table/restored.ts';
import { createDirectory, type TestDirectory } from '../http/test-directory.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { createScim } from '../support/scim.ts';
import { sizes } from '../support/sizes.ts';
import { createChurn, happen, numbersFrom, type Churn } from './churn.ts';
import { clientOf, goOn, usersIn, usersOf, write, type Copy } from './copy.ts';

/** The client keeps a copy that is equal to the directory, whatever happens to both. */

let life: TestLife;
let directory: TestDirectory;
let churn: Churn;
const client = clientOf(() => directory);
const empty = (): Copy => ({ users: new Map() });
const table = () => openTable({ client: life.scim.table.documentClient, tableName: life.scim.table.tableName });
const kindsOf = (told: readonly SyncEvent[]): string[] => told.map(({ kind }) => kind);

beforeAll(async () => {
  life = await createLife();
  await meetShape(table(), { mayWrite: true });
  directory = createDirectory(life.scim, { context: { now: life.now } });
  churn = createChurn(life, directory);
  for (let count = 0; count < 5; count += 1) await churn.create();
});
afterAll(() => life.scim.drop());

test('reads all, and then what changes: somebody who leaves, comes back, and is erased', async () => {
  const copy = empty();
  const anna = await churn.create();
  expect(kindsOf(await goOn(client, copy, { pageSize: 4 }))).toEqual(['reset', ...Array(6).fill('user'), 'complete']);
  expect(kindsOf(await goOn(client, copy))).toEqual(['current']);

  await churn.patch(anna, 'title', 'Clerk');
  await churn.patch(anna, 'title', 'Head of Office');
  await churn.remove(anna);
  expect(await goOn(client, copy)).toMatchObject([{ kind: 'user', user: { id: anna.id, state: 'leaving' } }, {}]);
  const { id } = anna;
  await churn.comeBack(anna);
  expect(await goOn(client, copy)).toMatchObject([{ kind: 'user', user: { id, state: 'active' } }, {}]);
  await churn.remove(anna);
  await goOn(client, copy);
  await churn.pass(31);
  expect(await goOn(client, copy)).toMatchObject([{ kind: 'gone', id }, { kind: 'current' }]);
  expect(usersIn(copy)).toEqual(await usersOf(client));
});

test('who comes, changes and leaves while the pages are read is told in the end', async () => {
  const copy = empty();
  await goOn(client, copy, { most: 3, pageSize: 2 });
  const [somebody] = churn.people;
  if (somebody) await churn.patch(somebody, 'title', 'Changed meanwhile');
  const late = await churn.create();
  const told = await goOn(client, copy, { pageSize: 2 });
  expect(kindsOf(told)).not.toContain('reset');
  expect(kindsOf(told).filter((kind) => kind === 'complete')).toHaveLength(1);
  expect([...copy.users.keys()]).toContain(late.id);
  expect(usersIn(copy)).toEqual(await usersOf(client));
});

test('reads all again after 34 days, and says who is there no longer', async () => {
  const copy = empty();
  await goOn(client, copy);
  const ben = await churn.create();
  await goOn(client, copy);
  await churn.remove(ben);
  await churn.pass(40);
  const told = await goOn(client, copy, { pageSize: 3 });
  expect(kindsOf(told).slice(0, 2)).toEqual(['reset', 'user']);
  expect(copy.users.has(ben.id)).toBe(false);
  expect(new Set([...copy.users.values()].map(({ run }) => run)).size).toBe(1);
  expect(usersIn(copy)).toEqual(await usersOf(client));
});

test('begins again where a page is asked for after more than a day', async () => {
  const copy = empty();
  await goOn(client, copy, { most: 4, pageSize: 2 });
  life.forward(2);
  expect(kindsOf(await goOn(client, copy))[0]).toBe('reset');
  expect(usersIn(copy)).toEqual(await usersOf(client));
});

test(`a consumer that dies again and again during ${sizes.followedChanges} changes ends equal to the directory`, async () => {
  const random = numbersFrom(22);
  const copy = empty();
  for (let change = 1; change <= sizes.followedChanges; change += 1) {
    await happen(churn, random);
    if (random() < 0.002) await churn.pass(random() < 0.5 ? 2 : 36);
    if (random() < 0.2)
      await goOn(client, copy, { most: Math.floor(random() * 12), pageSize: 1 + Math.floor(random() * 9) });
  }
  await goOn(client, copy);
  expect(usersIn(copy)).toEqual(await usersOf(client));
});

test('a cursor that was saved behind each event that moved it is loaded the next time', async () => {
  const saved: string[] = [];
  const store = { load: () => saved.at(-1), save: (cursor: string) => void saved.push(cursor) };
  const copy = empty();
  for await (const event of sync(client, { store })) write(copy, event);
  expect(saved.at(-1)).toBe(copy.cursor);
  expect(new Set(saved).size).toBe(saved.length);
  const told: string[] = [];
  for await (const { kind } of sync(client, { store })) told.push(kind);
  expect(told).toEqual(['current']);
  for await (const { kind } of sync(client, { store })) if (kind === 'current') break;
  expect(saved).toHaveLength(new Set(saved).size);
});

test('follows for ever, asks again after the interval, and ends when its signal does', async () => {
  const stopped = new AbortController();
  const waits: number[] = [];
  const pause = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    if (waits.length === 3) stopped.abort(new Error('enough'));
    stopped.signal.throwIfAborted();
  };
  const told: string[] = [];
  const following = async (): Promise<void> => {
    const options = { follow: true, interval: 7000, signal: stopped.signal, pause };
    for await (const { kind } of sync(client, options)) if (kind !== 'user') told.push(kind);
  };
  await expect(following()).rejects.toThrow('enough');
  expect(waits).toEqual([7000, 7000, 7000]);
  expect(told).toEqual(['reset', 'complete', 'current', 'current']);
});

describe('what goes wrong', () => {
  test('what passes is waited for as Retry-After says, and otherwise longer and longer', async () => {
    const soon = new Date(Date.now() + 3_600_000).toUTCString();
    const answers: (() => Response)[] = [
      () => new Response('{}', { status: 429, headers: { 'Retry-After': '5' } }),
      () => new Response('{}', { status: 503, headers: { 'Retry-After': soon } }),
      () => new Response('{}', { status: 503, headers: { 'Retry-After': '9999999999' } }),
      () => new Response('', { status: 502 }),
      () => {
        throw new TypeError('fetch failed');
      },
    ];
    const waits: number[] = [];
    const shy = clientOf(
      () => directory,
      () => answers.shift()?.(),
      async (milliseconds) => void waits.push(Math.floor(milliseconds / 1000)),
    );
    const { data } = await shy.GET('/users', { params: { query: { limit: 1 } } });
    expect(data?.users).toHaveLength(1);
    expect(waits[0]).toBe(5);
    expect(waits[1]).toBeGreaterThan(3500);
    expect(waits[2]).toBe(3600);
    expect(waits.slice(3).map((wait, index) => wait >= 2 ** (index + 3))).toEqual([true, true]);
  });

  test('a service that stays down is told, after ten tries', async () => {
    let tries = 0;
    const down = clientOf(
      () => directory,
      () => {
        tries += 1;
        return new Response('{"detail":"busy"}', { status: 503 });
      },
    );
    await expect(goOn(down, empty())).rejects.toThrow('the directory answered 503: busy');
    expect(tries).toBe(10);
  });

  test('a credential for something else, the cursor of another directory, and what is no cursor at all', async () => {
    const stranger = createDirectory(life.scim, { scopes: 'scim' });
    const refused = await goOn(
      clientOf(() => stranger),
      empty(),
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DirectoryError);
    expect(refused).toMatchObject({ status: 403, kind: 'wrong-scope' });

    const other = await createScim();
    try {
      const copy = empty();
      const there = createDirectory(other);
      await goOn(
        clientOf(() => there),
        copy,
      );
      await expect(goOn(client, copy)).rejects.toMatchObject({ status: 400, kind: 'invalid-cursor' });
    } finally {
      await other.drop();
    }
    await expect(goOn(client, { ...empty(), cursor: 'mine' })).rejects.toThrow('no cursor of sync()');
  });
});

test('reads all again after a restore to an earlier time, and forgets whom it took away', async () => {
  const copy = empty();
  await goOn(client, copy);
  copy.users.set('of-before', { user: usersIn(copy)[0]!, run: 'before' });
  await beginEpoch(table(), { from: 'old', to: life.now() }, 1_801_396_800);
  // Another process: a function that runs stays with its table.
  directory = createDirectory(await createScim({ table: life.scim.table }), { context: { now: life.now } });
  expect(kindsOf(await goOn(client, copy))[0]).toBe('reset');
  expect(copy.users.has('of-before')).toBe(false);
  expect(usersIn(copy)).toEqual(await usersOf(client));
});

test('the types of the package are those of its document (npm run generate in clients/typescript)', () => {
  const hash = createHash('sha256').update(readFileSync('clients/typescript/openapi.json')).digest('hex');
  expect(readFileSync('clients/typescript/src/schema.ts', 'utf8').split('\n')[0]).toContain(hash);
});
