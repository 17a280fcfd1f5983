import { patchOf, refs, testGroups } from '../support/groups.ts';
import { createHardTable, type HardTable } from '../support/hard-table.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { sizes } from '../support/sizes.ts';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts';

/** Many who write to one resource at once, each in a function of its own, where a transaction takes 14 ms. */

const LATENCY = { latencyMs: 4, transactionBeforeMs: 5, transactionAfterMs: 5 };
const NONE = { latencyMs: 0, transactionBeforeMs: 0, transactionAfterMs: 0 };
const WRITERS = sizes.writersAtOnce;

let time: VirtualTime;
let table: HardTable;
let scim: TestScim;
beforeEach(async () => {
  time = createVirtualTime();
  table = await createHardTable({ settings: NONE, time: { now: time.now, sleep: time.sleepInDatabase } });
  time.watch(table.documentClient);
  scim = await createScim({
    table,
    retry: { now: time.now, sleep: time.sleep },
    context: { now: time.iso, pause: (attempt) => time.sleep(Math.random() * 10 * 2 ** Math.min(attempt - 1, 5)) },
  });
});
afterEach(() => table.drop());

/** Sends all at the same moment; tells how long each took. */
async function atOnce(requests: readonly (readonly [method: string, url: string, body: unknown])[]) {
  const begun = time.now();
  return time.run(
    Promise.all(
      requests.map(async ([method, url, body]) => {
        const { status, headers } = await scim.request(method, url, body);
        return { status, retryAfter: headers['retry-after'], took: time.now() - begun };
      }),
    ),
  );
}

test('of many who add members to one group at once nobody is lost, and nobody waits longer than 10 s', async () => {
  const groups = testGroups(scim);
  const users = await time.run(groups.users(WRITERS));
  const id = await time.run(groups.create());
  table.hard.set(LATENCY);

  const answers = await atOnce(
    users.map((user) => ['PATCH', `/Groups/${id}`, patchOf({ op: 'add', path: 'members', value: refs([user]) })]),
  );

  for (const answer of answers) expect(answer).toMatchObject({ status: 204 });
  expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(10_000);
  table.hard.set(NONE);
  expect(await time.run(groups.members(id))).toEqual(users.toSorted());
  expect(await time.run(groups.version(id))).toBe(`W/"${WRITERS + 1}"`);
});

test('of many who change the same attribute at once nobody waits longer than 10 s, and whoever has to is told when to come back', async () => {
  const groups = testGroups(scim);
  const id = await time.run(groups.create());
  table.hard.set(LATENCY);

  const answers = await atOnce(
    Array.from({ length: WRITERS }, (_, index) => [
      'PATCH',
      `/Groups/${id}`,
      patchOf({ op: 'replace', path: 'displayName', value: `name ${index}` }),
    ]),
  );

  expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(10_000);
  const done = answers.filter(({ status }) => status === 204);
  expect(answers.filter(({ status }) => status !== 204).map(({ status, retryAfter }) => [status, retryAfter])).toEqual(
    answers.slice(done.length).map(() => [429, expect.stringMatching(/^\d$/) as unknown]),
  );
  table.hard.set(NONE);
  expect(await time.run(groups.version(id))).toBe(`W/"${done.length + 1}"`);
});
