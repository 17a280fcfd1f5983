import { setTimeout as delay } from 'node:timers/promises';
import { checkJwt, looksLikeJwt } from '../../lambdas/auth/jwt/check.ts';
import { fetchJwks, isAllowedJwksUri } from '../../lambdas/auth/jwt/fetch-jwks.ts';
import { createSigningKeys, JwksUnavailableError } from '../../lambdas/auth/jwt/signing-keys.ts';
import { startIssuer, type Issuer, type Signing } from '../../simulator/client/issuer.ts';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
afterEach(() => issuer.misbehave(undefined));

const now = '2026-11-01T08:00:00.000Z';
const seconds = Date.parse(now) / 1000;
const rule = { issuer: 'https://issuer.example/', audiences: ['api://a', 'api://b'], claims: { sub: 'me', tid: 't' } };
const claims = {
  iss: rule.issuer,
  aud: 'api://b',
  sub: 'me',
  tid: 't',
  iat: seconds,
  nbf: seconds,
  exp: seconds + 3600,
};

const freshKeys = () => createSigningKeys(() => fetchJwks(issuer.jwksUri, true));
async function check(changes: Record<string, unknown>, how?: Signing, keys = freshKeys()) {
  return checkJwt(await issuer.sign({ ...claims, ...changes }, how), rule, { keys, now });
}

it('accepts what the issuer signed for one of the audiences', async () => {
  expect(await check({})).toMatchObject({ ok: true, claims: { sub: 'me' } });
  expect(await check({ aud: ['api://x', 'api://a'] })).toMatchObject({ ok: true });
});

it.each<[string, string, Record<string, unknown>, Signing]>([
  ['no algorithm', 'algorithm', {}, { alg: 'none' }],
  ['the public key as a secret', 'algorithm', {}, { alg: 'HS256' }],
  ['another algorithm', 'algorithm', {}, { alg: 'RS512' }],
  ['a key of a stranger', 'signature', {}, { stolenKid: true }],
  ['an unknown key', 'key', {}, { kid: 'nobody' }],
  ['an end in the past', 'expired', { exp: seconds - 61 }, {}],
  ['a begin in the future', 'not-yet-valid', { nbf: seconds + 61 }, {}],
  ['an issue in the future', 'not-yet-valid', { iat: seconds + 61 }, {}],
  ['an issue long ago', 'expired', { iat: seconds - 86_400 - 61 }, {}],
  ['no end', 'malformed', { exp: undefined }, {}],
  ['no issue', 'malformed', { iat: undefined }, {}],
  ['an end that is no number', 'malformed', { exp: 'never' }, {}],
  ['another issuer', 'issuer', { iss: 'https://issuer.example' }, {}],
  ['another audience', 'audience', { aud: 'api://B' }, {}],
  ['no audience', 'malformed', { aud: undefined }, {}],
  ['another subject', 'subject', { sub: 'Me' }, {}],
  ['another tenant', 'tenant', { tid: 'u' }, {}],
  ['no tenant', 'tenant', { tid: undefined }, {}],
  ['an id that is no text', 'malformed', { jti: 7 }, {}],
  ['a list of tenants', 'malformed', { tid: ['t'] }, {}],
  ['a list of issuers', 'malformed', { iss: ['https://issuer.example'] }, {}],
  ['a tenant that cannot be made text', 'malformed', { tid: [{ toString: 1, valueOf: 1 }] }, {}],
  ['an issuer that cannot be made text', 'malformed', { iss: [{ toString: 1, valueOf: 1 }] }, {}],
  ['an audience that cannot be made text', 'malformed', { aud: [{ toString: null }] }, {}],
  ['a list of lists of audiences', 'malformed', { aud: [['api://a']] }, {}],
  ['an empty list of audiences', 'malformed', { aud: [] }, {}],
])('refuses %s as %s', async (_, reason, changes, how) => {
  const refused = await check(changes, how);
  expect(refused).toMatchObject({ ok: false, problem: { reason } });
  expect('problem' in refused && refused.problem.says).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]{10,}$/);
});

it('allows clocks to differ by a minute', async () => {
  expect(await check({ exp: seconds - 59 })).toMatchObject({ ok: true });
  expect(await check({ iat: seconds + 59, nbf: seconds + 59 })).toMatchObject({ ok: true });
});

it('says what came in, cut and without what would break an answer', async () => {
  expect(await check({ aud: 'a"b\\c\nü' })).toMatchObject({
    problem: { says: expect.stringContaining('its audience a?b?c?? is not registered') },
  });
  const long = await check({ iss: 'x'.repeat(5000) });
  expect('problem' in long && long.problem.says.length).toBeLessThan(250);
});

it('takes nothing for a JWT that is none', () => {
  for (const text of [
    '',
    'a.b.c',
    'eyJ.a.b',
    'eyJhbGciOiJSUzI1NiJ9.e30',
    `eyJhbGciOiJSUzI1NiJ9.${'A'.repeat(8192)}.x`,
  ]) {
    expect(looksLikeJwt(text)).toBe(false);
  }
});

