import { createCredential } from '../../lambdas/auth/credential.ts';
import { MINUTE } from '../../lambdas/duration.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import { createJournalWriter } from '../../lambdas/store/traffic/write-journal.ts';
import { makeSecrets } from '../../lambdas/store/credentials/secrets.ts';
import { commandUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import type { AnyItem } from '../../lambdas/store/table/key.ts';
import { meetShape } from '../../lambdas/store/table/meet-shape.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { dyingAt } from '../support/dying.ts';
import { copyOf } from '../support/copy-table.ts';
import { patchOf, refs, testGroups } from '../support/groups.ts';
import { itemsOf } from '../support/items.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { accessTo, keepBehind, mergeInto, nextMoment, personCalled } from '../support/restoring.ts';
import { wholePlay } from '../support/sizes.ts';
import type { TestTable } from '../support/table.ts';
import { createDirectory } from '../http/test-directory.ts';

/** A tenant, a moment, a copy as of then, and what happened since. */
interface Story {
  readonly old: TestLife;
  readonly copy: TestTable;
  readonly to: string;
  readonly cursor: string;
  readonly id: Readonly<Record<(typeof PEOPLE)[number] | 'newcomer' | 'passing' | 'group' | 'newGroup', string>>;
  readonly keys: Readonly<Record<'revoked' | 'young', string>>;
  readonly stop: () => Promise<void>;
}

const PEOPLE = ['stays', 'changes', 'leaves', 'erased', 'renamed', 'held'] as const;
const token = (label: string) =>
  createCredential({ label, scopes: ['scim'], expiresAt: '2099-01-01T00:00:00.000Z', now: new Date().toISOString() })
    .credential;

async function play(): Promise<Story> {
  const old = await createLife({ stream: true });
  const { scim, operating } = old;
  const access = accessTo(scim.table);
  await meetShape(openTable(access), { mayWrite: true });
  await makeSecrets(access);
  const credentials = createCredentialStore(access);
  const groups = testGroups(scim);
  const create = async (name: string) => (await scim.createUser(personCalled(name))).body.id;
  const ids = Object.fromEntries(await Promise.all(PEOPLE.map(async (name) => [name, await create(name)] as const)));
  const id = (name: string): string => ids[name] ?? '';
  const group = await groups.create(refs([id('stays'), id('erased'), id('leaves')]));
  await scim.request('PATCH', `/Users/${id('erased')}`, patchOf({ op: 'add', path: 'title', value: 'Eraser' }));
  await scim.request('PATCH', `/Users/${id('stays')}`, patchOf({ op: 'add', path: 'manager', value: id('erased') }));
  const journal = createJournalWriter(access);
  const refuse = (names: readonly string[]) =>
    journal.addRefusal({
      refusal: {
        at: new Date().toISOString(),
        operation: 'update',
        type: 'User',
        status: 400,
        attributes: ['title'],
        whom: { name: names[0] ?? '' },
        requestId: 'r',
      },
      names,
    });
  await refuse(['erased@example.com']);
  await refuse(['renamed-later@example.com']);
  await refuse(['stays@example.com']);
  const revoked = token('revoked since');
  await credentials.put(revoked);
  await keepBehind(scim.table);
  const cursor = String((await createDirectory(scim).get('/changes')).body.next);

  const copy = await copyOf(scim.table, { stream: true });
  const to = await nextMoment();
  await nextMoment();

  const newcomer = await create('newcomer');
  const passing = await create('passing');
  await scim.request(
    'PATCH',
    `/Groups/${group}`,
    patchOf({ op: 'add', path: 'members', value: refs([newcomer, id('changes')]) }),
  );
  const newGroup = await groups.create(refs([id('stays'), newcomer]));
  const change = patchOf({ op: 'replace', path: 'displayName', value: 'spoiled' });
  await scim.request('PATCH', `/Users/${id('changes')}`, change);
  await scim.request('PATCH', `/Users/${id('changes')}`, patchOf({ op: 'add', path: 'title', value: 'x' }));
  await scim.request(
    'PATCH',
    `/Users/${id('renamed')}`,
    patchOf({ op: 'replace', path: 'userName', value: 'renamed-later@example.com' }),
  );
  await scim.request('DELETE', `/Users/${id('leaves')}`);
  for (const gone of [id('erased'), id('renamed'), passing]) await commandUser(operating, 'erase', gone);
  await commandUser(operating, 'hold', id('held'), 'a case');
  await scim.request(
    'PATCH',
    `/Users/${id('held')}`,
    patchOf({ op: 'add', path: 'title', value: 'kept for the case' }),
  );
  await scim.recover();
  await credentials.revoke(revoked.keyId, new Date().toISOString());
  const young = token('made since');
  await credentials.put(young);
  await keepBehind(scim.table);
  return {
    old,
    copy,
    to,
    cursor,
    id: {
      stays: id('stays'),
      changes: id('changes'),
      leaves: id('leaves'),
      erased: id('erased'),
      renamed: id('renamed'),
      held: id('held'),
      newcomer,
      passing,
      group,
      newGroup,
    },
    keys: { revoked: revoked.keyId, young: young.keyId },
    stop: async () => {
      await copy.drop();
      await scim.drop();
    },
  };
}

/** Everything that a table says, about whoever it is. */
const textOf = (items: readonly AnyItem[]): string => JSON.stringify(items);
/** Names that only those have who were erased since. */
const ERASED_NAMES = /(?:erased|renamed|passing)(?:@| of then|-family)|Eraser|renamed-later/;

/** Times, and what counts how often something was begun. */
const VARIES = new Set(
  'writeId lastModified turn ttl epoch restored erasedAt deletedAt at version moved by'.split(' '),
);
/** What does not depend on the moment at which something was written. */
const timeless = (items: readonly AnyItem[]): string[] =>
  items
    .map((item) => JSON.stringify(item, (name, value: unknown) => (VARIES.has(name) ? undefined : value)))
    .toSorted();

describe('a restore to a time', () => {
  wholePlay('brings back what was changed, takes over what came, and nobody who was erased', async () => {
    const { old, copy, to, cursor, id, keys, stop } = await play();
    const merged = await mergeInto(old.scim.table, accessTo(copy), to);
    const is = await createLife({ table: copy });
    const { request } = is.scim;
    const user = async (name: keyof typeof id) => request('GET', `/Users/${id[name]}`);

    expect(merged.check.problems).toEqual([]);
    expect(merged.unfinished).toBe(0);
    expect(merged.people.fates).toMatchObject({ erase: 2, entomb: 1, take: 2 });
    expect(merged.people.back).toEqual([id.leaves]);
    // As they were then.
    expect((await user('changes')).body).toMatchObject({ displayName: 'changes of then' });
    expect((await user('changes')).body.title).toBeUndefined();
    expect((await user('leaves')).body.active).not.toBe(false);
    // Nobody takes it for what was there before: the version is above that of the old table.
    const version = async (life: TestLife) => (await life.scim.store.get('User', id.changes))?.version ?? 0;
    expect(await version(is)).toBeGreaterThan(await version(old));
    // Erased, wherever one looks.
    for (const gone of ['erased', 'renamed', 'passing'] as const) expect((await user(gone)).status).toBe(404);
    const items = await itemsOf(copy);
    expect(textOf(items)).not.toMatch(ERASED_NAMES);
    expect(items.filter(({ pk }) => pk === `IMAGE#${id.erased}`)).toEqual([]);
    expect((await user('stays')).body['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']).toBeUndefined();
    expect(textOf(items)).toContain('stays@example.com');
    // Came since.
    expect((await user('newcomer')).body.userName).toBe('newcomer@example.com');
    const groups = testGroups(is.scim);
    const sorted = (...ids: string[]) => ids.toSorted();
    expect((await groups.members(id.group)).toSorted()).toEqual(sorted(id.stays, id.leaves, id.changes, id.newcomer));
    expect((await groups.members(id.newGroup)).toSorted()).toEqual(sorted(id.stays, id.newcomer));
    // A legal hold is no change, and what was overwritten under it is kept.
    const held = await is.scim.store.get('User', id.held);
    expect(held?.hold?.reason).toBe('a case');
    expect(JSON.stringify((await is.operating.store.listHeld(id.held)).kept)).toContain('kept for the case');
    // Who may call.
    const credentials = createCredentialStore(accessTo(copy));
    expect((await credentials.get(keys.revoked))?.revokedAt).toBeDefined();
    expect(await credentials.get(keys.young)).toBeDefined();
    // Who follows it reads it again.
    const directory = createDirectory(is.scim);
    expect((await directory.get(`/changes?since=${cursor}`)).status).toBe(410);
    const next = String((await directory.get('/changes')).body.next);
    expect((await directory.get(`/changes?since=${next}`)).status).toBe(200);
    // What follows in the stream, where everybody comes in the first place, leaves nothing of them either.
    await keepBehind(copy);
    expect(textOf(await itemsOf(copy))).not.toMatch(ERASED_NAMES);
    // It is used: the names of who was erased are free, and ids are not given out again.
    const again = await is.scim.createUser(personCalled('erased'));
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(id.erased);
    await is.scim.request('DELETE', `/Users/${again.body.id}`);
    expect(await is.check()).toEqual([]);
    await stop();
  });

  wholePlay('goes on wherever it broke off, and comes to the same', async () => {
    const { old, copy, to, stop } = await play();
    const reference = await copyOf(copy);
    await mergeInto(old.scim.table, accessTo(reference), to);
    let died = 0;
    for (let write = 1; ; write += 1) {
      const { client, isDead, stop: bury } = dyingAt(write);
      const into = { client, tableName: copy.tableName, retry: { deadline: 0 } };
      const ended = await mergeInto(old.scim.table, into, to).catch(() => undefined);
      bury();
      if (ended) break;
      expect(isDead()).toBe(true);
      died += 1;
    }
    expect(died).toBeGreaterThan(10);
    const [is, should] = [await itemsOf(copy), await itemsOf(reference)];
    expect(textOf(is)).not.toMatch(ERASED_NAMES);
    expect(timeless(is)).toEqual(timeless(should));
    await reference.drop();
    await stop();
  });

  wholePlay('takes over what came in between when it is called again, and changes nothing else', async () => {
    const { old, copy, to, id, stop } = await play();
    const from = old.scim.table;
    // Clocks may differ by a minute: what happened just before a merge is looked at again.
    const later = () => new Date(Date.now() + 2 * MINUTE).toISOString();
    await mergeInto(from, accessTo(copy), to, { now: later });
    const is = await createLife({ table: copy });
    // The old table is in use until the deploy, the new one behind it.
    await commandUser(old.operating, 'erase', id.leaves);
    await is.scim.request('PATCH', `/Users/${id.stays}`, patchOf({ op: 'add', path: 'title', value: 'new' }));
    await testGroups(is.scim).patch(id.group, { op: 'remove', path: `members[value eq "${id.newcomer}"]` });
    await is.scim.request('DELETE', `/Users/${id.newcomer}`);
    await commandUser(is.operating, 'lift', id.held);
    await is.scim.recover();
    const merged = await mergeInto(from, accessTo(copy), to);
    expect(merged).toMatchObject({ again: true, people: { fates: { erase: 1, take: 0 } } });
    expect((await is.scim.request('GET', `/Users/${id.leaves}`)).status).toBe(404);
    expect((await is.scim.request('GET', `/Users/${id.newcomer}`)).status).toBe(404);
    expect((await is.scim.request('GET', `/Users/${id.stays}`)).body.title).toBe('new');
    expect((await is.scim.store.get('User', id.held))?.hold).toBeUndefined();
    const before = await itemsOf(copy);
    await mergeInto(from, accessTo(copy), to);
    expect((await itemsOf(copy)).map(textOf1).toSorted()).toEqual(before.map(textOf1).toSorted());
    expect(merged.check.problems).toEqual([]);
    await stop();
  });

  wholePlay('goes by a list of erased ids where the old table is lost', async () => {
    const { old, copy, to, id, stop } = await play();
    const at = new Date().toISOString();
    const erased = [id.erased, id.renamed, id.passing].map((each) => ({ type: 'User', id: each, erasedAt: at }));
    const merged = await mergeInto(old.scim.table, accessTo(copy), to, { from: undefined, erased });
    expect(merged.people.fates).toMatchObject({ erase: 2, entomb: 1, take: 0 });
    expect(merged.check.problems).toEqual([]);
    expect(textOf(await itemsOf(copy))).not.toMatch(ERASED_NAMES);
    await stop();
  });

  wholePlay('discards who came since, and still nobody who was erased comes back', async () => {
    const { old, copy, to, id, stop } = await play();
    const merged = await mergeInto(old.scim.table, accessTo(copy), to, { discardNewer: true });
    expect(merged.people.discarded.toSorted()).toEqual([id.newcomer, id.newGroup].toSorted());
    expect(merged.members.joined).toBe(0);
    expect(merged.check.problems).toEqual([]);
    expect(textOf(await itemsOf(copy))).not.toMatch(ERASED_NAMES);
    await stop();
  });
});

const textOf1 = (item: AnyItem): string => textOf([item]);
