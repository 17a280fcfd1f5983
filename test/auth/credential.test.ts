import fc from 'fast-check';
import { createClient } from '../../lambdas/auth/client.ts';
import { readBearer } from '../../lambdas/auth/bearer.ts';
import { checkCredential, createCredential, parseToken } from '../../lambdas/auth/credential.ts';
import type { Credential } from '../../lambdas/auth/credential.ts';
import { REFUSALS } from '../../lambdas/auth/refusal.ts';
import { altered } from '../support/altered.ts';

const now = '2026-11-01T08:00:00.000Z';
const expiresAt = '2027-11-01T08:00:00.000Z';
const options = { label: 'Entra', scopes: ['scim'], expiresAt, now };

function check(credential: Credential | undefined, token: string, at = now) {
  const parsed = parseToken(token);
  return checkCredential(credential, parsed?.secret ?? '', at);
}

it('makes a token that its own credential accepts, and keeps nothing of the secret but a hash', () => {
  const { credential, token } = createCredential(options);

  expect(token).toMatch(/^scim_[0-9a-f]{16}_[\w-]{43}$/);
  expect(check(credential, token)).toEqual({ ok: true, credential });
  expect(credential).toEqual({
    keyId: parseToken(token)?.keyId,
    kind: 'bearer',
    label: 'Entra',
    scopes: ['scim'],
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    createdAt: now,
    expiresAt,
  });
  expect(JSON.stringify(credential)).not.toContain(parseToken(token)?.secret);
});

it.each(['x', 'my own secret'.replaceAll(' ', '-'), 'scim_abc', 'eyJ.a.b', '~'.repeat(512)])(
  'takes a token from elsewhere: %s',
  (secret) => {
    const { credential, token } = createCredential({ ...options, secret });

    expect(token).toBe(secret);
    expect(credential.keyId).toMatch(/^[0-9a-f]{32}$/);
    expect(check(credential, token)).toMatchObject({ ok: true });
  },
);

it('refuses to make a credential of a JWT, which is always taken for one that Entra made', () => {
  const jwt = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.c2ln`;
  expect(() => createCredential({ ...options, secret: jwt })).toThrow(/no JWT/);
});

it('says why Basic and two different headers are refused', () => {
  expect(readBearer({ headers: { Authorization: 'Basic YTpi' } })).toEqual({ refusal: REFUSALS.basic() });
  for (const multiValueHeaders of [
    { Authorization: ['Bearer a', 'Bearer b'] },
    { Authorization: ['Bearer a'], authorization: ['Bearer b'] },
  ])
    expect(readBearer({ multiValueHeaders })).toEqual({ refusal: REFUSALS.conflicting() });
});

it('tells a client secret from a secret token', () => {
  const { secret } = createClient({ label: 'x', scopes: ['scim'], now, expiresAt });
  expect(readBearer({ headers: { Authorization: `Bearer ${secret}` } })).toEqual({ refusal: REFUSALS.clientSecret() });
});

it('takes no time over a header of any length', () => {
  for (const text of [
    `Bearer ${' '.repeat(9990)}x`,
    `Bearer ${'eyJ'.repeat(3000)}.e30.x`,
    `Bearer ${'a.'.repeat(5000)}`,
  ]) {
    expect(readBearer({ headers: { Authorization: text } })).toEqual({ refusal: REFUSALS.malformed() });
  }
});

it.each(['', ' ', 'two words', 'x'.repeat(513), 'tab\t', 'ü', 'a\n'])(
  'refuses to make a credential of %j',
  (secret) => {
    expect(() => createCredential({ ...options, secret })).toThrow(/1 to 512 visible ASCII characters/);
  },
);

it('refuses an unknown key and a wrong secret in the same words', () => {
  const { credential, token } = createCredential(options);
  const wrong = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');

  expect(check(credential, wrong)).toEqual({ ok: false, refusal: REFUSALS.unknown() });
  expect(check(undefined, token)).toEqual({ ok: false, refusal: REFUSALS.unknown() });
});

it('refuses an expired or revoked credential with the date, but only to whoever has the secret', () => {
  const { credential, token } = createCredential(options);
  const revoked = { ...credential, revokedAt: '2026-10-15T00:00:00.000Z' };

  expect(check(credential, token, expiresAt)).toEqual({ ok: false, refusal: REFUSALS.expired(expiresAt) });
  expect(REFUSALS.expired(expiresAt).detail).toContain('expired on 2027-11-01');
  expect(check(revoked, token)).toMatchObject({
    refusal: { reason: 'revoked', detail: expect.stringContaining('2026-10-15') },
  });
  expect(check(revoked, altered(token), expiresAt)).toMatchObject({ refusal: { reason: 'unknown' } });
});

it('explains every refusal in text that can stand in JSON as it is', () => {
  const { entraToken, throttled, ...plain } = REFUSALS;
  const problem = { reason: 'issuer', says: 'it was issued by somebody' } as const;
  for (const refusal of [...Object.values(plain), () => entraToken(problem), () => throttled(60)]) {
    const { detail } = refusal(expiresAt);
    expect(detail).toMatch(/^[\x20-\x7e]+$/);
    expect(detail).not.toMatch(/["\\]/);
    expect(detail).toContain('Provisioning');
  }
});

it.each([
  [{ headers: { Authorization: 'Bearer abc' } }],
  [{ headers: { authorization: 'bearer   abc ' } }],
  [{ headers: { AUTHORIZATION: 'Bearer wrong' }, multiValueHeaders: { AUTHORIZATION: ['Bearer abc'] } }],
])('reads the token of %j', (request) => {
  expect(readBearer(request)).toMatchObject({ token: { secret: 'abc' } });
});

it.each([
  [{}, 'missing'],
  [{ headers: null, multiValueHeaders: null }, 'missing'],
  [{ headers: { Authorization: '' } }, 'malformed'],
  [{ headers: { Authorization: 'Bearer' } }, 'malformed'],
  [{ headers: { Authorization: 'Basic YTpi' } }, 'malformed'],
  [{ headers: { Authorization: 'Bearer a b' } }, 'malformed'],
  [{ headers: { Authorization: `Bearer ${'x'.repeat(513)}` } }, 'malformed'],
  [{ headers: { Authorization: 'abc' } }, 'malformed'],
  [{ multiValueHeaders: { Authorization: ['Bearer abc', 'Bearer abd'] } }, 'malformed'],
  [{ multiValueHeaders: { Authorization: ['Bearer abc'], authorization: ['Bearer abd'] } }, 'malformed'],
])('refuses %j as %s', (request, reason) => {
  expect(readBearer(request)).toMatchObject({ refusal: { reason } });
});

it('never throws, whatever the header holds', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const Authorization of [text, `Bearer ${text}`]) {
        const read = readBearer({ headers: { Authorization } });
        expect('token' in read || 'refusal' in read).toBe(true);
      }
    }),
  );
});
