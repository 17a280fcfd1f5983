import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { guardDirectory } from '../../lambdas/service/lifecycle/guard.ts';
import { listHolds, releaseHold, restoreHold, showHold } from '../../lambdas/service/lifecycle/operator/holds.ts';
import { OperatorError } from '../../lambdas/service/lifecycle/operator/operating.ts';
import { showHeld } from '../../lambdas/service/lifecycle/operator/held.ts';
import { previewPurge } from '../../lambdas/service/lifecycle/operator/preview.ts';
import { commandUser, showUser } from '../../lambdas/service/lifecycle/operator/users.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { awsError, cancelled, injectFaults } from '../support/faults.ts';
import { patchOf, refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createLife, type TestLife } from '../support/life.ts';
import type { ScimAnswer } from '../support/scim.ts';
import { wholePlay } from '../support/sizes.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const GUARD = { percent: 50, minimum: 4 };

let life: TestLife;
let groups: TestGroups;
beforeEach(async () => {
  life = await createLife({ guard: GUARD });
  groups = testGroups(life.scim);
});
afterEach(async () => {
  const problems = await life.check();
  if (problems.length > 0) throw new Error(`left behind: ${JSON.stringify(problems)}`);
  await life.scim.drop();
});

const request = (method: string, id: string, body?: unknown): Promise<ScimAnswer> =>
  life.scim.request(method, `/Users/${id}`, body);
const setActive = (id: string, value: boolean) =>
  request('PATCH', id, patchOf({ op: 'replace', path: 'active', value }));
const create = async (attributes: Record<string, unknown> = {}) => {
  const { status, body } = await life.scim.createUser({ externalId: randomUUID(), ...attributes });
  expect(status).toBe(201);
  return body;
};
const stateOf = async (id: string) => (await showUser(life.operating, id)).state;
const command = (name: Parameters<typeof commandUser>[1], user: string, reason?: string) =>
  commandUser(life.operating, name, user, reason);

describe('the purge', () => {
  test('erases who was deactivated or deleted 30 days ago, and leaves an id that explains itself', async () => {
    const [kept, leaver, deleted] = [await create(), await create(), await create()];
    await setActive(leaver.id, false);
    await request('DELETE', deleted.id);
    life.forward(29.9);
    expect((await life.runJobs()).report).toMatchObject({ found: 0, purged: 0 });
    life.forward(0.2);
    expect((await life.runJobs()).report).toMatchObject({ found: 2, purged: 2, failed: 0, oldestOverdueHours: 0 });

    for (const { id } of [leaver, deleted]) {
      for (const method of ['GET', 'DELETE']) {
        const { status, body } = await request(method, id);
        expect([status, body.detail]).toEqual([
          404,
          expect.stringMatching(/was erased on \S+, and .* "Restart provisioning"/),
        ]);
      }
      expect(await life.scim.store.get('User', id)).toEqual({
        type: 'User',
        id,
        version: expect.any(Number),
        created: expect.any(String),
        lastModified: expect.any(String),
        attributes: {},
        deletedAt: expect.any(String),
        erasedAt: expect.any(String),
        by: 'purge',
      });
    }
    expect((await request('GET', kept.id)).status).toBe(200);
    const again = await create({ userName: leaver.userName });
    expect(again.id).not.toBe(leaver.id);
  });

  test('takes the erased out of groups and away from those they managed', async () => {
    const boss = await create();
    const report = await create({ [ENTERPRISE]: { manager: { value: boss.id }, department: 'd' } });
    const other = await create({ [ENTERPRISE]: { manager: { value: boss.id } } });
    const group = await groups.create(refs([boss.id, other.id]));
    await setActive(boss.id, false);
    expect(await groups.members(group)).toEqual([boss.id, other.id].sort());
    life.forward(31);
    await life.runJobs();

    expect(await groups.members(group)).toEqual([other.id]);
    expect((await request('GET', report.id)).body[ENTERPRISE]).toEqual({ department: 'd' });
    expect((await request('GET', other.id)).body).not.toHaveProperty([ENTERPRISE]);
    life.forward(1);
    await life.runJobs();
    expect(await life.scim.store.listUnfinished()).toEqual({ departed: [], changes: [], emptied: [], lifted: [] });
  });

  test('two that run at once erase everybody once', async () => {
    const users = await Promise.all(Array.from({ length: 3 }, () => create()));
    for (const { id } of users) await request('DELETE', id);
    life.forward(31);
    const reports = await Promise.all([life.runJobs(), life.runJobs()]);
    expect(reports.reduce((sum, { report }) => sum + report.purged, 0)).toBe(3);
    for (const { id } of users) expect(await stateOf(id)).toBe('erased');
  });
});

