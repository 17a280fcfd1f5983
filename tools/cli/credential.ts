import type { Command } from 'commander';
import { ago, dayOf, openCredentials, viewsOf, warnOfExpiry } from './credentials.ts';
import { formatTable } from './table.ts';
import { addTargetOptions } from './target.ts';
import type { TargetOptions } from './target.ts';

const COLUMNS = ['credential', 'kind', 'state', 'lastUse', 'ageDays', 'daysLeft', 'label'] as const;

/** Adds `scim credential report`. */
export function addCredentialCommands(program: Command): void {
  const credential = program
    .command('credential')
    .description('Everything that clients of a tenant sign in with: tokens, clients, federation, tokens of Entra.');
  const report = credential
    .command('report')
    .description('Which credentials are still used: last use (up to 40 minutes behind), age, days left.')
    .option('--json', 'print a list of objects')
    .action(async ({ json, ...options }: TargetOptions & { json?: true }) => {
      const { store } = await openCredentials(options);
      const now = new Date().toISOString();
      const views = (await store.list()).flatMap((one) => viewsOf(one, now));
      const rows = views.map((view) => ({
        ...view,
        credential: view.secretId === undefined ? view.keyId : `${view.keyId} ${view.secretId}`,
        lastUse: view.lastUsedAt === undefined ? 'never' : `${dayOf(view.lastUsedAt)}, ${ago(view.lastUsedAt)}`,
        ageDays: String(view.ageDays),
        daysLeft: view.daysLeft === undefined ? undefined : String(view.daysLeft),
      }));
      console.log(json ? JSON.stringify(views) : formatTable(COLUMNS, rows));
      warnOfExpiry(
        views.filter(({ kind }) => kind === 'bearer'),
        'token',
      );
      warnOfExpiry(
        views.filter(({ kind }) => kind === 'client-credentials'),
        'client',
      );
    });
  addTargetOptions(report);
}
