import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import type { EventList } from '../../../lambdas/directory/event-list.ts';
import type { UserPreview } from '../../../lambdas/directory/preview.ts';
import type { Health } from '../../../lambdas/doctor/diagnose.ts';
import type { UserHistory } from '../../../lambdas/operator/user-history.ts';
import type { UserShown } from '../../../lambdas/operator/user-shown.ts';
import { startConsole } from '../../../tools/cli/console/server.ts';
import { openTenants } from '../../../tools/cli/console/tenants.ts';
import { codeOfStatuses } from '../../../tools/cli/exit-codes.ts';
import { DEEP_STEPS } from '../../../tools/cli/smoke/deep-steps.ts';
import { readExport } from '../../../tools/cli/export/read-export.ts';
import { WRITERS } from '../../../tools/cli/export/write-export.ts';
import { STEPS } from '../../../tools/cli/smoke/steps.ts';
import { findTarget } from '../../../tools/cli/target/target.ts';
import {
  captureEvery,
  COLUMNS,
  tooWide,
  uncaptured,
  type Capture,
} from '../../../tools/docs/captures/every-command.ts';
import { portOf } from '../../../tools/port.ts';
import { copyTable } from '../../support/copy-table.ts';
import { eventually } from '../../support/eventually.ts';
import { runCli } from '../../support/run-cli.ts';
import { wholePlay } from '../../support/sizes.ts';
import { startCliTest, type CliTest } from './server.ts';

