import type { Command } from 'commander';
import { TRUST_KINDS, TRUST_LABEL, TRUST_SCOPES, type TrustKind } from '../../../lambdas/auth/trust.ts';
import type { CredentialStore } from '../../../lambdas/store/ports/credentials.ts';
import { warnOfExpiry } from '../credentials/expiry.ts';
import { openCredentials } from '../credentials/open.ts';
import { viewsOf, type CredentialView } from '../credentials/views.ts';
import { formatTable } from '../output/table.ts';
import { ago, dayOf } from '../output/time.ts';
import { addCredentialRevoke } from './credential-revoke.ts';
import { addCredentialUndo } from './credential-undo.ts';
import { operate } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import type { Target } from '../target/target.ts';

const COLUMNS = ['credential', 'kind', 'state', 'scopes', 'lastUse', 'ageDays', 'daysLeft', 'label'] as const;

/** Adds `scim credential report | undo | revoke`. */
export function addCredentialCommands(program: Command): void {
  const credential = program
    .command('credential')
    .description('Everything that clients of a tenant sign in with: tokens, clients, federation, tokens of Entra.');
  const report = credential
    .command('report')
    .description('Which credentials are still used: last use (up to 40 minutes behind), age, days left.')
    .option('--json', 'print a list of objects')
    .action(async ({ json, ...options }: TargetOptions & { json?: true }) => {
      const { store, target } = await openCredentials(options);
      const views = await viewAll(store, target);
      const rows = views.map((view) => ({
        ...view,
        credential: view.secretId === undefined ? view.keyId : `${view.keyId} ${view.secretId}`,
        lastUse:
          view.lastUsedAt === undefined ? 'never' : `${dayOf(view.lastUsedAt)}, ${ago(view.lastUsedAt, target.now)}`,
        ageDays: view.ageDays?.toString(),
        daysLeft: view.daysLeft?.toString(),
        label: labelOf(view),
      }));
      console.log(json ? JSON.stringify(views) : formatTable(COLUMNS, rows));
      const ofKind = (wanted: string): CredentialView[] => views.filter(({ kind }) => kind === wanted);
      warnOfExpiry(ofKind('bearer'), 'token');
      warnOfExpiry(ofKind('client-credentials'), 'client');
    });
  addTargetOptions(report);
  addCredentialUndo(credential);
  addCredentialRevoke(credential);
}

const labelOf = ({ label, tokensRevokedAt }: CredentialView): string =>
  tokensRevokedAt === undefined ? label : `${label}; access tokens until ${tokensRevokedAt} are revoked`;

/**
 * What is kept in the table, and the trusts of the tenant file: what is turned on and was never
 * used, and what was used and is turned off.
 */
async function viewAll(store: CredentialStore, target: Target): Promise<CredentialView[]> {
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
