import { authorize } from '../../lambdas/auth/authorize.ts';
import type { Authorizing, StoredCredential } from '../../lambdas/auth/authorize.ts';
import { createCredential } from '../../lambdas/auth/credential.ts';
import { partsOf } from '../../lambdas/auth/ending.ts';
import { missingScimScope } from '../../lambdas/auth/scopes.ts';
import { checkSetupLink, createSetupLink, parseSetupLink } from '../../lambdas/auth/setup-link.ts';
import { altered } from '../support/altered.ts';

const now = '2026-11-01T08:00:00.000Z';
const expiresAt = '2026-11-15T08:00:00.000Z';
const made = createSetupLink({ label: 'Acme', may: ['tokens'], now, expiresAt, createdBy: 'op' });

function knowing(...credentials: StoredCredential[]): Authorizing & { touched: string[] } {
  const touched: string[] = [];
  return {
    touched,
    credentials: {
      get: (keyId) => Promise.resolve(credentials.find((one) => one.keyId === keyId)),
      touch: (keyId) => Promise.resolve(void touched.push(keyId)),
      touchTrust: () => Promise.resolve(),
    },
    accessTokens: { get: () => Promise.resolve(undefined) },
    now,
  };
}
const ask = (secret: string, authorizing: Authorizing) =>
  authorize({ headers: { Authorization: `Bearer ${secret}` } }, authorizing);

it('lets in with what it may, notes the use, and tells nobody when it ends', async () => {
  const known = knowing(made.link);
  const decision = await ask(made.secret, known);
  expect(decision).toEqual({
    credentialId: made.link.keyId,
    kind: 'setup-link',
    allowed: true,
    principal: { credentialId: made.link.keyId, kind: 'setup-link', scopes: ['setup', 'setup:tokens'] },
  });
  expect(known.touched).toEqual([made.link.keyId]);
  expect(partsOf({ ...made.link, lastUsedAt: now })).toEqual([]);
});

it('keeps no secret, and reads and writes nothing of SCIM', () => {
  expect(JSON.stringify(made.link)).not.toContain(parseSetupLink(made.secret)?.secret);
  expect(made.link.scopes.map((scope) => missingScimScope([scope], 'GET', '/Users'))).toEqual(
    made.link.scopes.map(() => 'scim or scim:read'),
  );
});

it.each([
  ['ended', [{ ...made.link, expiresAt: now }], made.secret, 'expired'],
  ['was revoked', [{ ...made.link, revokedAt: now }], made.secret, 'revoked'],
  ['never was', [], made.secret, 'unknown'],
  ['has another secret', [made.link], altered(made.secret), 'unknown'],
])('a link that %s is refused in the same words', async (_, credentials, secret, reason) => {
  const decision = await ask(secret, knowing(...credentials));
  expect(decision).toMatchObject({
    allowed: false,
    kind: 'setup-link',
    refusal: { reason, detail: 'this setup link has ended or was never made; ask whoever sent it for a new one' },
  });
});

it('is no token, and a token no link', async () => {
  const token = createCredential({ label: 'x', scopes: ['scim'], now, expiresAt });
  const posing = { ...made.link, kind: 'bearer' } as const;
  expect(await ask(made.secret, knowing(posing))).toMatchObject({ allowed: false, refusal: { reason: 'unknown' } });
  expect(parseSetupLink(token.token)).toBeUndefined();
  expect(checkSetupLink(undefined, 'x', now)).toMatchObject({ ok: false });
  expect(() => createSetupLink({ label: 'x', may: [], now, expiresAt, secret: token.token })).toThrow('setup link');
});
