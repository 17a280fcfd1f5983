import { createAccessToken } from '../../lambdas/auth/access-token.ts';
import { authorize } from '../../lambdas/auth/authorize.ts';
import type { Authorizing } from '../../lambdas/auth/authorize.ts';
import { createClient, createClientSecret } from '../../lambdas/auth/client.ts';
import type { Credential } from '../../lambdas/auth/credential.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { REFUSALS } from '../../lambdas/auth/refusal.ts';
import { createAccessTokenStore } from '../../lambdas/store/credentials/access-tokens.ts';
import type { AccessTokenStore } from '../../lambdas/store/ports/access-tokens.ts';
import { createCredentialStore } from '../../lambdas/store/credentials/credentials.ts';
import type { CredentialStore } from '../../lambdas/store/ports/credentials.ts';
import { awsError, firstTimes, injectFaults } from '../support/faults.ts';
import { UNITS } from '../../tools/cost/units.ts';
import { meter } from '../../tools/dynamodb-local/meter.ts';
import { openStore } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

let test: StoreTest;
let credentials: CredentialStore;
let accessTokens: AccessTokenStore;
let token: string;
let credential: Credential;
beforeEach(async () => {
  test = await openStore();
  credentials = createCredentialStore({ client: test.client, tableName: test.tableName, retry: { deadline: 50 } });
  accessTokens = createAccessTokenStore({ client: test.client, tableName: test.tableName, retry: { deadline: 50 } });
  ({ token, credential } = createCredential({
    label: 'Entra',
    scopes: ['scim'],
    expiresAt: '2027-11-01T08:00:00.000Z',
    now,
  }));
  await credentials.put(credential);
});
afterEach(() => test.drop());

const now = '2026-11-01T08:00:00.000Z';
const request = (value: string) => ({ headers: { Authorization: value } });

it('notes a use, and then decides with one read for 40 minutes', async () => {
  expect(await authorize(request(`Bearer ${token}`), { credentials, accessTokens, now })).toMatchObject({
    allowed: true,
  });
  expect(await credentials.get(credential.keyId)).toMatchObject({ lastUsedAt: now });

  const used = meter(test.client);
  expect(await authorize(request(`Bearer ${token}`), { credentials, accessTokens, now })).toMatchObject({
    allowed: true,
  });
  expect(used).toMatchObject({ requests: 1, ...UNITS.checkToken });

  used.reset();
  const later = '2026-11-01T08:40:01.000Z';
  const again = { credentials, accessTokens, now: later };
  expect(await authorize(request(`Bearer ${token}`), again)).toMatchObject({ allowed: true });
  expect(used).toMatchObject({ requests: 2, ...UNITS.checkTokenFirst });
  expect(await credentials.get(credential.keyId)).toMatchObject({ lastUsedAt: later });
});

it('notes no use of a probe, and warns nobody of its end', async () => {
  const probe = createCredential({ label: 'smoke', scopes: ['probe'], now, expiresAt: '2026-11-01T08:15:00.000Z' });
  await credentials.put(probe.credential);
  const used = meter(test.client);
  const decision = await authorize(request(`Bearer ${probe.token}`), { credentials, accessTokens, now });
  expect(decision).toMatchObject({ allowed: true, principal: { scopes: ['probe'] } });
  expect(decision).not.toHaveProperty('expiresAt');
  expect(used).toMatchObject({ requests: 1, ...UNITS.checkToken });
  expect(await credentials.get(probe.credential.keyId)).not.toHaveProperty('lastUsedAt');
});

it('tells who is calling', async () => {
  expect(await authorize(request(`Bearer ${token}`), { credentials, accessTokens, now })).toMatchObject({
    kind: 'bearer',
    principal: { credentialId: credential.keyId, kind: 'bearer', scopes: ['scim'] },
  });
});

