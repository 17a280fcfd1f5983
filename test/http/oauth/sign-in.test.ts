import { createCredential } from '../../../lambdas/auth/credential.ts';
import { authorize, type Authorizing, type Decision } from '../../../lambdas/auth/authorize.ts';
import { createClient, createClientSecret } from '../../../lambdas/auth/client.ts';
import { fetchJwks } from '../../../lambdas/auth/jwt/fetch-jwks.ts';
import { createSigningKeys, JwksUnavailableError } from '../../../lambdas/auth/jwt/signing-keys.ts';
import { createAttemptLimit } from '../../../lambdas/auth/attempt-limit.ts';
import { answerToken, decideToken } from '../../../lambdas/http/oauth/token.ts';
import type { TokenEvent } from '../../../lambdas/http/oauth/token-request.ts';
import { createAccessTokenStore } from '../../../lambdas/store/credentials/access-tokens.ts';
import { createCredentialStore } from '../../../lambdas/store/credentials/credentials.ts';
import { startIssuer, type Issuer, type Signing } from '../../../simulator/client/issuer.ts';
import {
  assertionClaims,
  assertionRequest,
  AUTH_MODES,
  clientRequest,
  entraTokenClaims,
  type AuthMode,
} from '../../../simulator/client/sign-in.ts';
import { openStore, type StoreTest } from '../../support/store.ts';
import { awsError, firstTimes, injectFaults } from '../../support/faults.ts';
import { meter } from '../../../tools/dynamodb-local/meter.ts';
import { altered } from '../../support/altered.ts';
import { sizes } from '../../support/sizes.ts';

const TENANT = '11111111-2222-4333-8444-555555555555';
const SETUP = { tenantId: TENANT, audience: 'api://scim', subject: '99999999-2222-4333-8444-555555555555' };
const DAY = 86_400_000;

let test: StoreTest;
let issuer: Issuer;
let credentials: ReturnType<typeof createCredentialStore>;
let accessTokens: ReturnType<typeof createAccessTokenStore>;
beforeAll(async () => {
  [test, issuer] = await Promise.all([openStore(), startIssuer()]);
  const options = { client: test.client, tableName: test.tableName };
  credentials = createCredentialStore(options);
  accessTokens = createAccessTokenStore(options);
});
afterAll(() => Promise.all([test.drop(), issuer.close()]));
afterEach(() => issuer.misbehave(undefined));

const later = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

/** Both functions with a memory of their own, as after a cold start. */
function coldStart(now = later(0)) {
  const keys = () => createSigningKeys(() => fetchJwks(issuer.jwksUri, true));
  const { jwksUri } = issuer;
  const federation = {
    tenantId: TENANT,
    clientId: 'acme',
    audiences: [SETUP.audience, `${SETUP.audience}/.default`],
    subject: SETUP.subject,
    issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    jwksUri,
  };
  const entraToken = {
    tenantId: TENANT,
    audiences: ['8adf8e6e-67b2-4cf2-a259-e3dc5476c621'],
    issuer: `https://sts.windows.net/${TENANT}/`,
    jwksUri,
  };
  const shared = { credentials, accessTokens, now };
  const authorizing: Authorizing = { ...shared, federation, entraToken: { settings: entraToken, keys: keys() } };
  const granting = {
    ...shared,
    federation: { settings: federation, keys: keys() },
    attempts: createAttemptLimit(),
    address: '192.0.2.1',
  };
  return { authorizing, granting };
}

function toEvent({ body, headers }: RequestInit): TokenEvent {
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return {
    httpMethod: 'POST',
    headers: { ...type, ...(headers as object) },
    body: new URLSearchParams(body as URLSearchParams).toString(),
  };
}

interface Answered {
  access_token: string;
  error: string;
  error_description: string;
  scope: string;
  expires_in: number;
}

async function requestToken(request: RequestInit, { granting } = coldStart()) {
  const { status: statusCode, headers, body } = answerToken(await decideToken(toEvent(request), granting));
  return { statusCode, headers, body: JSON.parse(body) as Answered };
}

