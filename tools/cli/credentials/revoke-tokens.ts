import type { CredentialStore } from '../../../lambdas/store/ports/credentials.ts';
import { PlainError } from '../../plain-error.ts';

/** What ends the others. */
const INSTEAD: Readonly<Record<string, string>> = {
  'entra-token': 'Microsoft makes these tokens, nobody here can revoke one: take entraToken out of the tenant file',
};

interface Asked {
  /** Of what, as "scim credential report" shows it. */
  readonly id: string;
  /** Only those that were given out until then, ISO 8601. */
  readonly issuedBefore?: string | undefined;
  readonly now: string;
}

/** Until when the access tokens of the federation were given out that are to end. Throws PlainError. */
export function tokensUntil({ id, issuedBefore, now }: Asked): string {
  if (id !== 'federation')
    throw new PlainError(
      `"${id}" is no federation: ${INSTEAD[id] ?? '"scim token revoke" ends a token, "scim client revoke" a client with its access tokens'}`,
    );
  if (issuedBefore !== undefined && issuedBefore > now)
    throw new PlainError(
      `${issuedBefore} is yet to come, and Entra would be refused until then: name a time that has passed`,
    );
  return issuedBefore ?? now;
}

/** Ends them. */
export const revokeTokens = async (store: CredentialStore, id: string, until: string) => ({
  keyId: id,
  tokensRevokedAt: await store.revokeTokens(until),
});