interface Made {
  keyId: string;
  clientId: string;
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
let cli: CliTest;
let id: string;
const send = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${cli.url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${cli.token}`, 'Content-Type': 'application/scim+json' },
    ...(body && { body: JSON.stringify(body) }),
  });
beforeAll(async () => {
  cli = await startCliTest();
  const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada@acme.example', title: 'Dr' };
  ({ id } = (await (await send('POST', '/Users', user)).json()) as { id: string });
});
afterAll(() => cli?.stop());

const says = async (text: RegExp, ...args: string[]): Promise<void> => {
  const { code, stdout, stderr } = await cli.scim(...args);
  expect([code, stdout, stderr]).toEqual([
    0,
    expect.stringMatching(text),
    expect.stringContaining('target: tenant demo'),
  ]);
};

test('user: shown, held, deleted, restored, and erased only when one is sure', async () => {
  await says(/^state +active$/m, 'user', 'show', 'ada@acme.example');
  expect(await cli.json('user', 'hold', id, '--reason', 'lawsuit')).toMatchObject({ hold: { reason: 'lawsuit' } });
  await says(/^legal hold +since 20.*: lawsuit$/m, 'user', 'show', id);
  await send('PUT', `/Users/${id}`, { userName: 'ada@acme.example', title: 'Prof' });
  await says(
    /since 20.*: active\n\{[^}]*"title": "Dr"[^}]*\}\n\nversion 3, [^}]*"title": "Prof"/,
    'user',
    'show',
    id,
    '--held',
  );
  expect(await cli.json('user', 'show', id, '--held')).toMatchObject({ kept: [{ version: 2 }, { version: 3 }] });
  await says(/^state +active$/m, 'user', 'lift', id);
  await send('DELETE', `/Users/${id}`);
  expect(await cli.json('user', 'show', id)).toMatchObject({ state: 'deleted', purgeAfter: expect.any(String) });
  await says(/^state +active$/m, 'user', 'restore', id);
  const history = await eventually(async () => {
    const { changes } = await cli.json<UserHistory>('user', 'history', id);
    return changes[0]?.event === 'user.restored' ? changes : undefined;
  });
  expect(history.map(({ by }) => by)).toEqual([
    'operator',
    expect.any(String),
    'operator',
    expect.any(String),
    'operator',
    expect.any(String),
  ]);
  await says(/^(?:just now|.* ago) +user.restored +6 +active, title, userName +operator +-$/m, 'user', 'history', id);
  await says(/^ {2}title: "Dr" -> "Prof"$/m, 'user', 'history', id, '--values');
  await says(
    new RegExp(`^go on with: scim user history ${id} --limit 1 --before 6$`, 'm'),
    'user',
    'history',
    id,
    '--limit',
    '1',
  );
  expect(history[1]?.byName).toEqual(expect.any(String));
  await says(/^title +Prof +title \(jobTitle\) +-$/m, 'user', 'preview', 'ada@acme.example');
  await send('PATCH', `/Users/${id}`, { Operations: [{ op: 'replace', path: 'title', value: { odd: true } }] });
  const { groups, fields, lastChange, lastRefusal } = await eventually(async () => {
    const shown = await cli.json<UserShown>('user', 'show', id);
    return shown.lastRefusal && shown.lastChange?.event === 'user.deleted' ? shown : undefined;
  });
  expect({ groups, lastChange, lastRefusal }).toMatchObject({
    groups: [],
    lastChange: { by: expect.any(String) },
    lastRefusal: { operation: 'update', status: 400, attributes: ['title'] },
  });
  expect(fields).toContainEqual({ field: 'title', value: 'Prof' });
  await says(/^last change +20\S+Z, .*: user.deleted .*\nlast refusal +20\S+Z, .*: update: 400 /m, 'user', 'show', id);
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'fields-')), 'x.json');
  writeFileSync(
    file,
    JSON.stringify({ fields: { title: ['title', ', ', 'nickName'], desk: { path: 'locale', default: 'none' } } }),
  );
  expect(await cli.json<UserPreview>('user', 'preview', id, '--file', file)).toMatchObject({
    userName: 'ada@acme.example',
    fields: expect.arrayContaining([
      expect.objectContaining({ field: 'title', value: 'Prof', why: 'Entra sends no value for nickName' }),
      expect.objectContaining({ field: 'desk', value: 'none', raw: null }),
    ]),
  });
  writeFileSync(file, '{ "fields": { "desk": "lokale" } }');
  const wrong = await cli.scim('user', 'preview', id, '--file', file);
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('x.json: fields.desk: received "lokale"')]);
  expect((await cli.scim('user', 'preview', 'ad')).stderr).toContain('nobody has the id, userName, e-mail address');
  await says(new RegExp(`^${id} +ada@acme.example +- +active$`, 'm'), 'user', 'search', 'AD');
  expect((await cli.scim('user', 'search', 'a')).stderr).toContain('two characters or more');
  const asked = await cli.scim('user', 'erase', id);
  expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('Say --yes to go on')]);
  const { id: other } = (await (
    await send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'bob@acme.example',
    })
  ).json()) as { id: string };
  expect(await cli.json('user', 'erase', other, '--yes')).toMatchObject({ state: 'erased' });
  const nobody = await cli.scim('user', 'show', 'nobody@acme.example');
  expect([nobody.code, nobody.stdout]).toEqual([1, '']);
});

test('what a credential did is shown, taken back when one is sure, and a user is what it was at a time', async () => {
  const carl = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'carl@acme.example' };
  const full = { ...carl, title: 'Dr', displayName: 'Carl' };
  const { id: user } = (await (await send('POST', '/Users', full)).json()) as { id: string };
  const since = new Date(Date.now() + 1).toISOString();
  await eventually(async () => (new Date().toISOString() > since ? true : undefined));
  await send('PUT', `/Users/${user}`, carl);
  const { by = '' } = await eventually(async () => {
    const { changes } = await cli.json<UserHistory>('user', 'history', user);
    return changes[0]?.event === 'user.updated' ? changes[0] : undefined;
  });
  const asked = await cli.scim('credential', 'undo', by, '--since', since);
  expect([asked.code, asked.stdout]).toEqual([1, '']);
  const dry = ['credential', 'undo', by, '--since', since, '--dry-run'];
  await says(/^1 would be as they were$/m, ...dry);
  expect(asked.stderr).toMatch(/^user.updated +1$/m);
  expect(asked.stderr).toContain('Say --yes to go on');
  await says(/^1 are as they were$/m, 'credential', 'undo', by, '--since', since, '--yes');
  expect(await (await send('GET', `/Users/${user}`)).json()).toMatchObject({ title: 'Dr', displayName: 'Carl' });
  const to = ['user', 'restore', user, '--to', '2020-01-01'];
  expect((await cli.scim(...to.slice(0, 4), '2027-02-30')).stderr).toContain('a time looks like');
  await says(/^as it was +before the change of 20\S+ by \S+$/m, ...to, '--yes');
  const nothing = await cli.scim('credential', 'undo', 'nobody', '--since', since);
  expect([nothing.code, nothing.stderr]).toEqual([1, expect.stringContaining('nobody changed nothing since')]);
  expect(await cli.json('user', 'erase', user, '--yes')).toMatchObject({ state: 'erased' });
});

test('export: everybody is in a file that only its owner may read, and no file is written over by mistake', async () => {
  const at = (name: string): string => path.join(cli.folder, name);
  const written = async (name: string, ...more: string[]): Promise<string> => {
    const { code, stdout, stderr } = await cli.scim('export', '--out', at(name), ...more);
    expect([code, stdout, stderr]).toEqual([
      0,
      '',
      expect.stringMatching(new RegExp(`^in .*${name}: \\d+ \\w+$`, 'm')),
    ]);
    expect(statSync(at(name)).mode & 0o077).toBe(0);
    return readFileSync(at(name), 'latin1');
  };
  const csv = await written('users.csv', '--format', 'csv');
  expect(csv).toMatch(/^id,state,email,[^\n]*\r\n[^\n]*,ada@acme\.example,[^\n]*\r\n$/);
  const [ada] = JSON.parse(await written('users.json', '--format', 'json')) as Record<string, unknown>[];
  expect(ada).toMatchObject({ id, userName: 'ada@acme.example', state: 'active' });
  expect(await written('users.xlsx', '--format', 'xlsx')).toMatch(/^PK/);
  expect(await written('groups.csv', '--format', 'csv', '--what', 'groups')).toMatch(/^id,name,[^\n]*\r\n$/);
  expect(await written('members.json', '--format', 'json', '--what', 'members')).toBe('[]\n');
  const again = ['export', '--format', 'csv', '--out', at('users.csv')];
  expect(await cli.scim(...again)).toMatchObject({ code: 1, stderr: expect.stringContaining('add --force') as string });
  expect(await written('users.csv', '--format', 'csv', '--force')).toBe(csv);
  expect(readdirSync(cli.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  const tokens = await cli.json<{ label: string; state: string }[]>('token', 'list');
  const states = tokens.filter(({ label }) => label === 'scim export').map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(['revoked']));
});

test('export: what the tenant adds to groups has columns, and what is no text is JSON', async () => {
  async function* lines() {
    const fields = { floor: 7, 'urn:x:name': 'Sales, EMEA' };
    yield { id: '1', name: 'Staff', externalId: null, fields, created: 'c', lastModified: 'm' };
  }
  const file = path.join(cli.folder, 'fields.csv');
  await WRITERS.csv('groups', lines(), file);
  expect(readFileSync(file, 'utf8')).toBe(
    'id,name,externalId,floor,urn:x:name,created,lastModified\r\n1,Staff,,7,"Sales, EMEA",c,m\r\n',
  );
});

const WHOLE = '{"id":"1"}\n{"id":"2"}\n';
test.each<[string, (response: ServerResponse) => void, string]>([
  ['has no last line', (response) => response.end(WHOLE), 'broke off after 2 users'],
  ['has another count', (response) => response.end(`${WHOLE}{"end":{"count":3}}\n`), 'broke off after 2 users'],
  ['ends in a line', (response) => response.end(`${WHOLE}{"id":"3`), 'broke off after 2 users'],
  ['is cut off', (response) => void response.write(WHOLE, () => response.destroy()), 'broke off after'],
  [
    'is refused',
    (response) => response.writeHead(429, { 'Retry-After': '30' }).end('{"detail":"two are under way"}'),
    'refused with 429: two are under way (in 30 seconds)',
  ],
])('export: an answer that %s is none', async (_, answer, said) => {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const lines = readExport('users', `http://127.0.0.1:${portOf(server)}/`, 'token');
  await expect(
    (async () => {
      for await (const line of lines) expect(line).toHaveProperty('id');
    })(),
  ).rejects.toThrow(said);
  server.close();
});

test('smoke: every part answers, and the doctor has seen nothing of it', async () => {
  const { lastProbe, lastRefusal } = await cli.json<Health>('doctor');
  const { code, stdout, stderr } = await cli.scim('smoke');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('target: tenant demo') as string });
  expect(stdout.trim().split('\n')).toHaveLength(STEPS.length);
  expect(stdout).toMatch(/^ok {4}scim and the table: GET \/Users\?count=0: 200, \d+ users$/m);
  expect(stdout).not.toMatch(/FAIL|ada@/);
  expect(await cli.json('doctor')).toMatchObject({ lastProbe, lastRefusal });
  expect((await cli.scim('token', 'list')).stderr).not.toContain('scim smoke');
});