const present = (token: string, { authorizing } = coldStart()): Promise<Decision> =>
  authorize({ headers: { Authorization: `Bearer ${token}` } }, authorizing);

async function newClient(expiresAt = later(365 * DAY), scopes: readonly string[] = ['scim', 'scim:read']) {
  const made = createClient({ label: 'Entra', scopes, now: later(0), expiresAt });
  await credentials.put(made.client);
  const { client, secret: clientSecret, secretId } = made;
  return { client, secretId, clientId: client.keyId, clientSecret };
}
const asForm = (client: { clientId: string; clientSecret: string }, sent: 'header' | 'body' | 'both' = 'both') =>
  clientRequest({ tokenUrl: '', ...client, sent });

describe('every way to sign in leads to a principal', () => {
  it('bearer', async () => {
    const { token, credential } = createCredential({
      label: 'x',
      scopes: ['scim'],
      now: later(0),
      expiresAt: later(DAY),
    });
    await credentials.put(credential);
    expect(await present(token)).toMatchObject({ allowed: true, principal: { kind: 'bearer', scopes: ['scim'] } });
  });

  it.each(['header', 'body', 'both'] as const)('client credentials, sent in %s', async (sent) => {
    const client = await newClient();
    const { statusCode, headers, body } = await requestToken(asForm(client, sent));
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'Cache-Control': 'no-store', Pragma: 'no-cache' });
    expect(body).toEqual({
      access_token: expect.stringMatching(/^scimat_client-[0-9a-f]{16}_[0-9a-f]{16}_[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'scim scim:read',
    });
    const principal = { credentialId: client.clientId, kind: 'client-credentials', scopes: ['scim', 'scim:read'] };
    expect(await present(body.access_token)).toMatchObject({ allowed: true, principal });
    expect(await credentials.get(client.clientId)).toMatchObject({
      secrets: { [client.secretId]: { lastUsedAt: expect.any(String) } },
    });
  });

  it('federation', async () => {
    const assertion = await issuer.sign(assertionClaims(SETUP));
    const { body } = await requestToken(assertionRequest('acme', assertion));
    const principal = { credentialId: 'federation', kind: 'federation', scopes: ['scim'] };
    expect(await present(body.access_token)).toMatchObject({ allowed: true, principal });
    expect(await credentials.get('federation')).toMatchObject({ lastUsedAt: expect.any(String) });
  });

  it('a token that Entra made', async () => {
    const token = await issuer.sign(entraTokenClaims(TENANT));
    const principal = { credentialId: 'entra-token', kind: 'entra-token', scopes: ['scim'] };
    expect(await present(token)).toMatchObject({ allowed: true, principal });
    expect(await credentials.get('entra-token')).toMatchObject({ lastUsedAt: expect.any(String) });
  });
});

/** A credential of each mode, as it comes behind the word Bearer, and what ends it before its time. */
const SIGN_IN: Record<
  AuthMode,
  () => Promise<{ token: string; end: () => Promise<void> | void; off?: keyof Authorizing }>
> = {
  bearer: async () => {
    const { token, credential } = createCredential({
      label: 'x',
      scopes: ['scim'],
      now: later(0),
      expiresAt: later(DAY),
    });
    await credentials.put(credential);
    return { token, end: async () => void (await credentials.revoke(credential.keyId, later(0))) };
  },
  'client-credentials': async () => {
    const client = await newClient();
    const { body } = await requestToken(asForm(client));
    return {
      token: body.access_token,
      end: async () => void (await credentials.revoke(client.clientId, later(0), client.secretId)),
    };
  },
  federation: async () => {
    const { body } = await requestToken(assertionRequest('acme', await issuer.sign(assertionClaims(SETUP))));
    return { token: body.access_token, end: () => undefined, off: 'federation' };
  },
  'entra-token': async () => ({
    token: await issuer.sign(entraTokenClaims(TENANT)),
    end: () => undefined,
    off: 'entraToken',
  }),
};

