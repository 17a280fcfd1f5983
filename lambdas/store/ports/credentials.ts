import type { StoredCredential } from '../../auth/authorize.ts';
import type { Ending } from '../../auth/ending.ts';
import type { Client, ClientSecret } from '../../auth/client.ts';
import type { Credential } from '../../auth/credential.ts';
import type { SetupLink } from '../../auth/setup-link.ts';
import type { TrustKind } from '../../auth/trust.ts';

/** What is asked of the credentials when somebody signs in. */
export interface CredentialUse {
  /** Strongly consistent. 1 round trip. */
  get(keyId: string): Promise<StoredCredential | undefined>;
  /**
   * Notes a use at `at`, unless one was noted in the 40 minutes before. One attempt of half a
   * second.
   */
  touch(keyId: string, at: string, secretId?: string): Promise<void>;
  /** The same for a trust of the tenant file, which nobody made an item for. */
  touchTrust(kind: TrustKind, at: string): Promise<void>;
}

export interface CredentialList {
  /** All credentials that DynamoDB has not removed yet, in the order of their key ids. */
  list(): Promise<StoredCredential[]>;
}

/** The credentials that a setup link has made and that are kept; `turn` changes with each new one. */
export interface MadeByLink {
  readonly turn: number;
  readonly credentials: readonly StoredCredential[];
}

/** What setup links may do with credentials: make and end their own. Times are ISO 8601. */
export interface LinkCredentials {
  /** Strongly consistent. */
  madeBy(link: string): Promise<MadeByLink>;
  /**
   * Keeps one more, and from now on only those of the earlier ones that are in `kept`. False, and
   * nothing is kept, where another one was made since `before` was read.
   */
  make(
    link: Pick<SetupLink, 'keyId' | 'expiresAt'>,
    before: MadeByLink,
    kept: readonly string[],
    added: Credential | Client,
  ): Promise<boolean>;
  /** Ends one at `at`, unless it was ended before; false where the link has made no such credential. */
  end(link: string, keyId: string, at: string): Promise<boolean>;
}

/** For whoever warns of what ends, and may not see what proves a credential. */
export interface EndingReader {
  /**
   * What was used in the week before `now`, ISO 8601, and ends within 30 days, the first to end first.
   * 1 round trip.
   */
  listEnding(now: string): Promise<readonly Ending[]>;
}

/** All that can be done with credentials. Times are ISO 8601. */
export interface CredentialStore extends CredentialUse, CredentialList {
  /** Writes a credential over whatever has its key id. */
  put(credential: StoredCredential): Promise<void>;
  /**
   * Ends a credential, or one secret of a client, at `at`, unless it was ended before. What it is
   * after that; undefined where there is none.
   */
  revoke(keyId: string, at: string, secretId?: string): Promise<StoredCredential | undefined>;
  /**
   * Revokes the access tokens that were given out to the federation of the tenant file up to `at`,
   * used or not. Answers up to when they are revoked, which is later where that was said before.
   */
  revokeTokens(at: string): Promise<string>;
  /**
   * Keeps a credential in place of another one, which lives until `at` only; false, and nothing is
   * kept, where that has changed meanwhile.
   */
  replace(old: Credential, at: string, young: Credential): Promise<boolean>;
  /**
   * Gives a client a secret and lets its other ones, by their ids, live until `othersEnd` only.
   * False where it was revoked or rotated meanwhile.
   */
  addSecret(client: Client, added: { secretId: string; kept: ClientSecret; othersEnd: string }): Promise<boolean>;
}