describe('access tokens', () => {
  const expiresAt = '2027-11-01T08:00:00.000Z';
  async function issue(made = createClient({ label: 'Entra', scopes: ['scim'], now, expiresAt })) {
    await credentials.put(made.client);
    const about = { credentialId: made.client.keyId, kind: 'client-credentials', secretId: made.secretId } as const;
    const { token: access, accessToken } = createAccessToken({ ...about, scopes: ['scim:read'], now });
    await accessTokens.put(accessToken);
    return { ...made, access, accessToken };
  }
  const ask = (access: string, more: Partial<Authorizing> = {}) =>
    authorize(request(`Bearer ${access}`), { credentials, accessTokens, now, ...more });

  it('are let in with the scopes they were given, in one step of two reads, without a write', async () => {
    const { access, client } = await issue();
    const used = meter(test.client);

    expect(await ask(access)).toMatchObject({
      allowed: true,
      principal: { credentialId: client.keyId, kind: 'client-credentials', scopes: ['scim:read'] },
    });
    expect(used).toMatchObject({ requests: 2, rru: 2, wru: 0, trips: 1 });
  });

  it('end after an hour', async () => {
    const { access } = await issue();

    expect(await ask(access, { now: '2026-11-01T08:59:59.000Z' })).toMatchObject({ allowed: true });
    expect(await ask(access, { now: '2026-11-01T09:00:00.000Z' })).toMatchObject({
      refusal: { reason: 'access-token-expired', detail: expect.stringContaining('2026-11-01T09:00:00.000Z') },
    });
  });

  it('end with their client, and with the secret that they were given for', async () => {
    const whole = await issue();
    const part = await issue();
    const other = createClientSecret({ now, expiresAt });
    await credentials.addSecret(part.client, { secretId: other.secretId, kept: other.kept, othersEnd: expiresAt });

    await credentials.revoke(whole.client.keyId, now);
    await credentials.revoke(part.client.keyId, now, other.secretId);
    expect(await ask(whole.access)).toMatchObject({ refusal: { reason: 'revoked' } });
    expect(await ask(part.access)).toMatchObject({ allowed: true });

    await credentials.revoke(part.client.keyId, now, part.secretId);
    expect(await ask(part.access)).toMatchObject({ refusal: { reason: 'revoked' } });
  });

  it('are refused in the same words with a wrong secret, an unknown id and another client', async () => {
    const { access } = await issue();
    const { client } = await issue();
    const wrong = access.slice(0, -1) + (access.endsWith('A') ? 'B' : 'A');
    const unknown = access.replace(/_[0-9a-f]{16}_/, '_0123456789abcdef_');
    const stolen = access.replace(/client-[0-9a-f]+/, client.keyId);

    for (const each of [wrong, unknown, stolen]) {
      expect(await ask(each)).toMatchObject({ allowed: false, refusal: REFUSALS.accessTokenUnknown() });
    }
  });

  it('of a federation end when the tenant file has no federation, or one of another client', async () => {
    const about = { credentialId: 'federation', kind: 'federation', clientId: 'acme', scopes: ['scim'] } as const;
    const { token: access, accessToken } = createAccessToken({ ...about, now });
    await accessTokens.put(accessToken);

    expect(await ask(access, { federation: { clientId: 'acme' } })).toMatchObject({
      allowed: true,
      principal: { credentialId: 'federation', kind: 'federation', scopes: ['scim'] },
    });
    expect(await ask(access, { federation: { clientId: 'other' } })).toMatchObject({
      refusal: { reason: 'turned-off' },
    });
    expect(await ask(access)).toMatchObject({ refusal: { reason: 'turned-off' } });
  });

  it('of a federation end when those up to a moment are revoked, and later ones do not', async () => {
    const about = { credentialId: 'federation', kind: 'federation', clientId: 'acme', scopes: ['scim'] } as const;
    const moments = ['2026-11-01T07:30:00.000Z', now, '2026-11-01T08:00:00.001Z'];
    const made = moments.map((moment) => createAccessToken({ ...about, now: moment }));
    for (const { accessToken } of made) await accessTokens.put(accessToken);
    const allowed = async () =>
      Promise.all(made.map(async (each) => (await ask(each.token, { federation: { clientId: 'acme' } })).allowed));

    // Nobody has noted a use of it yet.
    expect(await credentials.revokeTokens('2026-11-01T07:30:00.000Z')).toBe('2026-11-01T07:30:00.000Z');
    expect(await allowed()).toEqual([false, true, true]);
    await credentials.touchTrust('federation', now);
    expect(await credentials.revokeTokens(now)).toBe(now);
    expect(await credentials.revokeTokens('2026-11-01T07:30:00.000Z')).toBe(now);
    await credentials.touchTrust('federation', '2026-11-01T09:00:00.000Z');
    expect(await allowed()).toEqual([false, false, true]);
    expect(await ask(made[0]?.token ?? '', { federation: { clientId: 'acme' } })).toMatchObject({
      kind: 'federation',
      refusal: { reason: 'revoked', detail: expect.stringContaining(`until ${now} are revoked; ask /oauth/token`) },
    });
  });
});

it('allows although the use cannot be noted, and says so', async () => {
  const stop = injectFaults(
    test.client,
    firstTimes(1, 'UpdateItemCommand', () => ({ error: awsError('ThrottlingException') })),
  );

  const decision = await authorize(request(`Bearer ${token}`), { credentials, accessTokens, now });

  stop();
  expect(decision).toMatchObject({ allowed: true, touchError: { name: 'ThrottlingException' } });
});

it('throws rather than refuses when the credential cannot be read', async () => {
  const stop = injectFaults(
    test.client,
    firstTimes(Infinity, 'GetItemCommand', () => ({ error: awsError('ThrottlingException') })),
  );

  await expect(authorize(request(`Bearer ${token}`), { credentials, accessTokens, now })).rejects.toThrow('busy');
  stop();
});

it('refuses without asking DynamoDB what cannot be a token', async () => {
  const used = meter(test.client);

  expect(await authorize(request('Basic YTpi'), { credentials, accessTokens, now })).toEqual({
    allowed: false,
    kind: 'none',
    refusal: expect.objectContaining({ reason: 'malformed' }),
  });
  expect(used.requests).toBe(0);
});

it('names the credential that was refused, and does not note a use of it', async () => {
  await credentials.revoke(credential.keyId, now);

  expect(await authorize(request(`Bearer ${token}`), { credentials, accessTokens, now })).toMatchObject({
    allowed: false,
    credentialId: credential.keyId,
    refusal: { reason: 'revoked' },
  });
  expect(await credentials.get(credential.keyId)).not.toHaveProperty('lastUsedAt');
});
