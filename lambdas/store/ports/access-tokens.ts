import type { AccessToken, UsedAssertion } from '../../auth/access-token.ts';

/** Access tokens that were given out, and the assertions they were given for. */
export interface AccessTokenStore {
  /** Strongly consistent: a token may be used as soon as it was given out. 1 round trip. */
  get(tokenId: string): Promise<AccessToken | undefined>;
  /**
   * Keeps a token and, in the same transaction, that the assertion for it was used; false, and
   * nothing is kept, where that was used before.
   */
  put(accessToken: AccessToken, assertion?: UsedAssertion): Promise<boolean>;
}
