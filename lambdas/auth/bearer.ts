import { parseToken } from './credential.ts';
import type { ParsedToken } from './credential.ts';
import { REFUSALS } from './refusal.ts';
import type { Refusal } from './refusal.ts';

type HeaderValues = Readonly<Record<string, string | undefined>> | null | undefined;
type HeaderLists = Readonly<Record<string, readonly string[] | undefined>> | null | undefined;

export interface Headers {
  readonly headers?: HeaderValues;
  /** Every value of a header that was sent more than once; `headers` holds only the last. */
  readonly multiValueHeaders?: HeaderLists;
}

const BEARER = /^Bearer +([^ ]+) *$/i;

/** Reads the bearer token of a request (RFC 6750 §2.1); header names and the scheme have no case. */
export function readBearer(request: Headers): { token: ParsedToken } | { refusal: Refusal } {
  const lists = valuesOf(request.multiValueHeaders).flat();
  const values = lists.length > 0 ? lists : valuesOf(request.headers);
  const [value, ...more] = values;
  if (value === undefined) return { refusal: REFUSALS.missing() };
  const [, text = ''] = BEARER.exec(value) ?? [];
  const token = more.length === 0 ? parseToken(text) : undefined;
  return token ? { token } : { refusal: REFUSALS.malformed() };
}

function valuesOf<Value>(headers: Readonly<Record<string, Value | undefined>> | null | undefined): Value[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === 'authorization' && value !== undefined ? [value] : [],
  );
}