test('smoke: what is not as expected ends it with 1, and says what it means', async () => {
  const { code, stdout, stderr } = await cli.scim('smoke', '--throttled');
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^FAIL {2}a function that may not run: expected 503, Retry-After: 5; got 200, .*\n {6}200: it was/,
  );
  expect(stderr).toContain('error: 1 of 1 steps are not as expected');
});

wholePlay('smoke --deep: the local gateway answers as we expect of AWS', async () => {
  const { code, stdout } = await cli.scim('smoke', '--deep');
  expect({ code, failed: stdout.match(/^FAIL.*$/gm) }).toEqual({ code: 0, failed: null });
  expect(stdout.trim().split('\n')).toHaveLength(STEPS.length + DEEP_STEPS.length);
  expect(await (await send('GET', '/Users?count=0')).json()).toMatchObject({
    totalResults: expect.any(Number) as number,
  });
});

test('hold: there is none, and releasing one asks', async () => {
  await says(
    /^no hold: .*\nthe guard looks once an hour, (and has not looked yet|the last time at [\d-]+T.*Z)$/m,
    'hold',
    'list',
  );
  expect(await cli.json('hold', 'list')).toEqual([]);
  expect((await cli.scim('hold', 'release', 'x')).stderr).toContain('Say --yes to go on');
});