describe.each(AUTH_MODES)('%s', (mode) => {
  const reasonOf = async (header: string | undefined, cold = coldStart()): Promise<[string, string] | undefined> => {
    const decision = await authorize(
      { headers: header === undefined ? {} : { Authorization: header } },
      cold.authorizing,
    );
    return decision.allowed ? undefined : [decision.refusal.reason, decision.refusal.detail];
  };

  it('works, and is told apart from nothing, a bad scheme, what is cut off, and what has ended', async () => {
    const { token } = await SIGN_IN[mode]();
    expect(await reasonOf(`Bearer ${token}`)).toBeUndefined();
    expect(await reasonOf(undefined)).toEqual(['missing', expect.stringContaining('no Authorization header')]);
    expect(await reasonOf(`Basic ${token}`)).toEqual(['malformed', expect.stringContaining('/oauth/token only')]);
    expect(await reasonOf(token)).toEqual(['malformed', expect.stringContaining('the word Bearer')]);
    const cut = await reasonOf(`Bearer ${token.slice(0, -2)}`);
    expect(cut?.[0]).toMatch(/^(unknown|signature)$/);
    const ended = await reasonOf(`Bearer ${token}`, coldStart(later(2 * DAY)));
    const isAccessToken = mode === 'client-credentials' || mode === 'federation';
    const reason = isAccessToken ? 'access-token-expired' : 'expired';
    expect(ended).toEqual([reason, expect.stringMatching(/expired (on|at) 20\d\d-/)]);
  });

  it('ends at once when it is revoked, or turned off in the tenant file', async () => {
    const { token, end, off } = await SIGN_IN[mode]();
    await end();
    const { authorizing, granting } = coldStart();
    const changed = { ...authorizing };
    if (off) delete changed[off as 'federation' | 'entraToken'];
    const reason = await reasonOf(`Bearer ${token}`, { authorizing: changed, granting });
    expect(reason?.[0]).toBe(off ? 'turned-off' : 'revoked');
    for (const part of token.split(/[_.]/).filter((each) => each.length > 20)) expect(reason?.[1]).not.toContain(part);
  });
});

/** What a fault leads to at the place where the mode is checked: the status a client sees, and the reason in the log. */
type Outcome = [status: number, reason: string];
type Fault = { changes?: Record<string, unknown>; how?: Signing; jwks?: Parameters<Issuer['misbehave']>[0] };

async function outcome(mode: 'federation' | 'entra-token', { changes, how, jwks }: Fault): Promise<Outcome> {
  issuer.misbehave(jwks);
  if (mode === 'federation') {
    const assertion = await issuer.sign({ ...assertionClaims(SETUP), ...changes }, how);
    const grant = await decideToken(toEvent(assertionRequest('acme', assertion)), coldStart().granting);
    const { status: statusCode, body } = answerToken(grant);
    expect(body).not.toContain(assertion.split('.')[2] || assertion);
    return [statusCode, grant.ok ? 'none' : grant.problem.reason];
  }
  const token = await issuer.sign({ ...entraTokenClaims(TENANT), ...changes }, how);
  try {
    const decision = await present(token);
    return decision.allowed ? [200, 'none'] : [401, decision.refusal.reason];
  } catch (error) {
    // API Gateway's answer to an authorizer that throws.
    if (error instanceof JwksUnavailableError) return [503, 'keys-unavailable'];
    throw error;
  }
}

