import { clientRequest } from '../../../simulator/client/sign-in.ts';
import { startCliTest, type CliTest } from './server.ts';

let cli: CliTest;
beforeAll(async () => {
  cli = await startCliTest();
});
afterAll(() => cli?.stop());

const read = async (token: string): Promise<number> =>
  (await fetch(`${cli.url}/Users?count=1`, { headers: { Authorization: `Bearer ${token}` } })).status;

interface View {
  keyId: string;
  secretId?: string;
  state: string;
  expiresAt: string;
  replacedBy?: string;
  createdBy?: string;
  usedRecently: boolean;
  daysLeft: number;
}
const report = () => cli.json<View[]>('credential', 'report');
const viewOf = async (keyId: string): Promise<View | undefined> =>
  (await report()).find((each) => each.keyId === keyId);

interface Made {
  token: string;
  keyId: string;
}

test('a token is rotated: both work, the old one until its end, and the listing says which took its place', async () => {
  const old = await cli.json<Made>('token', 'create', '--label', 'Entra', '--scope', 'scim:read');
  const rotated = await cli.scim('token', 'rotate', old.keyId, '--overlap', '90m');
  expect([rotated.code, rotated.stderr]).toEqual([0, expect.stringContaining(`token ${old.keyId} works until 20`)]);
  const young = rotated.stdout.trim();
  expect(rotated.stderr).not.toContain(young);
  expect([await read(old.token), await read(young)]).toEqual([200, 200]);

  const view = await viewOf(old.keyId);
  expect(view).toMatchObject({ state: 'replaced', replacedBy: young.split('_')[1], createdBy: expect.any(String) });
  const minutes = (Date.parse(view?.expiresAt ?? '') - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(85);
  expect(minutes).toBeLessThanOrEqual(90);
  expect((await cli.scim('token', 'list')).stdout).toMatch(new RegExp(`^${old.keyId} +replaced +scim:read `, 'm'));
  const again = await cli.scim('token', 'rotate', old.keyId);
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringContaining(`is replaced by ${view?.replacedBy} already`),
  ]);
});

test('a token that is used is not ended without a warning and a word', async () => {
  const { token, keyId } = await cli.json<Made>('token', 'create');
  expect(await read(token)).toBe(200);
  expect(await viewOf(keyId)).toMatchObject({ usedRecently: true, daysLeft: 365 });

  const refused = await cli.scim('token', 'revoke', keyId);
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(/warning: token .* was used (?:just now|.* ago)/);
  expect(refused.stderr).toContain('Say --yes to go on');
  expect(await viewOf(keyId)).toMatchObject({ state: 'valid' });

  const revoked = await cli.json('token', 'revoke', keyId, '--yes');
  expect(revoked).toMatchObject({ keyId, revokedAt: expect.any(String) });
  expect(await cli.json('token', 'revoke', keyId, '--yes')).toEqual(revoked);
  expect(await viewOf(keyId)).toMatchObject({ state: 'revoked' });
  const again = await cli.scim('token', 'rotate', keyId);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('"scim token create" makes a new one')]);
});

test('what ends within 30 days is told on stderr, with what to do', async () => {
  const { keyId } = await cli.json<Made>('token', 'create', '--label', 'short', '--expires-in-days', '20');
  for (const command of [
    ['token', 'list'],
    ['credential', 'report'],
  ]) {
    const { stdout, stderr } = await cli.scim(...command);
    expect(stderr).toContain(`warning: ${keyId} "short" expires in 20 days: scim token rotate ${keyId}`);
    expect(stdout).not.toContain('warning');
  }
});

test('a rotation that leaves Entra no time asks first, and one that leaves some warns of who has not moved', async () => {
  const { token, keyId } = await cli.json<Made>('token', 'create', '--label', 'Entra');
  expect(await read(token)).toBe(200);
  const refused = await cli.scim('token', 'rotate', keyId, '--overlap', '10m');
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(
    /was used (?:just now|.* ago): whoever uses it is refused[^]*end in 10 minutes\? .* Say --yes/,
  );
  expect(await viewOf(keyId)).toMatchObject({ state: 'valid' });
  expect((await cli.scim('token', 'rotate', keyId, '--overlap', '10m', '--yes')).code).toBe(0);
  expect((await cli.scim('token', 'list')).stderr).toMatch(
    /warning: \w+ "Entra" expires in \d+ minutes? and is still used: enter the one that takes its place into Entra/,
  );

  const { clientId } = await cli.json<{ clientId: string }>('client', 'create');
  expect((await cli.scim('client', 'rotate', clientId, '--overlap', '0m')).code).toBe(1);
  expect((await report()).filter((view) => view.keyId === clientId)).toHaveLength(1);
  expect((await cli.scim('client', 'rotate', clientId, '--overlap', '0m', '--yes')).code).toBe(0);
});

