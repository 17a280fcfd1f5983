import { createCredential } from '../../../../lambdas/auth/credential.ts';
import { DAY } from '../../../../lambdas/duration.ts';
import { operatorName } from '../../credentials/open.ts';
import { later, toWholeNumber } from '../../input/arguments.ts';
import { dayOf } from '../../output/time.ts';
import { tell } from '../../output/width.ts';
import type { TargetOptions } from '../../target/options.ts';

export interface TokenOptions extends TargetOptions {
  json?: true;
}
export interface MakeOptions extends TokenOptions {
  label?: string;
  expiresInDays: number;
}

type Made = ReturnType<typeof createCredential>;

/** For how many days a token is valid. */
export const toDays = toWholeNumber('days', 1, 3650);

/** A token that is not kept yet. `now` is ISO 8601. */
export function makeToken(
  { label, scopes, expiresInDays }: { label: string; scopes: readonly string[]; expiresInDays: number },
  now: string,
): Made {
  const expiresAt = later(now, expiresInDays * DAY);
  return createCredential({ label, scopes, now, expiresAt, createdBy: operatorName() });
}

/** Shows a token for the only time, on stdout, and says on stderr what it is. */
export function printToken({ credential, token }: Made, { json }: TokenOptions, more: object = {}): void {
  const { hash: _hash, ...known } = credential;
  const { keyId, label, scopes, expiresAt } = known;
  tell(
    `made token ${keyId} "${label}" (${scopes.join(', ')}), valid until ${dayOf(expiresAt)}; this is the only time its secret is shown:`,
  );
  console.log(json ? JSON.stringify({ token, ...known, ...more }) : token);
}
