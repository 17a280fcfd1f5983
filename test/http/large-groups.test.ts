import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { memberItem } from '../../lambdas/store/table/member-item.ts';
import { injectFaults } from '../support/faults.ts';
import { refs, testGroups, type TestGroups } from '../support/groups.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { sizes, wholePlay } from '../support/sizes.ts';

/** Ids of nobody: a group keeps them as members, and no test has to make thousands of users. */
const idsOf = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `member-${String(from + index).padStart(6, '0')}`);

const HOUR = 3_600_000;

let scim: TestScim;
let groups: TestGroups;
let hours = 0;

/** Requests of one function share a process: when it dies, all of them do. Time can be moved. */
beforeAll(async () => {
  scim = await createScim({ context: { now: () => new Date(Date.now() + hours * HOUR).toISOString() } });
  groups = testGroups(scim);
});
afterAll(async () => scim.drop());

class Killed extends Error {}

/** Lets the process die right after its n-th request to DynamoDB, which is right before the next one. Answers whether it got that far. */
async function dyingAt(step: number, work: () => Promise<unknown>): Promise<boolean> {
  let requests = 0;
  const stop = injectFaults(scim.table.documentClient, () => {
    requests += 1;
    if (requests < step) return undefined;
    return requests === step ? { lost: new Killed() } : { error: new Killed() };
  });
  await work();
  stop();
  return requests >= step;
}

describe('a change of more members than one transaction holds', () => {
  const before = idsOf(0, 60);
  const after = idsOf(50, 120);

  const changes: [string, (id: string) => Promise<unknown>][] = [
    ['PATCH', (id) => groups.patch(id, { op: 'replace', path: 'members', value: refs(after) })],
    [
      'PATCH that adds and removes',
      (id) =>
        groups.patch(
          id,
          { op: 'remove', path: 'members', value: refs(idsOf(0, 50)) },
          { op: 'add', path: 'members', value: refs(idsOf(60, 110)) },
        ),
    ],
  ];

  test.each(changes)(
    'by %s: whoever dies at any step leaves the old or the new group, and a retry the new one',
    async (_name, change) => {
      let step = 1;
      const seen = new Set<string>();
      for (let reached = true; reached; step += sizes.stepsBetweenDeaths) {
        const id = await groups.create(refs(before));
        reached = await dyingAt(step, () => change(id));
        const found = await groups.members(id);
        const state = found.join() === after.join() ? 'new' : found.join() === before.join() ? 'old' : 'neither';
        seen.add(state);
        expect([step, state]).not.toContain('neither');
        const isMember = await scim.request(
          'GET',
          `/Groups?filter=${encodeURIComponent(`id eq "${id}" and members eq "${after.at(-1)}"`)}`,
        );
        expect(isMember.body.totalResults).toBe(state === 'new' ? 1 : 0);
        hours += 1;
        await change(id);
        expect(await groups.members(id)).toEqual(after);
        // One more small change goes on from there.
        await groups.patch(id, { op: 'remove', path: 'members', value: refs([after[0] ?? '']) });
        expect(await groups.members(id)).toEqual(after.slice(1));
      }
      expect(step).toBeGreaterThan(8);
      expect([...seen].sort()).toEqual(['new', 'old']);
    },
  );

  const born = idsOf(0, 150);

  test('a group that is born large is there with all members or not at all', async () => {
    for (let step = 1, reached = true; reached; step += sizes.stepsBetweenDeaths) {
      const displayName = `born ${step}`;
      const create = () =>
        scim.request('POST', '/Groups', {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          displayName,
          members: refs(born),
        });
      reached = await dyingAt(step, create);
      const find = () => scim.request('GET', `/Groups?filter=${encodeURIComponent(`displayName eq "${displayName}"`)}`);
      const found = (await find()).body.Resources;
      hours += 1;
      if (found.length === 0) await create();
      for (const group of [...found, ...(await find()).body.Resources])
        expect((group['members'] as unknown[]).length).toBe(born.length);
    }
  });

  test('readers see all of it or nothing of it while it is carried out', async () => {
    const id = await groups.create(refs(before));
    const seen = new Set<string>();
    const writing = { done: false };
    const reading = (async () => {
      while (!writing.done) seen.add((await groups.members(id)).join());
    })();
    for (let round = 0; round < 3; round += 1) {
      const value = refs(round % 2 === 0 ? after : before);
      expect(await groups.patch(id, { op: 'replace', path: 'members', value })).toMatchObject({ status: 204 });
    }
    writing.done = true;
    await reading;
    expect([...seen].filter((members) => members !== before.join() && members !== after.join())).toEqual([]);
  });

  test('many changes are one request, more than 10,000 are refused with what to do', async () => {
    const id = await groups.create();
    const add = (ids: string[]) => groups.patch(id, { op: 'add', path: 'members', value: refs(ids) });
    expect(await add(idsOf(0, sizes.addedAtOnce))).toMatchObject({ status: 204 });
    expect(await groups.members(id)).toHaveLength(sizes.addedAtOnce);
    const tooMany = await groups.patch(
      id,
      { op: 'add', path: 'members', value: refs(idsOf(10_000, 6_000)) },
      { op: 'add', path: 'members', value: refs(idsOf(20_000, 6_000)) },
    );
    expect(tooMany).toMatchObject({ status: 400, body: { scimType: 'tooMany' } });
    expect(tooMany.body.detail).toContain('at most 10000');
    expect(await groups.members(id)).toHaveLength(sizes.addedAtOnce);
  });
});

