import { TRUST_KINDS, TRUST_LABEL, TRUST_SCOPES, type TrustKind } from '../../../lambdas/auth/trust.ts';
import type { CredentialStore } from '../../../lambdas/store/ports/credentials.ts';
import { operate } from '../target/functions.ts';
import type { Target } from '../target/target.ts';
import { viewsOf, type CredentialView } from './views.ts';

/**
 * What is kept in the table, and the trusts of the tenant file: what is turned on and was never
 * used, and what was used and is turned off.
 */
export async function viewAll(store: CredentialStore, target: Target): Promise<CredentialView[]> {
  const [kept, trusted] = await Promise.all([store.list(), operate(target, 'trusts', {})]);
  const isTrust = (kind: string): kind is TrustKind => TRUST_KINDS.some((trust) => trust === kind);
  const views = kept
    .flatMap((one) => viewsOf(one, target.now))
    .map((view): CredentialView =>
      isTrust(view.kind) && !trusted.includes(view.kind) ? { ...view, state: 'turned-off' } : view,
    );
  const unused = trusted.filter((trust) => !kept.some(({ kind }) => kind === trust));
  return [...views, ...unused.map(viewUnused)];
}

const viewUnused = (kind: TrustKind): CredentialView => ({
  keyId: kind,
  kind,
  label: TRUST_LABEL,
  scopes: TRUST_SCOPES,
  state: 'valid',
  usedRecently: false,
});
