import { WARN_DAYS } from '../../../lambdas/auth/ending.ts';
import { isProbe } from '../../../lambdas/auth/scopes.ts';
import { ago } from '../output/time.ts';
import { tell } from '../output/width.ts';
import { isLive, type CredentialView } from './views.ts';

/**
 * Says on stderr what ends within 30 days of `now` (ISO 8601) and has nothing to follow it, or is still used although
 * it has.
 */
export function warnOfExpiry(
  views: readonly CredentialView[],
  command: 'token' | 'client',
  { now, tenant }: { readonly now: string; readonly tenant?: string },
): void {
  const [of, on] = tenant === undefined ? ['', ''] : [`${tenant}: `, ` --tenant ${tenant}`];
  for (const view of views) {
    const { keyId, secretId, label, expiresAt = '', daysLeft = Infinity } = view;
    if (!isLive(view) || daysLeft > WARN_DAYS || isProbe(view.scopes)) continue;
    const name = `${keyId}${secretId === undefined ? '' : ` ${secretId}`} "${label}"`;
    if (!isFollowed(view, views)) {
      tell(`warning: ${of}${name} expires ${ago(expiresAt, now)}: scim ${command} rotate ${keyId}${on}`);
    } else if (view.usedRecently) {
      tell(
        `warning: ${of}${name} expires ${ago(expiresAt, now)} and is still used: enter the one that takes its place into Entra`,
      );
    }
  }
}

/** Whether there is a token in its place, or another secret of the client that lives for longer. */
const isFollowed = (view: CredentialView, views: readonly CredentialView[]): boolean =>
  view.state === 'replaced' ||
  views.some(
    (other) =>
      other.keyId === view.keyId &&
      other.secretId !== view.secretId &&
      isLive(other) &&
      (other.daysLeft ?? Infinity) > WARN_DAYS,
  );