describe('retention of a tenant', () => {
  test('that keeps the deactivated counts from the DELETE: who was on a long leave may come back as long as others', async () => {
    await life.scim.drop();
    life = await createLife({ retention: { days: 10, deactivated: 'keep' } });
    const { id } = await create();
    await setActive(id, false);
    life.forward(400);
    expect((await life.runJobs()).report.found).toBe(0);
    await request('DELETE', id);
    life.forward(9.9);
    expect((await life.runJobs()).report).toMatchObject({ found: 0, purged: 0, remaining: false });
    const { purgeAfter = '' } = await showUser(life.operating, id);
    life.forward(0.2);
    expect(life.now() > purgeAfter).toBe(true);
    expect((await life.runJobs()).report).toMatchObject({ found: 1, purged: 1, oldestOverdueHours: 0 });
    expect(await stateOf(id)).toBe('erased');
  });

  test('leaves a week between a DELETE and the erasure, unless an operator erases', async () => {
    const [{ id }, { id: asked }] = [await create(), await create()];
    for (const each of [id, asked]) await setActive(each, false);
    life.forward(29.9);
    for (const each of [id, asked]) await request('DELETE', each);
    life.forward(6.9);
    expect((await life.runJobs()).report).toMatchObject({ found: 0, purged: 0 });
    await command('erase', asked);
    expect(await stateOf(asked)).toBe('erased');
    const { deletedAt = '', purgeAfter = '' } = await showUser(life.operating, id);
    expect(Date.parse(purgeAfter) - Date.parse(deletedAt)).toBe(7 * 86_400_000);
    life.forward(0.2);
    expect((await life.runJobs()).report).toMatchObject({ found: 1, purged: 1 });
  });
});

describe('restore', () => {
  test('active=true on the same id keeps everything, also on day 29', async () => {
    const { id, ...before } = await create({ title: 'x' });
    const group = await groups.create(refs([id]));
    await setActive(id, false);
    life.forward(29);
    await life.runJobs();
    const { status, body } = await setActive(id, true);
    expect([status, body]).toEqual([200, { id, ...before, meta: expect.anything() }]);
    expect(await groups.members(group)).toEqual([id]);
    life.forward(365);
    await life.runJobs();
    expect(await stateOf(id)).toBe('active');
  });

  test('by an operator brings a deleted user back as it was, with its groups', async () => {
    const { id, meta: _, ...before } = await create({ title: 'x', emails: [{ type: 'work', value: 'w@example.com' }] });
    const group = await groups.create(refs([id]));
    const gone = await groups.create(refs([id]));
    await request('DELETE', id);
    expect(await groups.members(group)).toEqual([]);
    await life.scim.request('DELETE', `/Groups/${gone}`);
    const { detail } = (await request('GET', id)).body;
    expect(detail).toMatch(
      /was deleted on .* an operator can bring it back \("scim user restore"\); .* only by an externalId that both have/,
    );
    life.forward(20);
    await life.runJobs();

    expect(await command('restore', before.userName)).toMatchObject({
      id,
      state: 'active',
      restoredAt: expect.any(String),
    });
    expect((await request('GET', id)).body).toEqual({ id, ...before, meta: expect.anything() });
    expect(await groups.members(group)).toEqual([id]);
    const found = await life.scim.request(
      'GET',
      `/Users?filter=${encodeURIComponent('emails.value eq "w@example.com"')}`,
    );
    expect(found.body.totalResults).toBe(1);
  });

  test('of one who was deactivated before leaves him deactivated, with 30 new days', async () => {
    const { id } = await create();
    await setActive(id, false);
    life.forward(29);
    await request('DELETE', id);
    const restored = await command('restore', id);
    expect(restored).toMatchObject({ state: 'deactivated' });
    life.forward(29);
    expect((await life.runJobs()).report.found).toBe(0);
    expect((await request('GET', id)).body['active']).toBe(false);
  });

  test('is refused when the userName was taken since, when nothing was deleted, and when nothing is left', async () => {
    const { id, userName } = await create();
    const { id: active } = await create();
    await request('DELETE', id);
    const other = await create({ userName });
    await expect(command('restore', id)).rejects.toThrow(
      new RegExp(`cannot be restored: userName ".*" is taken by ${other.id}; rename or delete`),
    );
    await expect(command('restore', active)).rejects.toThrow(/is not deleted/);
    life.forward(31);
    await life.runJobs();
    await expect(command('restore', id)).rejects.toThrow(/is erased/);
    await expect(command('restore', 'nobody')).rejects.toThrow(OperatorError);
  });
});