wholePlay('a group too large for one answer says how to page through it, and its users are paged', async () => {
  const id = await groups.create();
  const [count, padding] = [40_000, 20];
  const items = idsOf(0, count).map((member) =>
    memberItem({ type: 'Group', id, generation: 0 }, { id: `${'x'.repeat(padding)}${member}`, type: 'User' }),
  );
  const batches = Array.from({ length: count / 25 }, (_, at) => items.slice(at * 25, at * 25 + 25));
  await pMap(
    batches,
    (batch) =>
      scim.table.documentClient.send(
        new BatchWriteCommand({
          RequestItems: { [scim.table.tableName]: batch.map((Item) => ({ PutRequest: { Item } })) },
        }),
      ),
    { concurrency: 8 },
  );
  const whole = await scim.request('GET', `/Groups/${id}`);
  expect(whole).toMatchObject({ status: 400, body: { scimType: 'tooMany' } });
  expect(whole.body.detail).toContain(`GET /Users?filter=groups.value eq "${id}"&cursor=`);
  expect(await scim.request('GET', `/Groups/${id}?excludedAttributes=members`)).toMatchObject({ status: 200 });
  const page = await scim.request(
    'GET',
    `/Users?filter=${encodeURIComponent(`groups.value eq "${id}"`)}&cursor=&count=5`,
  );
  expect(page).toMatchObject({ status: 200, body: { Resources: [] } });
});

/** Adds one as a client does that comes back when it is told to, which it is on a busy machine (many-writers.test.ts is about the time). */
async function addPatiently(id: string, member: string): Promise<number> {
  const { status } = await groups.patch(id, { op: 'Add', path: 'members', value: refs([member]) });
  return status === 429 ? addPatiently(id, member) : status;
}

describe('many clients at once', () => {
  test('fifty that add different members to one group all succeed, and all members are there', async () => {
    const ids = await groups.users(50);
    const id = await groups.create();
    const statuses = await Promise.all(ids.map((member) => addPatiently(id, member)));
    expect(new Set(statuses)).toEqual(new Set([204]));
    expect(await groups.members(id)).toEqual(ids.sort());
    expect(await groups.version(id)).toBe('W/"51"');
  });

  test('fifty small changes beside a large one are not lost either', async () => {
    const id = await groups.create();
    const large = groups.patch(id, { op: 'add', path: 'members', value: refs(idsOf(0, 500)) });
    const small = idsOf(1_000, 50).map((member) => addPatiently(id, member));
    expect(new Set(await Promise.all(small))).toEqual(new Set([204]));
    expect(await large).toMatchObject({ status: 204 });
    expect(await groups.members(id)).toEqual([...idsOf(0, 500), ...idsOf(1_000, 50)]);
  });

  test('a user deleted while being added is in no group afterwards', async () => {
    for (let round = 0; round < sizes.deletedWhileAdded; round += 1) {
      const [one = ''] = await groups.users(1);
      const ids = await Promise.all([groups.create(), groups.create(), groups.create()]);
      await Promise.all([
        ...ids.map((id) => groups.patch(id, { op: 'Add', path: 'members', value: refs([one]) })),
        scim.request('DELETE', `/Users/${one}`),
      ]);
      for (const id of ids) expect(await groups.members(id)).toEqual([]);
      const found = await scim.request('GET', `/Groups?filter=${encodeURIComponent(`members eq "${one}"`)}`);
      expect(found.body.totalResults).toBe(0);
    }
  });
});
