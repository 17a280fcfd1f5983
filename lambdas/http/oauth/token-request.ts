import { authorizationOf } from '../../auth/authorization-header.ts';
import type { Headers } from '../../auth/authorization-header.ts';
import type { TokenRequest } from '../../auth/grants/grant.ts';
import { PROBLEMS, type OAuthProblem } from '../../auth/grants/problem.ts';
import { mediaTypeOf } from '../request.ts';

/** The part of API Gateway's event that a token request is in. */
export interface TokenEvent extends Headers {
  readonly httpMethod: string;
  readonly queryStringParameters?: object | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: OAuthProblem };

const GRANT_TYPE = 'client_credentials';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const FORM = 'application/x-www-form-urlencoded';
/** An assertion of 8 KB and what belongs to it. */
const MAX_BODY_BYTES = 16_384;
const BASIC = /^Basic +([A-Za-z0-9+/_-]{1,2000}={0,2}) *$/i;

const refuse = (problem: OAuthProblem) => ({ ok: false, problem }) as const;

/**
 * Reads a token request (RFC 6749 §4.4.2 with §2.3.1, or RFC 7523 §2.2). What proves the client may
 * come by HTTP Basic, in the body, or both.
 */
export function readTokenRequest(event: TokenEvent): Read<TokenRequest> {
  // Whatever is in it, it is in the wrong place; credentials are the likely thing.
  if (Object.keys(event.queryStringParameters ?? {}).length > 0) return refuse(PROBLEMS.query());
  if (event.httpMethod !== 'POST') return refuse(PROBLEMS.method(event.httpMethod, 'a POST with a form in its body'));
  const form = readForm(event);
  if (!form.ok) return form;
  const basic = readBasic(event);
  if (!basic.ok) return basic;
  const { grant_type: grantType, scope = '', client_id: clientId, client_secret: secret } = form.value;
  if (grantType === undefined) return refuse(PROBLEMS.missing('grant_type', GRANT_TYPE));
  if (grantType !== GRANT_TYPE) return refuse(PROBLEMS.grantType(GRANT_TYPE));
  const { client_assertion: assertion, client_assertion_type: type } = form.value;
  if (assertion !== undefined || type !== undefined) {
    // RFC 6749 §2.3: one way of proving the client at a time.
    if (basic.value ?? secret) return refuse(PROBLEMS.conflict('a client secret and a client assertion were sent'));
    if (assertion === undefined) return refuse(PROBLEMS.missing('client_assertion', 'a JWT'));
    if (type !== ASSERTION_TYPE) return refuse(PROBLEMS.assertionType(ASSERTION_TYPE));
    return { ok: true, value: { by: 'assertion', scope, clientId, assertion } };
  }
  const inHeader = basic.value;
  if (inHeader && (differs(clientId, inHeader.clientId) || differs(secret, inHeader.secret)))
    return refuse(PROBLEMS.conflict('the Authorization header and the body have different clients or secrets'));
  if (inHeader) return { ok: true, value: { by: 'secret', scope, ...inHeader } };
  if (clientId === undefined)
    return refuse(secret === undefined ? PROBLEMS.noClient() : PROBLEMS.noSecret('client_id'));
  if (secret === undefined) return refuse(PROBLEMS.noSecret('client_secret'));
  return { ok: true, value: { by: 'secret', scope, clientId, secret } };
}

const differs = (value: string | undefined, other: string): boolean => value !== undefined && value !== other;

function readForm(event: TokenEvent): Read<Readonly<Record<string, string>>> {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded === true ? 'base64' : 'utf8');
  if (body.length > MAX_BODY_BYTES) return refuse(PROBLEMS.tooLarge(MAX_BODY_BYTES));
  if (mediaTypeOf(event) !== FORM) return refuse(PROBLEMS.mediaType());
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    // RFC 6749 §3.2: without a value it counts as left out; none may come twice.
    if (value === '') continue;
    if (fields.has(name)) return refuse(PROBLEMS.repeated(/^[a-z_]{1,30}$/.test(name) ? name : 'a parameter'));
    fields.set(name, value);
  }
  return { ok: true, value: Object.fromEntries(fields) };
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they become Basic. */
function readBasic(event: TokenEvent): Read<{ clientId: string; secret: string } | undefined> {
  const [value, ...more] = authorizationOf(event);
  if (more.length > 0) return refuse(PROBLEMS.repeated('the Authorization header'));
  if (value === undefined) return { ok: true, value: undefined };
  const text = Buffer.from(BASIC.exec(value)?.[1] ?? '', 'base64').toString('utf8');
  const [, clientId, secret] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  if (clientId === undefined || secret === undefined) return refuse(PROBLEMS.authorization());
  return { ok: true, value: { clientId: formDecoded(clientId), secret: formDecoded(secret) } };
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
