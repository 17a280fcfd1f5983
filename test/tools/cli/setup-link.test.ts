import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startCliTest, type CliTest } from './server.ts';

let cli: CliTest;
beforeAll(async () => {
  cli = await startCliTest();
});
afterAll(() => cli?.stop());

interface Link {
  url: string;
  keyId: string;
  state: string;
  may: string[];
  scopes: string[];
}
const secretOf = ({ url }: Link): string => new URL(url).hash.slice(1);
const statusOf = async (path: string, secret: string): Promise<number> =>
  (await fetch(new URL(path, cli.url), { headers: { Authorization: `Bearer ${secret}` } })).status;

test('a link is made, listed without its secret, used for nothing else, and revoked', async () => {
  const made = await cli.json<Link>('setup-link', 'create', '--may', 'tokens,people', '--label', 'Acme');
  expect(made.url).toBe(`${cli.url.replace('/scim/v2', '')}/setup#${secretOf(made)}`);
  expect(made).toMatchObject({ scopes: ['setup', 'setup:tokens', 'setup:people'] });
  const page = await fetch(made.url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await statusOf('/setup/api/overview', secretOf(made))).toBe(200);
  expect(await statusOf('/setup/api/overview', cli.token)).toBe(403);
  expect((await fetch(new URL('/setup/api/overview', cli.url))).status).toBe(401);
  expect(await statusOf('/scim/v2/Users', secretOf(made))).toBe(403);
  expect(await statusOf('/directory/v1/users', secretOf(made))).toBe(403);

  const listed = await cli.scim('setup-link', 'list');
  expect(listed.stdout).toMatch(new RegExp(`^${made.keyId} +valid +see, tokens, people +in 14 days `, 'm'));
  expect(listed.stdout + (await cli.scim('setup-link', 'list', '--json')).stdout).not.toMatch(/scimlink_|hash/);
  const report = await cli.scim('credential', 'report');
  expect(report.stdout).toMatch(new RegExp(`^${made.keyId} +setup link +valid`, 'm'));
  expect(report.stderr).not.toContain('warning');
  expect((await cli.scim('token', 'list')).stdout).not.toContain(made.keyId);
  const rotated = await cli.scim('token', 'rotate', made.keyId);
  expect([rotated.code, rotated.stderr]).toEqual([1, expect.stringContaining('is a setup link, and no token')]);

  expect((await cli.scim('setup-link', 'revoke', made.keyId)).code).toBe(1);
  const revoked = await cli.json('setup-link', 'revoke', made.keyId, '--yes');
  expect(await cli.json('setup-link', 'revoke', made.keyId, '--yes')).toEqual(revoked);
  expect((await cli.scim('setup-link', 'list')).stdout).toMatch(new RegExp(`^${made.keyId} +revoked`, 'm'));
});

test('the admin makes a token on the page, which the operator sees, and Entra uses at once', async () => {
  const secret = secretOf(await cli.json<Link>('setup-link', 'create', '--label', 'Acme'));
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
  const made = new URL('/setup/api/credentials', cli.url);
  for (const kind of ['token', 'client']) {
    const answer = await fetch(made, { method: 'POST', headers, body: JSON.stringify({ kind }) });
    const { keyId, secret: shown } = (await answer.json()) as { keyId: string; secret: string };
    expect([answer.status, (await cli.scim(kind, 'list')).stdout]).toEqual([201, expect.stringContaining(keyId)]);
    if (kind === 'token') expect(await statusOf('/scim/v2/Users', shown)).toBe(200);
    expect((await fetch(`${made.href}/${keyId}`, { method: 'DELETE', headers })).status).toBe(204);
  }
  expect((await fetch(made, { headers })).status).toBe(200);
  expect((await fetch(new URL('/setup/api/people?search=xx', cli.url), { headers })).status).toBe(403);
});

test.each([
  [['revoke', 'nope'], 1, 'there is no setup link with key id "nope"'],
  [['create', '--may', 'all'], 2, 'allowed is none, or some of tokens, people'],
  [['create', '--days', '91'], 2, 'days are a whole number from 1 to 90'],
  [['create', '--endpoint', 'http://scim.example.com'], 2, 'an endpoint looks like https://scim.example.com'],
])('%j is an error that says what to do', async (words, code, text) => {
  const result = await cli.scim('setup-link', ...words);
  expect([result.code, result.stdout, result.stderr]).toEqual([code, '', expect.stringContaining(text)]);
});

test('an endpoint with a domain of its own, and a link that may see only', async () => {
  const made = await cli.json<Link>(
    'setup-link',
    'create',
    '--endpoint',
    'https://scim.example.com/scim/v2',
    '--may',
    'none',
  );
  expect(made.url).toMatch(/^https:\/\/scim\.example\.com\/setup#scimlink_/);
  expect(made.scopes).toEqual(['setup']);
});

test('a sheet for print says what the page says, and holds no secret', async () => {
  const sheet = await cli.scim('setup-sheet');
  expect([sheet.code, sheet.stderr]).toEqual([0, expect.stringContaining('target: tenant demo')]);
  expect(sheet.stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  for (const said of [cli.url, cli.url.replace('/scim/v2', '/oauth/token'), 'bioUrl', 'kept for 30 days'])
    expect(sheet.stdout).toContain(said);
  expect(sheet.stdout).not.toMatch(/scim(?:link)?_[0-9a-f]{8}/);

  const file = path.join(cli.folder, 'sheet.html');
  const words = ['setup-sheet', '--endpoint', 'https://scim.example.com', '--out'];
  expect(await cli.scim(...words, file)).toMatchObject({ code: 0, stdout: '' });
  expect(readFileSync(file, 'utf8')).toContain('<td dir="auto">https://scim.example.com/scim/v2</td>');
  const nowhere = await cli.scim(...words, path.join(file, 'sheet.html'));
  expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('the sheet cannot be written')]);
});