describe('the same person POSTed again', () => {
  test('gets the old id, the attributes that were sent, and no groups', async () => {
    const externalId = randomUUID();
    const { id, userName } = await create({ externalId, title: 'x' });
    const group = await groups.create(refs([id]));
    await request('DELETE', id);
    life.forward(10);
    const { status, body, headers } = await life.scim.createUser({ externalId, userName, nickName: 'n' });
    expect([status, body.id]).toEqual([201, id]);
    expect(body).toMatchObject({ userName, nickName: 'n', active: true });
    expect(body).not.toHaveProperty('title');
    expect(headers['location']).toContain(id);
    expect(await groups.members(group)).toEqual([]);
    expect(await showUser(life.operating, id)).toMatchObject({ state: 'active', restoredAt: expect.any(String) });
    life.forward(31);
    await life.runJobs();
    expect(await groups.members(group)).toEqual([]);
    expect(await stateOf(id)).toBe('active');
  });

  test('killed at any point is either not back, and may be restored with its groups, or back without them', async () => {
    const externalId = randomUUID();
    const { id, userName } = await create({ externalId });
    const group = await groups.create(refs([id]));
    for (let requests = 0; ; requests += 1) {
      await request('DELETE', id);
      let left = requests;
      const stop = injectFaults(life.scim.table.documentClient, () =>
        (left -= 1) >= 0 ? undefined : { error: awsError('Killed') },
      );
      await life.scim.createUser({ externalId, userName });
      stop();
      const isBack = (await stateOf(id)) === 'active';
      if (!isBack) await command('restore', id);
      life.forward(1);
      await life.runJobs();
      expect({ requests, members: await groups.members(group) }).toEqual({ requests, members: isBack ? [] : [id] });
      if (left >= 0) break;
      if (isBack) await groups.patch(group, { op: 'add', path: 'members', value: [{ value: id }] });
    }
  });

  test('is known by the objectId alone: whoever else has the userName is somebody else, and takes it', async () => {
    const externalId = randomUUID();
    const renamed = await create({ externalId });
    await request('DELETE', renamed.id);
    expect((await create({ externalId, userName: 'new@example.com' })).id).toBe(renamed.id);

    const { id, userName } = (await life.scim.createUser()).body;
    await request('DELETE', id);
    const other = await create({ userName });
    expect(other.id).not.toBe(id);
    await request('DELETE', other.id);
    const third = (await life.scim.createUser({ userName })).body;
    expect([id, other.id]).not.toContain(third.id);
    for (const each of [id, other.id]) expect(await stateOf(each)).toBe('deleted');
    await request('DELETE', third.id);
    await expect(command('restore', userName)).rejects.toThrow(/3 deleted users had this userName/);
    expect(await command('restore', id)).toMatchObject({ id, state: 'active' });
  });

  test('with a mailNickname for an externalId is somebody else, as somebody else can have it next month', async () => {
    const sent = { externalId: 'jyoung', userName: 'jyoung@example.com' };
    const { id } = await create(sent);
    await request('DELETE', id);
    expect((await create(sent)).id).not.toBe(id);
  });

  test.each([
    ['externalId', 'jyoung', true],
    ['externalId', undefined, false],
    ['never', randomUUID(), false],
  ] as const)(
    'where the tenant says %s, with the externalId %s: the same id %s',
    async (revive, externalId, isSame) => {
      await life.scim.drop();
      life = await createLife({ context: { revive } });
      const sent = { ...(externalId !== undefined && { externalId }), userName: 'jyoung@example.com' };
      const { id } = (await life.scim.createUser(sent)).body;
      await request('DELETE', id);
      expect((await life.scim.createUser(sent)).body.id === id).toBe(isSame);
    },
  );

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('not yet: %s of the deleted id is 404', async (method) => {
    const { id, userName } = await create();
    await request('DELETE', id);
    const body = {
      GET: undefined,
      DELETE: undefined,
      PUT: { userName },
      PATCH: patchOf({ op: 'replace', path: 'active', value: true }),
    }[method];
    expect((await request(method, id, body)).status).toBe(404);
    const found = await life.scim.request('GET', `/Users?filter=${encodeURIComponent(`id eq "${id}"`)}`);
    expect(found.body.totalResults).toBe(0);
    expect(await stateOf(id)).toBe('deleted');
  });

  test('is a new one after the retention, whether the purge has run or not', async () => {
    const sent = { externalId: randomUUID(), userName: 'late@example.com' };
    const { id } = await create(sent);
    await request('DELETE', id);
    life.forward(31);
    expect((await create(sent)).id).not.toBe(id);
  });

  test('many times at once comes back once', async () => {
    const sent = { externalId: randomUUID(), userName: 'race@example.com' };
    const { id } = await create(sent);
    await request('DELETE', id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => life.scim.createUser(sent)));
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(answers.find(({ status }) => status === 201)?.body.id).toBe(id);
  });
});