test('check, mapping, quality and doctor, as text and as JSON', async () => {
  await says(/^\d+ items\nnothing is missing, and nothing belongs to nobody$/m, 'check');
  expect(await cli.json('check')).toMatchObject({ items: expect.any(Number), problems: [] });
  await says(/bioUrl/, 'mapping');
  expect(await cli.json<{ rows: object[] }>('mapping')).toMatchObject({ users: 1 });
  await says(/\w/, 'quality');
  expect(await cli.json('quality')).toEqual(expect.any(Object));
  await says(
    /^(healthy|waiting|attention|broken): .*\nall is known up to [\d-]+T.*Z; what came since may be missing\n[^]*\nthe guard looks once an hour, /,
    'doctor',
  );
  expect(await cli.json('doctor')).toMatchObject({ status: expect.any(String), findings: expect.any(Array) });
});

test('doctor and token list: of all tenants, with a code that tells the worst', async () => {
  const { status } = await cli.json<Health>('doctor');
  const one = await cli.scim('doctor', '--exit-code');
  expect(one.code).toBe({ healthy: 0, waiting: 10, attention: 20, broken: 30 }[status]);
  const [cwd, project] = [process.cwd(), path.join(cli.folder, 'of-two')];
  mkdirSync(path.join(project, 'tenants'), { recursive: true });
  writeFileSync(path.join(project, 'tenants', 'demo.json'), '{ "ring": "canary" }');
  writeFileSync(path.join(project, 'tenants', 'nobody.json'), '{}');
  process.chdir(project);
  const wasDisabled = process.env['AWS_EC2_METADATA_DISABLED'];
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  try {
    const all = await cli.scim('doctor', '--all', '--json');
    expect([all.code, all.stderr]).toEqual([1, expect.stringMatching(/1 of 2 tenants could not be asked\nnobody: /)]);
    expect(JSON.parse(all.stdout)).toMatchObject([{ tenant: 'demo', place: 'local', status }, { tenant: 'nobody' }]);
    const worst = await cli.scim('doctor', '--all', '--exit-code');
    expect(worst.code).toBe(codeOfStatuses([status, undefined]));
    expect(worst.stdout).toMatch(new RegExp(`^demo +local +${status} `, 'm'));
    writeFileSync(path.join(project, 'tenants', 'wrong.json'), '{ "rnig": "canary" }');
    const ring = await cli.scim('doctor', '--ring', 'canary', '--exit-code', '--json');
    expect([ring.code, JSON.parse(ring.stdout)]).toEqual([codeOfStatuses([status]), [expect.any(Object)]]);
    expect(ring.stderr).toMatch(/^left out: tenants\/wrong\.json: .*unknown key "rnig"/);
    const none = await cli.scim('doctor', '--ring', 'early');
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/no tenant is in the ring early: write/)]);
    const tokens = await cli.scim('token', 'list', '--all');
    expect([tokens.code, tokens.stdout]).toEqual([1, expect.stringMatching(/^Tenant +Key id.*\ndemo +[0-9a-f]{16} /)]);
  } finally {
    process.chdir(cwd);
    if (wasDisabled === undefined) delete process.env['AWS_EC2_METADATA_DISABLED'];
    else process.env['AWS_EC2_METADATA_DISABLED'] = wasDisabled;
  }
});

