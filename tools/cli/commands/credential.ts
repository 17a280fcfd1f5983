import type { Command } from 'commander';
import { viewAll } from '../credentials/all.ts';
import { warnOfExpiry } from '../credentials/expiry.ts';
import { openCredentials } from '../credentials/open.ts';
import type { CredentialView } from '../credentials/views.ts';
import { formatTable } from '../output/table.ts';
import { ago, dayOf } from '../output/time.ts';
import { addCredentialRevoke } from './credential-revoke.ts';
import { addCredentialUndo } from './credential-undo.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';

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
