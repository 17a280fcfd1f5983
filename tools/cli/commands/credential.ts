import type { Command } from 'commander';
import { viewAll } from '../credentials/all.ts';
import { warnOfExpiry } from '../credentials/expiry.ts';
import { openCredentials } from '../credentials/open.ts';
import type { CredentialView } from '../credentials/views.ts';
import { formatTable } from '../output/table.ts';
import { agoOf, momentOf } from '../output/time.ts';
import { addCredentialRevoke } from './credential-revoke.ts';
import { addCredentialUndo } from './credential-undo.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';

const COLUMNS = [
  'credential',
  ['kind', 'Kind', 'drop'],
  'state',
  ['scopes', 'Scopes', 'cut'],
  'lastUsed',
  ['made', 'Made', 'drop'],
  'expires',
  ['label', 'Label', 'cut'],
] as const;

const KINDS: Readonly<Record<string, string>> = {
  bearer: 'token',
  'client-credentials': 'client',
  'entra-token': 'token of Entra',
  'setup-link': 'setup link',
};

/** Adds `scim credential report | undo | revoke`. */
export function addCredentialCommands(program: Command): void {
  const credential = program
    .command('credential')
    .description('Everything that clients of a tenant sign in with: tokens, clients, federation, tokens of Entra.');
  const report = credential
    .command('report')
    .description('Which credentials are still used: last use (up to 40 minutes behind), age, end.')
    .option('--json', 'print a list of objects')
    .action(async ({ json, ...options }: TargetOptions & { json?: true }) => {
      const { store, target } = await openCredentials(options);
      const views = await viewAll(store, target);
      const { now } = target;
      const rows = views.map((view) => ({
        ...view,
        kind: KINDS[view.kind] ?? view.kind,
        credential: view.secretId === undefined ? view.keyId : `${view.keyId} ${view.secretId}`,
        lastUsed: agoOf(view.lastUsedAt, now) ?? 'never',
        made: agoOf(view.createdAt, now),
        expires: agoOf(view.expiresAt, now),
        label: labelOf(view),
      }));
      console.log(json ? JSON.stringify(views) : formatTable(COLUMNS, rows));
      const ofKind = (wanted: string): CredentialView[] => views.filter(({ kind }) => kind === wanted);
      warnOfExpiry(ofKind('bearer'), 'token', { now });
      warnOfExpiry(ofKind('client-credentials'), 'client', { now });
    });
  addTargetOptions(report);
  addCredentialUndo(credential);
  addCredentialRevoke(credential);
}

const labelOf = ({ label, tokensRevokedAt }: CredentialView): string =>
  tokensRevokedAt === undefined ? label : `${label}; access tokens until ${momentOf(tokensRevokedAt)} are revoked`;
