import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { SigningKeys } from './signing-keys.ts';

/** What a JWT must say to be accepted. */
export interface JwtRule {
  readonly issuer: string;
  /** One of them, exactly. */
  readonly audiences: readonly string[];
  /** Claims with the one value that they must have. */
  readonly claims: Readonly<Partial<Record<ExactClaim, string>>>;
}

type ExactClaim = (typeof EXACT)[number]['claim'];

/**
 * Why a JWT is not accepted; `says` is ASCII without quotes and backslashes, and holds nothing that
 * was secret.
 */
export interface JwtProblem {
  readonly reason:
    | 'malformed'
    | 'algorithm'
    | 'key'
    | 'signature'
    | 'expired'
    | 'not-yet-valid'
    | 'issuer'
    | 'audience'
    | 'subject'
    | 'tenant'
    | 'application';
  readonly says: string;
}

export type JwtCheck =
  { readonly ok: true; readonly claims: JWTPayload } | { readonly ok: false; readonly problem: JwtProblem };

/**
 * Microsoft signs with this one. One algorithm only: with a choice, the public key could be taken
 * for a secret of HS256.
 */
const ALGORITHM = 'RS256';
/** Seconds by which two clocks may differ. */
const SKEW = 60;
/** Entra's assertions live for about 65 minutes; nobody needs one that was made to last. */
const OLDEST = '24h';
/** API Gateway takes 10 KB of headers. Entra's tokens have 1 to 2 KB. */
const MAX_LENGTH = 8192;
const MAX_SHOWN = 100;
const SHAPE = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** In the order in which they are checked. */
const EXACT = [
  { claim: 'tid', reason: 'tenant', what: 'Entra tenant (tid)' },
  { claim: 'appid', reason: 'application', what: 'application (appid)' },
  { claim: 'sub', reason: 'subject', what: 'subject (sub)' },
] as const;

/** Whether a text is a JWT by its looks: three parts, of which the first names an algorithm. */
export function looksLikeJwt(text: string): boolean {
  if (text.length > MAX_LENGTH || !SHAPE.test(text)) return false;
  try {
    return typeof decodeProtectedHeader(text).alg === 'string';
  } catch {
    return false;
  }
}

/**
 * Checks signature, issuer, audience, time window and the exact claims of a JWT, in this order (RFC
 * 7519 §7.2, RFC 7523 §3). `now` is ISO 8601.
 * @throws JwksUnavailableError where the keys cannot be had: that is nobody's fault who sent a JWT
 */
export async function checkJwt(
  jwt: string,
  rule: JwtRule,
  { keys, now }: { keys: SigningKeys; now: string },
): Promise<JwtCheck> {
  if (!looksLikeJwt(jwt)) return refused('malformed', `it is not a JWT of at most ${MAX_LENGTH} characters`);
  const { alg, kid } = decodeProtectedHeader(jwt);
  if (alg !== ALGORITHM) return refused('algorithm', `it is signed with ${shown(alg)}; allowed is ${ALGORITHM}`);
  if (typeof kid !== 'string') return refused('key', 'its header names no key (kid)');
  const key = await keys.get(kid);
  if (!key) return refused('key', `its key ${shown(kid)} is not among the keys of the issuer`);
  try {
    const { payload } = await jwtVerify(jwt, key, {
      algorithms: [ALGORITHM],
      issuer: rule.issuer,
      audience: [...rule.audiences],
      currentDate: new Date(now),
      clockTolerance: SKEW,
      maxTokenAge: OLDEST,
      requiredClaims: ['exp'],
    });
    return checkExactClaims(payload, rule);
  } catch (error) {
    if (error instanceof errors.JOSEError) return { ok: false, problem: explain(error) };
    throw error;
  }
}

function checkExactClaims(payload: JWTPayload, { claims }: JwtRule): JwtCheck {
  // jose does not look at it, and what is no text could not be told from what has none (RFC 7519
  // §4.1.7).
  const jti: unknown = payload.jti;
  if (jti !== undefined && typeof jti !== 'string') return notText('jti');
  for (const { claim, reason, what } of EXACT) {
    const wanted = claims[claim];
    const came: unknown = payload[claim];
    if (wanted === undefined || came === wanted) continue;
    if (came !== undefined && typeof came !== 'string') return notText(claim);
    return refused(reason, `it is for the ${what} ${shown(came)}, which is not registered here`);
  }
  return { ok: true, claims: payload };
}

function explain(error: errors.JOSEError): JwtProblem {
  if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason, payload } = error;
    if (reason === 'missing' || reason === 'invalid')
      return { reason: 'malformed', says: `its claim ${claim} is missing, or not of the right type` };
    if (error instanceof errors.JWTExpired) return { reason: 'expired', says: expiry(payload, claim) };
    if ((claim === 'iss' || claim === 'aud') && !isText(payload[claim], claim === 'aud'))
      return { reason: 'malformed', says: `its claim ${claim} is not text` };
    if (claim === 'iss') {
      return {
        reason: 'issuer',
        says: `it was issued by ${shown(payload.iss)}, which is not the issuer registered here`,
      };
    }
    if (claim === 'aud') {
      return {
        reason: 'audience',
        says: `its audience ${shown(payload.aud)} is not registered here, exactly as it is`,
      };
    }
    const from = Math.max(payload.nbf ?? 0, payload.iat ?? 0);
    return { reason: 'not-yet-valid', says: `it is not valid before ${timeOf(from)}; a clock is wrong` };
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return { reason: 'signature', says: 'its signature is not that of the issuer' };
  return { reason: 'malformed', says: 'it cannot be read as a signed JWT' };
}

function expiry({ exp, iat }: JWTPayload, claim: string): string {
  return claim === 'exp' ? `it expired at ${timeOf(exp)}` : `it was issued at ${timeOf(iat)}, more than ${OLDEST} ago`;
}

function timeOf(seconds: number | undefined): string {
  const time = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(time.getTime()) ? 'a time that is none' : time.toISOString();
}

const refused = (reason: JwtProblem['reason'], says: string): JwtCheck => ({ ok: false, problem: { reason, says } });

const notText = (claim: string): JwtCheck => refused('malformed', `its claim ${claim} is not text`);

/**
 * Whether a claim has the type that it should have; an audience may also be a list of texts (RFC
 * 7519 §4.1.3).
 */
const isText = (value: unknown, orList: boolean): boolean =>
  typeof value === 'string' ||
  (orList && Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string'));

/**
 * What came in, so that it can be registered: cut, and without what would have to be escaped in
 * JSON or a header.
 */
export function shown(value: unknown): string {
  const texts = [value].flat().filter((each) => typeof each === 'string');
  const text = texts.length > 0 ? texts.join(' ') : 'none';
  return text.slice(0, MAX_SHOWN).replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
}