test.each([
  [['healthy', 'healthy'], 0],
  [['waiting', 'healthy'], 10],
  [['waiting', 'attention'], 20],
  [['attention', undefined], 1],
  [['broken', undefined, 'healthy'], 30],
] as const)('doctor of %j ends with %i', (statuses, code) => {
  expect(codeOfStatuses(statuses)).toBe(code);
});

test('events: all that is there is told again, and nothing waits in the dead-letter queue', async () => {
  await says(
    /^(?:just now|.* ago) +user.created +\S+ +ada@acme.example +.*userName.* +\S+$/m,
    'events',
    'list',
    '--kind',
    'create',
  );
  expect((await cli.scim('events', 'list', '--kind', 'search')).stderr).toContain('allowed is create, update, delete');
  await says(/^sent again: 1 event$/m, 'events', 'replay', '--all');
  expect(await cli.json('events', 'replay', '--since', '2999-01-01')).toEqual({ sent: 0 });
  expect(await cli.json('events', 'redrive')).toEqual({ told: 0, failed: 0, gone: [] });
  expect((await cli.scim('events', 'replay')).code).toBe(2);
});

test('clock: told, and moved forward by what the schedules then run', async () => {
  const { now } = await cli.json<{ now: string }>('clock');
  const moved = await cli.json<{ now: string; ran: object[] }>('clock', '--forward', '2h');
  expect(Date.parse(moved.now) - Date.parse(now)).toBeGreaterThanOrEqual(2 * 3_600_000);
  expect(moved.ran.length).toBeGreaterThan(0);
});

test('a purge asks, and tells nobody what it would erase without saying so', async () => {
  const asked = await cli.scim('purge', '--now');
  expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('Say --yes to go on')]);
  expect(await cli.json('purge', '--dry-run')).toMatchObject({ dryRun: true, purged: 0, due: [] });
  const emails = [{ value: 'gone@acme.example', type: 'work' }];
  const gone = { schemas: [USER], userName: 'gone@acme.example', displayName: 'Gone', emails };
  const { id: left } = (await (await send('POST', '/Users', gone)).json()) as { id: string };
  await send('DELETE', `/Users/${left}`);
  const preview = ['purge', '--dry-run', '--as-of', '2100-01-01'];
  await says(/^would be erased as of 2100-01-01T00:00:00Z: 1 user or group$/m, ...preview);
  await says(
    new RegExp(
      `^${left} +Gone \\(gone@acme.example\\) +gone@acme.example +deleted +(?:just now|.* ago) +in 30 days +days +-$`,
      'm',
    ),
    ...preview,
  );
  await says(/^days: "retention.days" is 30, from the day on which/m, ...preview);
  await cli.scim('user', 'erase', left, '--yes');
  // The stream brings it some time later, and the next test reads on from the newest event.
  await eventually(async () => {
    const { rows } = await cli.json<EventList>('events', 'list', '--type', 'User');
    return rows.find((row) => row.id === left && row.event === 'user.erased');
  });
});

