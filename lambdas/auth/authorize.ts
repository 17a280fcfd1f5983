import { readBearer } from './bearer.ts';
import type { Headers } from './bearer.ts';
import { checkCredential } from './credential.ts';
import type { Credential } from './credential.ts';
import type { Refusal } from './refusal.ts';

/** Where credentials are kept; see store/credentials.ts. */
export interface Credentials {
  get(keyId: string): Promise<Credential | undefined>;
  /** Notes that a credential was used on a day, YYYY-MM-DD. */
  touch(keyId: string, day: string): Promise<void>;
}

export type Decision = { readonly credentialId?: string } & (
  | { readonly allowed: true; readonly credential: Credential; readonly touchError?: unknown }
  | { readonly allowed: false; readonly refusal: Refusal }
);

/**
 * Decides whether a request carries a valid credential, with one read; the first use on a day also writes. Throws where the
 * credential cannot be read: an outage is no reason to call a token wrong.
 */
export async function authorize(
  request: Headers,
  { credentials, now }: { credentials: Credentials; now: string },
): Promise<Decision> {
  const bearer = readBearer(request);
  if ('refusal' in bearer) return { allowed: false, refusal: bearer.refusal };
  const { keyId, secret } = bearer.token;
  const check = checkCredential(await credentials.get(keyId), secret, now);
  if (!check.ok) return { allowed: false, credentialId: keyId, refusal: check.refusal };
  const touchError = await touchOncePerDay(credentials, check.credential, now.slice(0, 10));
  return {
    allowed: true,
    credentialId: keyId,
    credential: check.credential,
    ...(touchError !== undefined && { touchError }),
  };
}

/** The date of last use is for the operator; a failure to note it must not keep anybody out, and is returned. */
async function touchOncePerDay(
  credentials: Credentials,
  { keyId, lastUsedOn }: Credential,
  day: string,
): Promise<unknown> {
  if (lastUsedOn !== undefined && lastUsedOn >= day) return undefined;
  try {
    await credentials.touch(keyId, day);
    return undefined;
  } catch (error) {
    return error;
  }
}
