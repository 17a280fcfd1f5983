import { CYCLE } from '../../../lambdas/auth/use.ts';
import { MINUTE } from '../../../lambdas/duration.ts';
import { confirm } from '../input/confirm.ts';
import { count } from '../output/count.ts';
import { ago } from '../output/time.ts';
import { tell } from '../output/width.ts';
import { isLive, type CredentialView } from './views.ts';

interface Asking {
  readonly yes?: true | undefined;
  /** ISO 8601. */
  readonly now: string;
}

/** Warns of who is locked out, and asks. Throws PlainError when it is not wanted. */
export async function confirmRevoke(what: string, views: readonly CredentialView[], asking: Asking): Promise<void> {
  warnOfUse(what, views, asking.now);
  await confirm(`Revoke ${what}? It cannot be taken back.`, asking.yes);
}

/**
 * The same where what is replaced ends so soon that Entra may not come before that. `overlap` in
 * milliseconds.
 */
export async function confirmOverlap(
  what: string,
  views: readonly CredentialView[],
  { overlap, ...asking }: Asking & { readonly overlap: number },
): Promise<void> {
  if (overlap >= 2 * CYCLE) return;
  warnOfUse(what, views, asking.now);
  await confirm(`Let ${what} end in ${count(overlap / MINUTE, 'minute')}? It cannot be taken back.`, asking.yes);
}

function warnOfUse(what: string, views: readonly CredentialView[], now: string): void {
  const last = views
    .filter((view) => isLive(view) && view.usedRecently)
    .map(({ lastUsedAt = '' }) => lastUsedAt)
    .toSorted()
    .at(-1);
  if (last === undefined) return;
  tell(`warning: ${what} was used ${ago(last, now)}: whoever uses it is refused from then on`);
}