test('the console does the same, and one tenant that fails is no matter to the other', async () => {
  process.env['SCIM_LOCAL_DIR'] = cli.folder;
  const find = async (tenant: string) => {
    if (tenant !== 'demo') throw new Error('no');
    return { ...(await findTarget({ tenant }, () => undefined)), version: '0.2.0 (1a2b3c)' };
  };
  const served = await startConsole({ tenants: openTenants(['absent', 'demo'], find), files: [], port: 0 });
  const { origin, hash } = new URL(served.url);
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const headers = { Authorization: `Bearer ${hash.slice(1)}`, 'Content-Type': 'application/json' };
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const answer = await fetch(`${origin}/api/tenants${path}`, { ...sent, headers });
    return [answer.status, await answer.json()];
  };
  const run = (command: string, body: object) => ask(`/demo/commands/${encodeURIComponent(command)}`, body);
  try {
    const failed = { kind: 'failed', detail: 'no' };
    expect(await ask('')).toEqual([
      200,
      {
        tenants: [
          { name: 'absent', place: null, now: null, problem: failed },
          { name: 'demo', place: 'local', now: expect.stringMatching(/^20/), problem: null },
        ],
      },
    ]);
    expect(await ask('/absent/glance')).toEqual([200, { place: null, glance: null, problem: failed }]);
    const gone = { deactivated: 0, leaving: 0 };
    expect(await ask('/demo/glance')).toMatchObject([
      200,
      { version: '0.2.0 (1a2b3c)', glance: { users: 1, groups: 0, holds: 0, gone }, problem: null },
    ]);
    for (const command of ['user show', 'user history'] as const)
      expect(await run(command, { user: id })).toEqual([200, await cli.json(...command.split(' '), id)]);
    expect(await run('user show', { user: 'nobody' })).toEqual([422, expect.objectContaining({ kind: 'refused' })]);
    expect(await run('check', {})).toEqual([200, expect.objectContaining({ problems: [] })]);
    const [, events] = (await run('events list', { type: 'User' })) as [number, EventList];
    expect(events.rows).toContainEqual(
      expect.objectContaining({ id, event: 'user.created', name: 'ada@acme.example' }),
    );
    expect(await run('events list', { after: events.newer })).toEqual([200, expect.objectContaining({ rows: [] })]);
    expect(await run('events list', { after: 'x' })).toEqual([400, expect.any(Object)]);
    expect(await run('events replay', { since: '2999-01-01' })).toEqual([200, { sent: 0, seen: 1 }]);
    expect(await run('events replay', {})).toEqual([200, { sent: 1, seen: 1 }]);
    expect(await run('events redrive', {})).toEqual([200, { told: 0, failed: 0, gone: [] }]);
    expect(await run('group find', { group: 'nobody' })).toEqual([200, []]);
    expect(await run('purge preview', { asOf: '2100-01-01' })).toEqual([200, expect.objectContaining({ due: [] })]);
    const [, made] = (await run('token create', { label: 'x', scopes: ['scim'] })) as [number, Made];
    const [, next] = (await run('token rotate', { keyId: made.keyId, overlap: '1h' })) as [number, Made];
    expect(next).toMatchObject({ replaces: made.keyId, token: expect.stringMatching(/^scim_/) });
    expect(await run('token revoke', { keyId: next.keyId })).toEqual([
      200,
      expect.objectContaining({ keyId: next.keyId }),
    ]);
    const [, client] = (await run('client create', { label: 'x', scopes: ['scim'] })) as [number, Made];
    expect(await run('client rotate', { clientId: client.clientId })).toEqual([200, expect.any(Object)]);
    expect(await run('client revoke', { clientId: client.clientId, secretId: 'x' })).toEqual([422, expect.any(Object)]);
    expect(await run('client revoke', { clientId: client.clientId })).toEqual([200, { clientId: client.clientId }]);
    const [, link] = (await run('setup-link create', { label: 'x', may: 'none' })) as [number, Made];
    expect(await run('setup-link revoke', { keyId: link.keyId })).toEqual([200, expect.any(Object)]);
    const [, listed] = (await run('credential list', {})) as [number, { keyId: string; state: string }[]];
    expect(listed).toContainEqual(expect.objectContaining({ keyId: next.keyId, state: 'revoked' }));
    expect(JSON.stringify(listed)).not.toMatch(/hash|scim_/);
  } finally {
    delete process.env['SCIM_LOCAL_DIR'];
    await served.stop();
  }
});