describe('holds and erasure by an operator', () => {
  test('a legal hold outlasts the retention until it is lifted', async () => {
    const { id } = await create();
    await request('DELETE', id);
    expect(await command('hold', id, 'case 7')).toMatchObject({ hold: { reason: 'case 7' } });
    life.forward(100);
    expect((await life.runJobs()).report.found).toBe(0);
    await expect(command('erase', id)).rejects.toThrow(/on legal hold, since 20.*: case 7; lift the hold first/);
    await command('lift', id);
    expect((await life.runJobs()).report.purged).toBe(1);
  });

  test('a legal hold keeps every state, whatever a client does, until it is lifted', async () => {
    const sent = { externalId: randomUUID(), userName: 'held@example.com' };
    const { id } = await create({ ...sent, title: 'Clerk' });
    const group = await groups.create(refs([id]));
    await expect(showHeld(life.operating, id)).rejects.toThrow(/is not on hold/);
    await command('hold', id, 'case 7');
    await request('PUT', id, { ...sent, title: 'Boss' });
    await request('PATCH', id, patchOf({ op: 'remove', path: 'title' }));
    await request('PATCH', id, patchOf({ op: 'remove', path: 'title' }));
    await request('DELETE', id);
    expect((await life.scim.createUser(sent)).body.id).toBe(id);
    await life.scim.request('POST', '/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [{ method: 'PUT', path: `/Users/${id}`, data: { ...sent, nickName: 'bulk' } }],
    });
    life.forward(400);
    await life.runJobs();

    const { kept, hold, next } = await showHeld(life.operating, id);
    expect([hold.reason, next]).toEqual(['case 7', undefined]);
    const told = kept.map((each) =>
      'groups' in each
        ? [each.version, each.groups]
        : [each.version, each.state, each.attributes['title'] ?? each.attributes['nickName']],
    );
    expect(told).toEqual([
      [2, 'active', 'Clerk'],
      [2, [group]],
      [3, 'active', 'Boss'],
      [4, 'active', undefined],
      [5, 'deleted', undefined],
      [5, [group]],
      [6, 'active', undefined],
      [7, 'active', 'bulk'],
    ]);

    await command('lift', id);
    await expect(showHeld(life.operating, id)).rejects.toThrow(/is not on hold/);
    expect(await life.scim.store.listHeld(id)).toEqual({ kept: [] });
    expect((await life.scim.store.listUnfinished()).lifted).toEqual([]);
  });

  wholePlay(
    'a lift that is killed at any point ends with nothing kept, and a hold after it keeps what is its own',
    async () => {
      const { id } = await create();
      const title = (value: string) => request('PATCH', id, patchOf({ op: 'replace', path: 'title', value }));
      for (let requests = 0; ; requests += 1) {
        await command('hold', id, 'case 7');
        await title(`${requests}`);
        let left = requests;
        const stop = injectFaults(life.scim.table.documentClient, () =>
          (left -= 1) >= 0 ? undefined : { error: awsError('Killed') },
        );
        await command('lift', id).catch(() => undefined);
        stop();
        const isLifted = (await showUser(life.operating, id)).hold === undefined;
        if (isLifted) await command('hold', id, 'case 8');
        await title(`${requests} again`);
        life.forward(1);
        await life.runJobs();
        const { kept } = await life.scim.store.listHeld(id);
        expect({ requests, kept: kept.length }).toEqual({ requests, kept: isLifted ? 1 : 2 });
        await command('lift', id);
        if (left >= 0) break;
      }
      expect(await life.scim.store.listHeld(id)).toEqual({ kept: [] });
    },
  );

  test('a request for erasure needs no retention', async () => {
    const { id, userName } = await create();
    const group = await groups.create(refs([id]));
    expect(await command('erase', userName)).toMatchObject({ id, state: 'erased' });
    expect((await request('GET', id)).status).toBe(404);
    expect(await groups.members(group)).toEqual([]);
    const { tableName: TableName, documentClient } = life.scim.table;
    const { Items } = await documentClient.send(new ScanCommand({ TableName, ConsistentRead: true }));
    expect(JSON.stringify(Items)).not.toContain(userName);
  });

  test('too many at once are held until an operator releases them', async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => create()));
    for (const { id } of users.slice(0, 4)) await setActive(id, false);
    const { holds } = await life.runJobs();
    expect(holds).toEqual([expect.objectContaining({ count: 4, of: 6, state: 'held' })]);
    life.forward(31);
    expect((await life.runJobs()).report).toMatchObject({ found: 4, purged: 0, heldBack: 4 });
    expect(await listHolds(life.operating)).toMatchObject([{ users: 4 }]);
    const names = users.slice(0, 4).map(({ userName }) => userName);
    const { members } = await showHold(life.operating, holds[0]!.id);
    expect(new Set(members.map(({ name }) => name))).toEqual(new Set(names));
    expect(members[0]).toMatchObject({ state: 'deactivated', softDeletedAt: expect.any(String) });
    const preview = await previewPurge(life.operating, { asOf: life.now() });
    expect(preview.due).toMatchObject(names.map((name) => ({ name, reason: 'deactivated', heldBack: true })));
    expect(await previewPurge(life.operating, { asOf: life.now(), after: 'DEACTIVATED' })).toEqual(preview);
    expect(await previewPurge(life.operating, { asOf: holds[0]!.to })).toEqual({ due: [] });
    await expect(previewPurge(life.operating, { asOf: life.now(), after: 'HELD' })).rejects.toThrow(
      /is not the "next"/,
    );
    await releaseHold(life.operating, holds[0]!.id);
    expect((await life.runJobs()).report).toMatchObject({ purged: 4, heldBack: 0 });
    await expect(showHold(life.operating, 'x')).rejects.toThrow(/there is no hold "x"/);
    await expect(releaseHold(life.operating, holds[0]!.id)).rejects.toThrow(/was released on .* already/);
    await expect(releaseHold(life.operating, 'x')).rejects.toThrow(/there is no hold "x"/);
  });

  test('slow deletes behind users who were made to hide them are held, and told again every day', async () => {
    await life.scim.drop();
    life = await createLife({ guard: { percent: 20, minimum: 3 } });
    const HOUR = 1 / 24;
    const old = await Promise.all(Array.from({ length: 20 }, () => create()));
    await life.runJobs();
    life.forward(10);
    const remove = async (...users: typeof old) => {
      for (const { id } of users) await request('DELETE', id);
    };
    await Promise.all(Array.from({ length: 20 }, () => create()));
    await remove(...old.slice(0, 3));
    expect((await life.runJobs()).holds).toEqual([]);
    life.forward(1.1 * HOUR);
    await remove(...old.slice(3, 6));
    const { holds } = await life.runJobs();
    expect(holds).toEqual([expect.objectContaining({ count: 6, of: 20, window: 'day', state: 'held' })]);
    life.forward(23 * HOUR);
    expect((await life.runJobs()).holds).toEqual([]);
    life.forward(1.1 * HOUR);
    expect((await life.runJobs()).holds).toMatchObject([{ id: holds[0]?.id, count: 6 }]);
    expect((await life.runJobs()).holds).toEqual([]);
    life.forward(100);
    expect((await life.runJobs()).report).toMatchObject({ purged: 0, heldBack: 6 });
    expect(await listHolds(life.operating)).toMatchObject([{ users: 6 }]);
    await releaseHold(life.operating, holds[0]!.id);
    life.forward(2);
    expect((await life.runJobs()).holds).toEqual([]);
  });

  test('who was wiped and which groups went count too, each by themselves', async () => {
    const { tableName, documentClient: client } = life.scim.table;
    const writer = createImageWriter(openTable({ client, tableName }));
    const [users, teams] = [await groups.users(4), [randomUUID(), randomUUID(), randomUUID(), randomUUID()]];
    const lost = (type: string) => (id: string) => ({ type, id, at: life.now(), created: '2020-01-01T00:00:00.000Z' });
    await writer.addLosses([...users.map(lost('User')), ...teams.map(lost('Group'))], 30);
    const { holds } = await life.runJobs();
    expect(holds).toMatchObject([
      { family: 'users', count: 4, of: 4 },
      { family: 'groups', count: 4, of: 4 },
    ]);
    expect(await listHolds(life.operating)).toMatchObject([{ users: 4 }, { users: 4 }]);
  });

  test('a held batch comes back as it was, in one go', async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => create()));
    const [away, ...many] = users.map(({ id }) => id);
    const group = await groups.create(refs(users.map(({ id }) => id)));
    await setActive(away!, false);
    life.forward(10);
    for (const id of many.slice(0, 2)) await setActive(id, false);
    for (const id of [away!, ...many.slice(1, 4)]) await request('DELETE', id);
    const { holds } = await life.runJobs();
    expect(holds).toHaveLength(1);
    const { restored, refused, hold } = await restoreHold(life.operating, holds[0]!.id);
    expect([restored, refused, hold.state]).toEqual([5, [], 'restored']);
    for (const id of many) expect(await stateOf(id)).toBe('active');
    expect(await showUser(life.operating, away!)).toMatchObject({
      state: 'deactivated',
      softDeletedAt: expect.any(String),
    });
    expect(await groups.members(group)).toEqual(users.map(({ id }) => id).sort());
    expect((await life.runJobs()).holds).toEqual([]);
  });

  test('a held batch comes back with those who are on legal hold', async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => create()));
    const ids = users.slice(0, 5).map(({ id }) => id);
    const [kept, left] = ids;
    for (const id of ids.slice(1)) await request('DELETE', id);
    await setActive(kept!, false);
    const { holds } = await life.runJobs();
    for (const id of [kept!, left!]) await command('hold', id, 'case 7');
    await command('hold', users[5]!.id, 'never away');
    expect(await listHolds(life.operating)).toMatchObject([{ users: 5 }]);

    const { restored, refused, hold } = await restoreHold(life.operating, holds[0]!.id);

    expect([restored, refused, hold.state]).toEqual([5, [], 'restored']);
    for (const id of [kept!, left!])
      expect(await showUser(life.operating, id)).toMatchObject({ state: 'active', hold: { reason: 'case 7' } });
  });

  wholePlay('a held batch stays held while one of it is changed by others all the time', async () => {
    const users = await Promise.all(Array.from({ length: 4 }, () => create()));
    for (const { id } of users) await request('DELETE', id);
    const { holds } = await life.runJobs();
    const { id } = holds[0]!;
    const changed = () => ({ error: cancelled('ConditionalCheckFailed') });
    const stop = injectFaults(life.scim.table.documentClient, (name) =>
      name === 'TransactWriteItemsCommand' ? changed() : undefined,
    );
    const busy = await restoreHold({ ...life.operating, pause: async () => {} }, id);
    stop();
    expect(busy).toMatchObject({ restored: 0, remaining: false, hold: { state: 'held' } });
    expect(busy.refused.map(({ reason }) => reason)).toEqual(
      users.map(() => expect.stringMatching(/is being changed by too many requests; try again/) as unknown),
    );
    expect(await listHolds(life.operating)).toMatchObject([{ users: 4, hold: { state: 'held' } }]);

    expect(await restoreHold(life.operating, id)).toMatchObject({ restored: 4, hold: { state: 'restored' } });
  });

  test('a mass delete while the guard is looking is seen by its next look', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 6 }, () => create()));
    await request('DELETE', first!.id);
    const { store } = life.scim;
    // The guard counts when it has read who was deleted.
    const count: typeof store.count = async (type) => {
      for (const { id } of others.slice(0, 4)) await request('DELETE', id);
      return store.count(type);
    };
    const guarding = { ...life.operating, store: { ...store, count }, guard: GUARD, newId: randomUUID };
    expect(await guardDirectory(guarding)).toEqual([]);
    expect((await life.runJobs()).holds).toMatchObject([{ count: 5, of: 6 }]);
  });

  test('a mass delete that goes on widens its hold', async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => create()));
    for (const { id } of users.slice(0, 4)) await request('DELETE', id);
    const [first] = (await life.runJobs()).holds;
    life.forward(0.01);
    for (const { id } of users.slice(4)) await request('DELETE', id);
    const { holds } = await life.runJobs();
    expect(holds).toEqual([expect.objectContaining({ id: first!.id, from: first!.from, count: 6 })]);
    expect(await listHolds(life.operating)).toMatchObject([{ users: 6 }]);
  });
});
