import { parseToken } from '../../../lambdas/auth/credential.ts';
import { PlainError } from '../../plain-error.ts';

/**
 * Throws PlainError unless the token could be sent in an Authorization header; it does not say the
 * token.
 */
export function checkToken(token: string): void {
  if (parseToken(token) === undefined) {
    throw new PlainError('SCIM_TOKEN cannot be used as a token: give 1 to 512 visible ASCII characters, no spaces');
  }
}