test('restore takes a copy of the table as of a time, and says first where and what', async () => {
  process.env['SCIM_LOCAL_DIR'] = cli.folder;
  const { dynamodb: client, tableName, now } = await findTarget({ tenant: 'demo' }, () => undefined);
  delete process.env['SCIM_LOCAL_DIR'];
  const table = `${tableName}-copy`;
  await copyTable(client, tableName, table);
  const file = path.join(cli.folder, 'erased.txt');
  try {
    await says(/^in .*: \d+ ids?, as of 20/m, 'erased-ids', '--out', file);
    const to = new Date(Date.parse(now) - 1000).toISOString();
    const words = ['restore', '--to', to, '--table', table, '--erased-ids', file];
    const refused = await cli.scim(...words);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^tenant +demo\naccount +\S+\nRegion +\S+\nold table +\S+\n/m);
    expect(refused.stderr).toContain('Say --yes to go on: there is nobody here to ask.');
    await says(/^nothing was done$/m, ...words, '--dry-run');
    await says(
      /^check +\d+ items, nothing is wrong\n[^]*^3\. .* --discard-newer, once/m,
      ...words,
      '--discard-newer',
      '--yes',
    );
    await says(/^It was taken over before/m, ...words, '--yes');
    const { stderr } = await cli.scim('restore', '--to', to);
    expect(stderr).toContain('DynamoDB Local cannot restore a table to a time');
    expect((await cli.scim('restore', '--to', '2099-01-01T00:00:00Z')).stderr).toContain('is not in the past');
    expect((await cli.scim(...words, '--table', tableName)).stderr).toContain('name a copy of it with --table');
  } finally {
    await client.send(new DeleteTableCommand({ TableName: table }));
    client.destroy();
  }
});

test('group: a deleted one is listed, and restored by its id', async () => {
  await says(/^no deleted group is kept$/m, 'group', 'list');
  const group = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Staff' };
  const made = (await (await send('POST', '/Groups', group)).json()) as { id: string };
  await send('DELETE', `/Groups/${made.id}`);
  expect(await cli.json('group', 'list')).toMatchObject([{ id: made.id, displayName: 'Staff' }]);
  await says(new RegExp(`^${made.id} +Staff +(?:just now|.* ago) +in 30 days$`, 'm'), 'group', 'find', 'staff');
  await says(/^the group .* "Staff" is back$/m, 'group', 'restore', made.id);
  for (const name of ['STAFF', made.id])
    expect(await cli.json('group', 'find', name)).toMatchObject([{ id: made.id, displayName: 'Staff' }]);
  await says(/^no group is called so/, 'group', 'find', 'nobody');
  const again = await cli.scim('group', 'restore', made.id);
  expect(again.stderr).toContain(`group ${made.id} is not deleted`);
});

test('every command has help, and fits a terminal of 80 columns', async () => {
  const run = (words: readonly string[]) => runCli(cli.folder, words, { COLUMNS: String(COLUMNS) });
  const captures: Capture[] = [];
  for await (const capture of captureEvery(run, { folder: cli.folder, slow: false })) captures.push(capture);
  expect(captures.flatMap(tooWide)).toEqual([]);
  // To the second: a person reads no milliseconds, and --json has them.
  const exact = captures.filter(({ text }) => /T\d\d:\d\d:\d\d\.\d+Z/.test(text));
  expect(exact).toEqual([]);
  expect(await uncaptured()).toEqual([]);
  const help = captures.filter(({ words }) => words.at(-1) === '--help');
  expect(help.filter(({ text }) => !text.includes('Usage: serverless-scim'))).toEqual([]);
  expect(help.length).toBeGreaterThan(60);
});
