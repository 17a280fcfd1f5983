import { text } from 'node:stream/consumers';
import type { DirectoryMembership } from '../../lambdas/directory/exports/memberships.ts';
import { oneAhead } from '../../lambdas/directory/exports/one-ahead.ts';
import { streamAnswer } from '../../lambdas/handlers/composition/stream-answer.ts';
import { installStreaming, runStreamed } from '../../tools/dev-server/functions/streaming.ts';
import { loadUsers } from '../../bench/load-users.ts';
import { awsError, injectFaults } from '../support/faults.ts';
import { createLife, type TestLife } from '../support/life.ts';
import { createDirectory, type TestDirectory } from './test-directory.ts';

/** Several batches of two: one that is read at once, the next ahead of it, and others that are still to come. */
const LOADED = 5;

let life: TestLife;
let directory: TestDirectory;
let boardId: string;
beforeAll(async () => {
  life = await createLife();
  directory = createDirectory(life.scim, { context: { now: life.now, atOnce: 2 } });
  await loadUsers(life.scim.table.documentClient, life.scim.table.tableName, LOADED);
  const anna = await life.scim.createUser({ userName: 'anna@example.com', displayName: 'Anna' });
  const bert = await life.scim.createUser({ userName: 'bert@example.com', active: false });
  const cleo = await life.scim.createUser({ userName: 'cleo@example.com' });
  const members = [anna, bert, cleo].map(({ body }) => ({ value: body.id }));
  const board = await life.scim.request('POST', '/Groups', { displayName: 'Board', members });
  boardId = board.body.id;
  await life.scim.request('POST', '/Groups', { displayName: '=All', members: [{ value: boardId }] });
  await life.scim.request('DELETE', `/Users/${cleo.body.id}`);
});
afterAll(async () => life.scim.drop());

const USERS = LOADED + 3;
const BATCH_GET = /^BatchGet/;
const rowsOf = (csv: string): string[] => csv.trimEnd().split('\r\n');
const linesOf = (lines: string): Record<string, unknown>[] =>
  lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
const lastEnd = () => directory.ended.at(-1);

test('users.csv is everybody in one answer, and its last row says how many', async () => {
  const { status, headers, text: csv } = await directory.get('/users.csv');
  expect([status, headers['content-type'], headers['link']]).toEqual([
    200,
    'text/csv; charset=utf-8; header=present',
    undefined,
  ]);
  const [head = '', ...rows] = rowsOf(csv);
  const last = rows.pop() ?? '';
  expect(rows).toHaveLength(USERS);
  expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(USERS);
  expect(last).toBe(`end of ${USERS} rows${','.repeat(head.split(',').length - 1)}`);
  expect(lastEnd()).toMatchObject({ route: '/directory/v1/users.csv', rows: USERS, end: 'whole' });
});

test('users.jsonl has a line for each as the pages have it, and from where to follow changes', async () => {
  const lines = linesOf((await directory.get('/users.jsonl?groups=true')).text);
  const { end } = (lines.pop() ?? {}) as { end: { count: number; changes: string } };
  const { users } = (await directory.get('/users?limit=1&groups=true')).body;
  expect(lines).toHaveLength(USERS);
  expect(lines[0]).toEqual(users[0]);
  expect(end.count).toBe(USERS);
  expect((await directory.get(`/changes?since=${end.changes}`)).status).toBe(200);
});

test.each([
  ['/users.csv?email=anna@example.com', 1],
  ['/users.csv?state=leaving,deactivated', 2],
  ['/users.csv?title=nothing', 0],
  ['/groups.csv', 2],
  ['/groups.csv?name=board', 1],
  ['/members.csv', 3],
])('%s has %i rows', async (url, count) => {
  const [, ...rows] = rowsOf((await directory.get(url)).text);
  expect(rows).toHaveLength(count + 1);
  expect(rows.at(-1)).toMatch(new RegExp(`^end of ${count} rows,+$`));
});

test('members are told one by one, of users with their state, of groups without; nobody who is leaving', async () => {
  const lines = linesOf((await directory.get('/members.jsonl')).text);
  expect(lines.pop()).toEqual({ end: { count: 3 } });
  const members = lines as unknown as DirectoryMembership[];
  expect(members.map(({ groupName, memberType, state, userName }) => [groupName, memberType, state, userName])).toEqual(
    expect.arrayContaining([
      ['Board', 'User', 'active', 'anna@example.com'],
      ['Board', 'User', 'deactivated', 'bert@example.com'],
      ['=All', 'Group', null, null],
    ]),
  );
  expect(members.find(({ memberType }) => memberType === 'Group')?.memberId).toBe(boardId);
  expect((await directory.get('/members.csv')).text).toContain(`,'=All,${boardId},Group,,\r\n`);
});

test('a page is asked for as ever, with the same parameters', async () => {
  const first = await directory.get('/users.csv?limit=2&state=active');
  expect(rowsOf(first.text)).toHaveLength(3);
  const next = /<(.+)>; rel="next"/.exec(first.headers['link'] ?? '')?.[1] ?? '';
  const second = await directory.get(next);
  expect(second.headers['content-type']).toBe('text/csv; charset=utf-8; header=absent');
  expect(rowsOf(second.text)).toHaveLength(2);
});

