import { randomUUID } from 'node:crypto';
import type { Issuer, Signing } from './issuer.ts';

export const AUTH_MODES = ['bearer', 'client-credentials', 'federation', 'entra-token'] as const;
export type AuthMode = (typeof AUTH_MODES)[number];

/** What stands behind "Bearer" in a request: a fixed text, or what there is at the time. */
export type Token = string | (() => Promise<string>);

export const readToken = async (token: Token): Promise<string> => (typeof token === 'string' ? token : token());

/** How an admin has filled in the form for client credentials. */
export interface ClientCredentials {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** "How credentials are sent". */
  sent: 'header' | 'body' | 'both';
  scope?: string;
}

/** How an admin has set up workload identity federation, and what Entra then signs. */
export interface FederationSetup {
  tokenUrl: string;
  clientId: string;
  issuer: Issuer;
  tenantId: string;
  audience: string;
  subject: string;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const SYNC_FABRIC = '00000014-0000-0000-c000-000000000000';
const CUSTOM_APPLICATION = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';
/** Entra's tokens live for 65 minutes, from 5 minutes ago on. */
const LIFE = 3900;
const HEAD_START = 300;
/** Seconds before its end at which an access token is renewed. */
const RENEWAL = 120;

const secondsOf = (time = Date.now()): number => Math.floor(time / 1000);

/** The claims of an assertion. */
export function assertionClaims({
  tenantId,
  audience,
  subject,
}: Omit<FederationSetup, 'tokenUrl' | 'clientId' | 'issuer'>) {
  const now = secondsOf();
  return {
    aud: audience,
    iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    sub: subject,
    oid: subject,
    tid: tenantId,
    iat: now - HEAD_START,
    nbf: now - HEAD_START,
    exp: now - HEAD_START + LIFE,
    jti: randomUUID(),
    ver: '2.0',
  };
}

/** The claims of the token that Entra makes when Secret Token is blank. */
export function entraTokenClaims(tenantId: string) {
  const now = secondsOf();
  return {
    aud: CUSTOM_APPLICATION,
    iss: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    appid: SYNC_FABRIC,
    iat: now - HEAD_START,
    nbf: now - HEAD_START,
    exp: now - HEAD_START + LIFE,
    ver: '1.0',
  };
}

/** The request for an access token, as Entra sends it. */
export function clientRequest({ clientId, clientSecret, sent, scope }: ClientCredentials): RequestInit {
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== undefined) body.set('scope', scope);
  if (sent !== 'header') {
    body.set('client_id', clientId);
    body.set('client_secret', clientSecret);
  }
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  return { method: 'POST', body, ...(sent !== 'body' && { headers: { Authorization: `Basic ${basic}` } }) };
}

export function assertionRequest(clientId: string, assertion: string, scope = 'api://scim/.default'): RequestInit {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: assertion,
    scope,
  });
  return { method: 'POST', body };
}

/** Signs in with client id and secret, and again before the access token ends. */
export function clientCredentialsToken(client: ClientCredentials): Token {
  return renewed(() => requestToken(client.tokenUrl, clientRequest(client)));
}

/**
 * Signs in with an assertion, and again before the access token ends. Microsoft's assertions are
 * tokens that it keeps for about an hour, without a `jti`: the same one comes twice, as from two of
 * Entra's machines, and both times there has to be an access token for it.
 */
export function federationToken({ tokenUrl, clientId, issuer, ...setup }: FederationSetup): Token {
  return renewed(async () => {
    const assertion = await issuer.sign({ ...assertionClaims(setup), jti: undefined });
    const request = assertionRequest(clientId, assertion);
    await requestToken(tokenUrl, request);
    return requestToken(tokenUrl, request);
  });
}

/** The token that Entra makes by itself. */
export function entraToken(issuer: Issuer, tenantId: string, how: Signing = {}): Token {
  return renewed(async () => ({
    access_token: await issuer.sign(entraTokenClaims(tenantId), how),
    expires_in: LIFE - HEAD_START,
  }));
}

interface Granted {
  access_token: string;
  expires_in: number;
}

/** Throws Error with the server's own words where it gives out no token. */
async function requestToken(tokenUrl: string, request: RequestInit): Promise<Granted> {
  const response = await fetch(tokenUrl, { ...request, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`no access token: ${response.status} ${text}`);
  return JSON.parse(text) as Granted;
}

/** Requests that come at once share one sign-in. */
function renewed(get: () => Promise<Granted>): Token {
  let current: Promise<string> | undefined;
  let until = 0;
  const ask = async (): Promise<string> => {
    try {
      const { access_token: token, expires_in: seconds } = await get();
      until = Date.now() + (seconds - RENEWAL) * 1000;
      return token;
    } catch (error) {
      until = 0;
      throw error;
    }
  };
  return () => {
    if (current === undefined || until <= Date.now()) {
      until = Infinity;
      current = ask();
    }
    return current;
  };
}