const now = () => Math.floor(Date.now() / 1000);
const FAULTS: [string, Fault, Outcome][] = [
  ['none', {}, [200, 'none']],
  ['no algorithm', { how: { alg: 'none' } }, [401, 'algorithm']],
  ['HS256 with the public key', { how: { alg: 'HS256' } }, [401, 'algorithm']],
  ["somebody else's key", { how: { stolenKid: true } }, [401, 'signature']],
  ['an unknown kid', { how: { kid: 'nobody' } }, [401, 'key']],
  ['expired', { changes: { exp: now() - 120 } }, [401, 'expired']],
  ['not yet valid', { changes: { nbf: now() + 600 } }, [401, 'not-yet-valid']],
  ['a wrong audience', { changes: { aud: 'api://other' } }, [401, 'audience']],
  [
    'a wrong issuer',
    { changes: { iss: 'https://sts.windows.net/22222222-2222-4333-8444-555555555555/' } },
    [401, 'issuer'],
  ],
  ['a wrong tenant', { changes: { tid: '22222222-2222-4333-8444-555555555555' } }, [401, 'tenant']],
  ['8 KB', { changes: { filler: 'x'.repeat(8192) } }, [401, 'malformed']],
  // Each waits for three seconds; test/auth/jwt has the same without a function around it.
  ...(sizes.wholePlays
    ? [['a JWKS host that is slow', { jwks: () => {} }, [503, 'keys-unavailable']] as [string, Fault, Outcome]]
    : []),
  ['a JWKS host that fails', { jwks: (response) => response.writeHead(500).end() }, [503, 'keys-unavailable']],
  ['a JWKS of 10 MB', { jwks: (response) => response.end('x'.repeat(10_000_000)) }, [503, 'keys-unavailable']],
  ['a JWKS that is not JSON', { jwks: (response) => response.end('<html>') }, [503, 'keys-unavailable']],
];

describe.each(['federation', 'entra-token'] as const)('%s with', (mode) => {
  it.each(FAULTS)('%s', async (_, fault, expected) => {
    expect(await outcome(mode, fault)).toEqual(expected);
  });
});

describe('federation', () => {
  it('takes an assertion with a jti once, and one without as often as it is valid', async () => {
    const [once, often] = [
      await issuer.sign(assertionClaims(SETUP)),
      await issuer.sign({ ...assertionClaims(SETUP), jti: undefined }),
    ];
    const status = async (assertion: string) => (await requestToken(assertionRequest('acme', assertion))).statusCode;

    expect([await status(once), await status(once)]).toEqual([200, 401]);
    expect([await status(often), await status(often)]).toEqual([200, 200]);
  });

  it('takes an assertion whose answer was lost, or that asked for too much, for none that was used', async () => {
    const lost = firstTimes(1, 'TransactWriteItemsCommand', () => ({ lost: awsError('TimeoutError') }));
    const stop = injectFaults(test.client, lost);
    const first = await requestToken(assertionRequest('acme', await issuer.sign(assertionClaims(SETUP))));
    stop();
    expect(first.statusCode).toBe(200);
    expect(await present(first.body.access_token)).toMatchObject({ allowed: true });

    const assertion = await issuer.sign(assertionClaims(SETUP));
    const statusFor = async (scope: string) =>
      (await requestToken(assertionRequest('acme', assertion, scope))).statusCode;
    expect([await statusFor('directory'), await statusFor('scim'), await statusFor('scim')]).toEqual([400, 200, 401]);
  });

  it.each([8.64e12, 1e15, 1e300])('takes an assertion that ends in %d seconds after 1970 for a day', async (exp) => {
    const assertion = await issuer.sign({ ...assertionClaims(SETUP), exp });
    const status = async () => (await requestToken(assertionRequest('acme', assertion))).statusCode;
    expect([await status(), await status()]).toEqual([200, 401]);
  });

  it('tells the operator why the keys cannot be had, and the client that it may try again', async () => {
    issuer.misbehave((response) => response.writeHead(500).end());
    const assertion = await issuer.sign(assertionClaims(SETUP));
    const grant = await decideToken(toEvent(assertionRequest('acme', assertion)), coldStart().granting);
    expect(grant).toMatchObject({ ok: false, cause: { message: expect.stringContaining('it answered 500') } });
    expect(answerToken(grant).body).not.toContain('answered 500');
  });

  it('keeps no token for an assertion that was used before', async () => {
    const assertion = await issuer.sign(assertionClaims(SETUP));
    await requestToken(assertionRequest('acme', assertion));
    const tokens = async () => (await test.items()).filter(({ pk }) => String(pk).startsWith('ACCESS#')).length;
    const before = await tokens();
    expect((await requestToken(assertionRequest('acme', assertion))).statusCode).toBe(401);
    expect(await tokens()).toBe(before);
  });

  it('takes an assertion once also when it comes twice at the same time', async () => {
    const assertion = await issuer.sign(assertionClaims(SETUP));
    const answers = await Promise.all([1, 2, 3, 4].map(() => requestToken(assertionRequest('acme', assertion))));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401]);
  });

  it('refuses another subject, application, and client id', async () => {
    const refusal = async (changes: object, clientId = 'acme') => {
      const assertion = await issuer.sign({ ...assertionClaims(SETUP), ...changes });
      return (await requestToken(assertionRequest(clientId, assertion))).body.error_description;
    };
    expect(await refusal({ sub: 'somebody' })).toContain('the subject (sub) somebody, which is not registered here');
    expect(await refusal({}, 'other')).toContain('check Client ID');
    const entra = await issuer.sign({ ...entraTokenClaims(TENANT), appid: SETUP.subject });
    expect(await present(entra)).toMatchObject({ refusal: { reason: 'application' } });
  });

  it('is off for a tenant that does not have it, and so is what Entra makes for a blank secret', async () => {
    const { authorizing, granting } = coldStart();
    const { federation: _f, ...grantingWithout } = granting;
    const { entraToken: _e, ...authorizingWithout } = authorizing;
    const assertion = await issuer.sign(assertionClaims(SETUP));
    const grant = await decideToken(toEvent(assertionRequest('acme', assertion)), grantingWithout);
    expect(grant).toMatchObject({ ok: false, problem: { reason: 'turned-off', error: 'invalid_client' } });
    const token = await issuer.sign(entraTokenClaims(TENANT));
    expect(await authorize({ headers: { Authorization: `Bearer ${token}` } }, authorizingWithout)).toMatchObject({
      kind: 'entra-token',
      refusal: { reason: 'turned-off', detail: expect.stringContaining('when Secret Token is left blank') },
    });
  });
});