test.each([
  ['GET', '/users.jsonl?limit=2', 400, 'unknown-parameter'],
  ['GET', '/users.jsonl?cursor=x', 400, 'unknown-parameter'],
  ['GET', '/users.csv?cursor=x', 400, 'invalid-cursor'],
  ['GET', '/users.csv?state=odd', 400, 'invalid-parameter'],
  ['GET', '/members.csv?limit=2', 400, 'unknown-parameter'],
  ['GET', '/groups.jsonl?id=,', 400, 'invalid-parameter'],
  ['GET', '/users.csv?state=active&state=leaving', 400, 'invalid-parameter'],
  ['POST', '/members.jsonl', 405, 'method-not-allowed'],
])('%s %s is a problem: %i %s', async (method, url, status, type) => {
  const answer = await directory.get(url, {}, method);
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
  expect(answer.body.type).toMatch(new RegExp(`:${type}$`));
});

test('HEAD reads nothing, and takes no place', async () => {
  const { length } = directory.ended;
  const answer = await directory.get('/users.csv', {}, 'HEAD');
  expect([answer.status, answer.text]).toEqual([200, '']);
  expect(directory.ended).toHaveLength(length);
});

test('who stops taking it stops the reading', async () => {
  let reads = 0;
  const stop = injectFaults(life.scim.table.documentClient, (command) => {
    if (BATCH_GET.test(command)) reads += 1;
    return undefined;
  });
  const { stream } = await directory.open('/users.csv');
  for await (const part of stream ?? []) if (part !== '') break;
  const read = reads;
  expect(lastEnd()).toMatchObject({ end: 'stopped' });
  expect((await directory.get('/groups.csv')).status).toBe(200);
  stop();
  // The first batch, and the one that was read ahead.
  expect(read).toBe(2);
});

test('two at once; a third is told when to come again; a place is free when one ends, and at its end at the latest', async () => {
  const [one, other] = [await directory.open('/users.csv'), await directory.open('/groups.jsonl')];
  const third = await directory.get('/members.csv');
  expect([third.status, third.headers['retry-after'], third.body.type]).toEqual([
    429,
    '30',
    expect.stringMatching(/:throttled$/),
  ]);
  // Pages are no exports.
  expect((await directory.get('/users.csv?limit=1')).status).toBe(200);
  if (other.stream) await text(other.stream);
  const again = await directory.open('/members.csv');
  expect(again.statusCode).toBe(200);
  // Nobody takes these two to their end, as where their function died.
  expect([one.statusCode, (await directory.get('/groups.csv')).status]).toEqual([200, 429]);
  life.forward(1);
  expect((await directory.get('/groups.csv')).status).toBe(200);
});

test.each([
  ['the client is gone', 900_000, 'the client went away'],
  ['the function has no time left', 4_000, 'the time of the function is over'],
])('a stream has no end where %s, and its place is free', async (_, remaining, why) => {
  installStreaming();
  const answer = await directory.open('/users.csv');
  const parts: Uint8Array[] = [];
  const run = runStreamed(
    (response) => streamAnswer(answer, { headers: {} }, response as never, () => remaining),
    async (part) => {
      parts.push(part);
      if (parts.length === 2) throw new Error('gone');
    },
  );
  await expect(run).rejects.toThrow(why);
  expect(Buffer.from(parts[0] ?? []).toString()).toMatch(/^\{"statusCode":200,"headers":\{.*\}\}\0{8}$/);
  expect(lastEnd()).toMatchObject({ end: 'stopped' });
  expect((await directory.get('/groups.csv')).status).toBe(200);
});

test('what fails before the first batch is a problem; what fails later has no last row, and the log says why', async () => {
  let reads = 0;
  const refuseFrom = (first: number) =>
    injectFaults(life.scim.table.documentClient, (command) => {
      if (!BATCH_GET.test(command)) return undefined;
      reads += 1;
      return reads >= first ? { error: awsError('ValidationException') } : undefined;
    });
  let stop = refuseFrom(1);
  const refused = await directory.get('/users.csv');
  stop();
  expect([refused.status, refused.headers['content-type']]).toEqual([500, 'application/problem+json']);
  reads = 0;
  stop = refuseFrom(2);
  const { stream } = await directory.open('/users.csv');
  const parts: string[] = [];
  await expect(
    (async () => {
      for await (const part of stream ?? []) parts.push(part);
    })(),
  ).rejects.toThrow('injected');
  stop();
  expect(rowsOf(parts.join(''))).toHaveLength(3);
  expect(parts.join('')).not.toContain('end of');
  expect(lastEnd()).toMatchObject({ end: 'failed', error: expect.objectContaining({ name: 'ValidationException' }) });
  expect((await directory.get('/groups.csv')).status).toBe(200);
});

test('one is read ahead, and never two', async () => {
  let asked = 0;
  async function* numbers(): AsyncGenerator<number> {
    for (; asked < 10;) yield (asked += 1);
  }
  const seen: [number, number][] = [];
  for await (const number of oneAhead(numbers())) {
    seen.push([number, asked]);
    if (number === 3) break;
  }
  expect(seen).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  expect(asked).toBe(4);
});
