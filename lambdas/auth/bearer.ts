import { parseAccessToken } from './access-token.ts';
import type { ParsedAccessToken } from './access-token.ts';
import { authorizationOf } from './authorization-header.ts';
import type { Headers } from './authorization-header.ts';
import { parseToken } from './credential.ts';
import type { ParsedToken } from './credential.ts';
import { looksLikeJwt } from './jwt/check.ts';
import { REFUSALS } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { parseSetupLink } from './setup-link.ts';

/** What a bearer token is by its looks. */
export type PresentedToken =
  | ({ readonly is: 'secret' } & ParsedToken)
  | ({ readonly is: 'link' } & ParsedToken)
  | ({ readonly is: 'access' } & ParsedAccessToken)
  | { readonly is: 'jwt'; readonly jwt: string };

const BEARER = /^Bearer +([^ ]+) *$/i;
/** API Gateway takes 10 KB of headers; no token is as long as this. */
const MAX_HEADER = 9000;

/**
 * Reads the bearer token of a request (RFC 6750 §2.1); the scheme has no case. The same header
 * twice is refused behind the authorizer: see http/principal.ts.
 */
export function readBearer(request: Headers): { token: PresentedToken } | { refusal: Refusal } {
  const [value, ...others] = new Set(authorizationOf(request));
  if (value === undefined) return { refusal: REFUSALS.missing() };
  if (others.length > 0) return { refusal: REFUSALS.conflicting() };
  if (/^Basic /i.test(value)) return { refusal: REFUSALS.basic() };
  const [, text = ''] = value.length > MAX_HEADER ? [] : (BEARER.exec(value) ?? []);
  // The likely mistake of whoever has a client and the field Secret Token; nothing needs to be
  // looked up for it.
  if (text.startsWith('scims_')) return { refusal: REFUSALS.clientSecret() };
  const token = present(text);
  return token ? { token } : { refusal: REFUSALS.malformed() };
}

function present(text: string): PresentedToken | undefined {
  if (looksLikeJwt(text)) return { is: 'jwt', jwt: text };
  const access = parseAccessToken(text);
  if (access) return { is: 'access', ...access };
  const link = parseSetupLink(text);
  if (link) return { is: 'link', ...link };
  const token = parseToken(text);
  return token && { is: 'secret', ...token };
}
