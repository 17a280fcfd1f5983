import { checkClient, createClient, createClientSecret, isClientId } from '../../lambdas/auth/client.ts';
import { isUsedRecently, isUseDue } from '../../lambdas/auth/use.ts';
import { missingScimScope } from '../../lambdas/auth/scopes.ts';
import { altered } from '../support/altered.ts';

const now = '2026-11-01T08:00:00.000Z';
const expiresAt = '2027-11-01T08:00:00.000Z';
const make = () => createClient({ label: 'Entra', scopes: ['scim'], now, expiresAt, createdBy: 'ada' });

it('makes a client whose secret it knows again, and keeps nothing of the secret but a hash', () => {
  const { client, secretId, secret } = make();

  expect(isClientId(client.keyId)).toBe(true);
  expect(checkClient(client, secret, now)).toEqual({ ok: true, client, secretId });
  expect(JSON.stringify(client)).not.toContain(secret.slice(-43));
  expect(client).toMatchObject({ createdBy: 'ada', secrets: { [secretId]: { createdBy: 'ada', createdAt: now } } });
});

it('knows each of several secrets', () => {
  const { client, secret } = make();
  const added = createClientSecret({ now, expiresAt });
  const both = { ...client, secrets: { ...client.secrets, [added.secretId]: added.kept } };

  expect(checkClient(both, secret, now)).toMatchObject({ ok: true });
  expect(checkClient(both, added.secret, now)).toMatchObject({ ok: true, secretId: added.secretId });
});

it('tells that a secret or the client ended only to whoever has the secret', () => {
  const { client, secretId, secret } = make();
  const wrong = altered(secret);
  const revoked = { ...client, revokedAt: now };
  const secrets = { [secretId]: { ...client.secrets[secretId]!, revokedAt: now } };

  expect(checkClient(client, secret, expiresAt)).toEqual({ ok: false, reason: 'expired', at: expiresAt });
  expect(checkClient(revoked, secret, now)).toEqual({ ok: false, reason: 'revoked', at: now });
  expect(checkClient({ ...client, secrets }, secret, now)).toEqual({ ok: false, reason: 'revoked', at: now });
  for (const [asked, text] of [
    [revoked, wrong],
    [client, wrong],
    [undefined, secret],
    [client, 'scims___proto___x'],
    [client, ''],
  ] as const) {
    expect(checkClient(asked, text, expiresAt)).toEqual({ ok: false, reason: 'unknown' });
  }
});

it.each([
  [undefined, true, false],
  ['2026-11-01T07:20:00.000Z', false, true],
  ['2026-11-01T07:19:59.000Z', true, true],
  ['2026-11-01T05:00:00.000Z', true, true],
  ['2026-11-01T04:59:59.000Z', true, false],
])('of a use at %s a new one is due: %s, and it was recent: %s', (lastUsedAt, due, recently) => {
  expect([isUseDue(lastUsedAt, now), isUsedRecently(lastUsedAt, now)]).toEqual([due, recently]);
});

it.each([
  [['scim'], 'DELETE', '/Users/{id}', undefined],
  [['scim:read'], 'GET', '/Users', undefined],
  [['scim:read'], 'HEAD', '/Users', undefined],
  [['scim:read'], 'POST', '/.search', undefined],
  [['scim:read'], 'POST', '/Users/.search', undefined],
  [['scim:read'], 'POST', '/Users', 'scim'],
  [['scim:read'], 'POST', '/Bulk', 'scim'],
  [['scim:read'], 'PATCH', '/Users/{id}', 'scim'],
  [['directory'], 'GET', '/Users', 'scim or scim:read'],
  [['directory'], 'PUT', '/Users/{id}', 'scim'],
  [[], 'GET', '/Users', 'scim or scim:read'],
  [['probe'], 'GET', '/Schemas', undefined],
  [['probe'], 'HEAD', '/Schemas', 'scim or scim:read'],
  [['probe'], 'GET', '/Users', 'scim or scim:read'],
  [['probe'], 'GET', '/Users/{id}', 'scim or scim:read'],
  [['probe'], 'POST', '/Users/.search', 'scim or scim:read'],
  [['probe'], 'POST', '/Users', 'scim'],
])('with the scopes %j, %s %s lacks %s', (scopes, method, route, missing) => {
  expect(missingScimScope(scopes, method, route)).toBe(missing);
});

it.each([
  [{ count: '0' }, undefined],
  [{ count: '1' }, 'scim or scim:read'],
  [{ count: '0', filter: 'userName eq "anna"' }, 'scim or scim:read'],
])('a probe may ask for the users with %j: lacks %s', (query, missing) => {
  expect(missingScimScope(['probe'], 'GET', '/Users', query)).toBe(missing);
});