describe('client credentials', () => {
  it('are refused in the same words when the client is unknown, and when the secret is wrong or of another client', async () => {
    const [client, other] = [await newClient(), await newClient()];
    const wrong = altered(client.clientSecret);
    const asked = [
      { ...client, clientSecret: wrong },
      { ...client, clientSecret: other.clientSecret },
      { ...client, clientId: 'client-0123456789abcdef' },
      { ...client, clientId: 'nonsense' },
    ];
    const answers = await Promise.all(asked.map((each) => requestToken(asForm(each))));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      statusCode: 401,
      headers: { 'WWW-Authenticate': 'Basic realm="scim"', 'Cache-Control': 'no-store' },
      body: { error: 'invalid_client' },
    });
  });

  it('say when they ended, to whoever has the secret', async () => {
    const expired = await newClient('2026-01-31T00:00:00.000Z');
    expect((await requestToken(asForm(expired))).body).toMatchObject({
      error: 'invalid_client',
      error_description: expect.stringContaining('expired on 2026-01-31'),
    });
    const revoked = await newClient();
    await credentials.revoke(revoked.clientId, '2026-02-01T00:00:00.000Z');
    expect((await requestToken(asForm(revoked))).body.error_description).toContain('revoked on 2026-02-01');
  });

  it('with two secrets work with either, until the old one ends', async () => {
    const client = await newClient();
    const { secret, secretId, kept } = createClientSecret({ now: later(0), expiresAt: later(365 * DAY) });
    await credentials.addSecret(client.client, { secretId, kept, othersEnd: later(7 * DAY) });
    const [before, after] = [asForm(client), asForm({ ...client, clientSecret: secret })];

    expect([(await requestToken(before)).statusCode, (await requestToken(after)).statusCode]).toEqual([200, 200]);
    const inEightDays = coldStart(later(8 * DAY));
    expect((await requestToken(before, inEightDays)).statusCode).toBe(401);
    expect((await requestToken(after, inEightDays)).statusCode).toBe(200);
  });

  it.each([
    ['scim:read', 200, 'scim:read'],
    ['scim scim', 200, 'scim'],
    ['api://something/.default', 200, 'scim scim:read'],
    ['directory', 400, undefined],
    ['scim everything', 400, undefined],
  ])('that ask for the scope "%s" are answered %i', async (scope, status, granted) => {
    const { clientId, clientSecret } = await newClient();
    const { statusCode, body } = await requestToken(
      clientRequest({ tokenUrl: '', clientId, clientSecret, sent: 'body', scope }),
    );
    expect([statusCode, body.scope]).toEqual([status, granted]);
    if (status === 400)
      expect(body).toMatchObject({
        error: 'invalid_scope',
        error_description: expect.stringContaining('scim scim:read'),
      });
  });

  it('that may write may ask for reading only, and not the other way round', async () => {
    const ask = async (has: string, scope: string) => {
      const { clientId, clientSecret } = await newClient(later(DAY), [has]);
      const request = clientRequest({ tokenUrl: '', clientId, clientSecret, sent: 'body', scope });
      return (await requestToken(request)).body.scope;
    };
    expect([await ask('scim', 'scim:read'), await ask('scim:read', 'scim')]).toEqual(['scim:read', undefined]);
    expect(await ask('directory', 'scim:read')).toBeUndefined();
  });

  it('cost one read and two writes, and one write less for the rest of the 40 minutes', async () => {
    const client = await newClient();
    const used = meter(test.client);
    await requestToken(asForm(client));
    expect(used).toMatchObject({ rru: 1, wru: 2 });
    used.reset();
    await requestToken(asForm(client));
    expect(used).toMatchObject({ rru: 1, wru: 1 });
    used.stop();
  });

  it('get a token although their use cannot be noted', async () => {
    const client = await newClient();
    const stop = injectFaults(
      test.client,
      firstTimes(1, 'UpdateItemCommand', () => ({ error: awsError('ThrottlingException') })),
    );
    expect((await requestToken(asForm(client))).statusCode).toBe(200);
    stop();
  });

  it('that are wrong too often are told to wait, and the right ones are let in meanwhile', async () => {
    const cold = coldStart();
    const right = await newClient();
    const wrong = asForm({ clientId: right.clientId, clientSecret: 'wrong' });
    for (let each = 0; each < 20; each += 1) expect((await requestToken(wrong, cold)).statusCode).toBe(401);
    expect(await requestToken(wrong, cold)).toMatchObject({
      statusCode: 429,
      headers: { 'Retry-After': expect.stringMatching(/^\d+$/) },
      body: { error: 'temporarily_unavailable' },
    });
    const elsewhere = { ...cold, granting: { ...cold.granting, address: '192.0.2.2' } };
    expect((await requestToken(wrong, elsewhere)).statusCode).toBe(401);
    expect((await requestToken(asForm(right), cold)).statusCode).toBe(200);
  });
});

describe.each(AUTH_MODES)('%s with', (mode: AuthMode) => {
  it.each(['', 'x'.repeat(8000), 'scim_0123456789abcdef_short', 'a b', '€'])(
    'the token "%.30s" is refused in little time',
    async (text) => {
      // Of the processor's time: how long it takes is up to the machine.
      const start = process.cpuUsage();
      const decision =
        mode === 'client-credentials' || mode === 'federation'
          ? await decideToken(
              toEvent(
                mode === 'federation' ? assertionRequest('acme', text) : asForm({ clientId: text, clientSecret: text }),
              ),
              coldStart().granting,
            )
          : await present(text);
      expect('ok' in decision ? decision.ok : decision.allowed).toBe(false);
      const { user, system } = process.cpuUsage(start);
      expect((user + system) / 1000).toBeLessThan(1000);
    },
  );
});