test('a client gets access tokens with each of its secrets, until the secret or the client is revoked', async () => {
  const made = await cli.json<{ clientId: string; secretId: string; secret: string }>(
    'client',
    'create',
    '--years',
    '2',
  );
  const { clientId } = made;
  const signIn = async (clientSecret: string): Promise<{ status: number; token: string; error: string }> => {
    const tokenUrl = new URL('/oauth/token', cli.url);
    const response = await fetch(tokenUrl, clientRequest({ tokenUrl: '', clientId, clientSecret, sent: 'both' }));
    const body = (await response.json()) as { access_token?: string; error?: string };
    return { status: response.status, token: body.access_token ?? '', error: body.error ?? '' };
  };
  const first = await signIn(made.secret);
  expect(await read(first.token)).toBe(200);

  const rotated = await cli.scim('client', 'rotate', clientId, '--overlap', '12h');
  const young = rotated.stdout.trim();
  expect([rotated.code, young]).toEqual([0, expect.stringMatching(/^scims_/)]);
  expect([(await signIn(made.secret)).status, (await signIn(young)).status]).toEqual([200, 200]);
  const listed = await cli.scim('client', 'list');
  expect(listed.stdout.match(new RegExp(`^${clientId} `, 'gm'))).toHaveLength(2);

  expect((await cli.scim('client', 'revoke', clientId, '--secret', made.secretId)).code).toBe(1);
  expect(await cli.json('client', 'revoke', clientId, '--secret', made.secretId, '--yes')).toMatchObject({ clientId });
  expect(await signIn(made.secret)).toMatchObject({ status: 401, error: 'invalid_client' });
  expect((await signIn(young)).status).toBe(200);
  const states = (await report()).filter(({ keyId }) => keyId === clientId).map(({ state }) => state);
  expect(states.toSorted()).toEqual(['revoked', 'valid']);

  await cli.json('client', 'revoke', clientId, '--yes');
  expect(await signIn(young)).toMatchObject({ status: 401, error: 'invalid_client' });
});

test('a credential ages by the clock of the server, and so does a new one', async () => {
  const { token, keyId } = await cli.json<Made>('token', 'create', '--expires-in-days', '40');
  const daysLeft = async () => (await viewOf(keyId))?.daysLeft;
  expect(await daysLeft()).toBe(40);
  await cli.json('clock', '--forward', '20d');
  expect([await daysLeft(), await read(token)]).toEqual([20, 200]);
  await cli.json('clock', '--forward', '400d');
  expect(await viewOf(keyId)).toMatchObject({ state: 'expired', daysLeft: 0 });
  expect(await read(token)).toBe(401);
  const young = await cli.json<Made>('token', 'create', '--expires-in-days', '2');
  expect([await read(young.token), (await viewOf(young.keyId))?.daysLeft]).toEqual([200, 2]);
});

test('no listing holds a hash or a secret', async () => {
  const { token } = await cli.json<Made>('token', 'create');
  const { secret } = await cli.json<{ secret: string }>('client', 'create');
  for (const command of [
    ['token', 'list'],
    ['client', 'list'],
    ['credential', 'report'],
  ]) {
    for (const more of [[], ['--json']]) {
      const { code, stdout, stderr } = await cli.scim(...command, ...more);
      expect(code).toBe(0);
      for (const hidden of [token.slice(-43), secret.slice(-43), 'hash']) expect(stdout + stderr).not.toContain(hidden);
    }
  }
});

test.each([
  [['client', 'rotate', 'nope'], 1, 'there is no client with id "nope"'],
  [['client', 'create', '--years', '4'], 2, 'years are a whole number from 1 to 3'],
  [['token', 'rotate', 'nope'], 1, 'there is no token with key id "nope"'],
  [['token', 'rotate', 'nope', '--overlap', 'soon'], 2, 'a duration looks like 90m, 12h or 30d'],
  [['credential'], 2, 'Usage: serverless-scim credential'],
])('%j is an error that says what to do', async (args, code, text) => {
  const result = await cli.scim(...args);
  expect([result.code, result.stdout, result.stderr]).toEqual([code, '', expect.stringContaining(text)]);
});

test.each([
  [['entra-token'], 'take entraToken out of the tenant file'],
  [['0123456789abcdef'], '"scim client revoke" a client with its access tokens'],
  [['federation', '--issued-before', '2999-01-01T00:00:00Z'], '2999-01-01T00:00:00.000Z is yet to come'],
])('credential revoke %j is refused, with what to do', async (args, says) => {
  const { code, stderr } = await cli.scim('credential', 'revoke', ...args, '--yes');
  expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
});
