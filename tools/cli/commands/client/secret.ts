import type { Client } from '../../../../lambdas/auth/client.ts';
import { operatorName } from '../../credentials/open.ts';
import { toWholeNumber } from '../../input/arguments.ts';
import { dayOf } from '../../output/time.ts';
import { tell } from '../../output/width.ts';
import type { TargetOptions } from '../../target/options.ts';

export interface ClientOptions extends TargetOptions {
  json?: true;
}
export interface SecretOptions extends ClientOptions {
  years: number;
}

/** For how many years a secret is valid: what Entra's gallery asks of one. */
export const toYears = toWholeNumber('years', 1, 3);

/** From when to when a secret lives, and who makes it. `now` is ISO 8601. */
export function lifeOf({ years }: Pick<SecretOptions, 'years'>, now: string) {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return { now, expiresAt: end.toISOString(), createdBy: operatorName() };
}

/** Shows a secret for the only time, on stdout, and says on stderr what it is. */
export function printSecret(
  { keyId: clientId, label, scopes, secrets }: Client,
  { secretId, secret }: { secretId: string; secret: string },
  { json }: ClientOptions,
  more: object = {},
): void {
  const expiresAt = secrets[secretId]?.expiresAt;
  tell(
    `client id ${clientId} "${label}" (${scopes.join(', ')}); its secret ${secretId} is valid until ${dayOf(expiresAt)}, and this is the only time it is shown:`,
  );
  console.log(json ? JSON.stringify({ clientId, secretId, secret, label, scopes, expiresAt, ...more }) : secret);
}