describe('the keys of an issuer', () => {
  function clock() {
    let time = 0;
    return { now: () => time, forward: (milliseconds: number) => (time += milliseconds) };
  }
  const watched = (now: () => number) => createSigningKeys(() => fetchJwks(issuer.jwksUri, true), now);

  it('are asked for once, also by many at once', async () => {
    const before = issuer.requests.length;
    const keys = freshKeys();
    await Promise.all([check({}, {}, keys), check({}, {}, keys), check({}, {}, keys)]);
    await check({}, {}, keys);
    expect(issuer.requests.length - before).toBe(1);
  });

  it('are asked for again when one is not known, but once in a minute', async () => {
    const time = clock();
    const keys = watched(time.now);
    expect(await check({}, {}, keys)).toMatchObject({ ok: true });
    await issuer.rollOver();
    const before = issuer.requests.length;
    expect(await check({}, {}, keys)).toMatchObject({ problem: { reason: 'key' } });
    expect(issuer.requests.length).toBe(before);
    time.forward(60_000);
    expect(await check({}, {}, keys)).toMatchObject({ ok: true });
    expect(await check({}, { kid: 'nobody' }, keys)).toMatchObject({ problem: { reason: 'key' } });
    expect(issuer.requests.length).toBe(before + 1);
  });

  it('go on being used while the issuer cannot be reached, for two days', async () => {
    const time = clock();
    const keys = watched(time.now);
    await check({}, {}, keys);
    issuer.misbehave((response) => response.writeHead(500).end());
    time.forward(24 * 3_600_000);
    expect(await check({}, {}, keys)).toMatchObject({ ok: true });
    await expect(check({}, { kid: 'nobody' }, keys)).rejects.toThrow(JwksUnavailableError);
    time.forward(25 * 3_600_000);
    await expect(check({}, {}, keys)).rejects.toThrow(/it answered 500/);
    issuer.misbehave(undefined);
    time.forward(10_000);
    expect(await check({}, {}, keys)).toMatchObject({ ok: true });
  });

  it.each<[string, RegExp, Parameters<Issuer['misbehave']>[0]]>([
    ['not 200', /answered 404/, (response) => response.writeHead(404).end()],
    ['a redirect', /cannot be had/, (response) => response.writeHead(302, { Location: '/keys' }).end()],
    ['not JSON', /is not JSON/, (response) => response.end('<html>')],
    ['not a key set', /not a JWK set/, (response) => response.end('[]')],
    ['null', /not a JWK set/, (response) => response.end('null')],
    ['10 MB', /more than 102400 bytes/, (response) => response.end('x'.repeat(10_000_000))],
  ])('cannot be had from an answer that is %s', async (_, message, fault) => {
    issuer.misbehave(fault);
    await expect(check({})).rejects.toThrow(message);
  });

  it('are waited for no longer than three seconds, be it for the answer or its end', async () => {
    const faults = [() => {}, (response: { write: (text: string) => unknown }) => void response.write('{')];
    const wait = async (fault: (typeof faults)[number]): Promise<void> => {
      const silent = await startIssuer();
      silent.misbehave(fault);
      const keys = createSigningKeys(() => fetchJwks(silent.jwksUri, true));
      // Raced against a timer of this process, which a busy machine holds up as much.
      const late = delay(4500, 'late', { ref: false });
      await expect(Promise.race([check({}, {}, keys), late])).rejects.toThrow(JwksUnavailableError);
      await silent.close();
    };
    await Promise.all(faults.map(wait));
  });

  it('leave out what is no RSA key to sign with', async () => {
    const odd = [
      null,
      7,
      { kty: 'oct', k: 'AAAA', kid: 'a' },
      { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'small' },
      { kty: 'EC' },
      { kty: 'RSA', n: 'A'.repeat(400), e: '', kid: 'no exponent' },
      { kty: 'RSA', n: 'A'.repeat(400), e: '!', kid: 'odd exponent' },
      { kty: 'RSA', n: '?'.repeat(400), e: 'AQAB', kid: 'odd modulus' },
    ];
    issuer.misbehave((response) => response.end(JSON.stringify({ keys: odd })));
    await expect(fetchJwks(issuer.jwksUri, true)).rejects.toThrow(/holds no key to check signatures with/);
  });

  it('are used although one of the set cannot be', async () => {
    const broken = { kty: 'RSA', n: 'A'.repeat(400), e: '', kid: 'broken' };
    issuer.misbehave((response, keys) => response.end(JSON.stringify({ keys: [broken, ...keys] })));
    expect(await check({})).toMatchObject({ ok: true });
  });
});

it.each([
  ['https://login.microsoftonline.com/t/discovery/keys', true, true],
  ['https://login.microsoftonline.us/t/keys', true, true],
  ['https://login.partner.microsoftonline.cn/t/keys', true, true],
  ['http://login.microsoftonline.com/t/keys', false, false],
  ['https://login.microsoftonline.com.example.com/', false, false],
  ['https://login.microsoftonline.com:8443/', false, false],
  ['https://login.microsoftonline.com@example.com/', false, false],
  ['https://me@login.microsoftonline.com/', false, false],
  ['https://127.0.0.1/keys', false, false],
  ['http://127.0.0.1:1/keys', false, true],
  ['http://localhost:1/keys', false, true],
  ['http://169.254.169.254/keys', false, false],
  ['file:///etc/passwd', false, false],
  ['nonsense', false, false],
])('keys may be fetched from %s: %s, or with loopback allowed %s', (uri, deployed, local) => {
  expect([isAllowedJwksUri(uri, false), isAllowedJwksUri(uri, true)]).toEqual([deployed, local]);
});

it('fetches nothing from a host that is not allowed', async () => {
  await expect(fetchJwks(issuer.jwksUri)).rejects.toThrow(/by https from login.microsoftonline.com/);
});
