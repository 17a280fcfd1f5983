import type { Command } from 'commander';
import { SETUP_MAY, setupScope } from '../../../../lambdas/auth/scopes.ts';
import { openCredentials } from '../../credentials/open.ts';
import { relatively, viewsOf, withDays } from '../../credentials/views.ts';
import { formatTable } from '../../output/table.ts';
import type { TargetOptions } from '../../target/options.ts';

const COLUMNS = [
  'keyId',
  'state',
  'may',
  'expires',
  'lastUsed',
  ['createdBy', 'Made by', 'drop'],
  ['label', 'Label', 'cut'],
] as const;

/** `scim setup-link list` */
export function listCommand(parent: Command): Command {
  return parent
    .command('list')
    .description('Show every setup link, without its secret, and when it was used last.')
    .option('--json', 'print a list of objects')
    .action(async ({ json, ...options }: TargetOptions & { json?: true }) => {
      const { store, target } = await openCredentials(options);
      const links = (await store.list()).filter(({ kind }) => kind === 'setup-link');
      const rows = links
        .flatMap((link) => viewsOf(link, target.now))
        .map((view) =>
          withDays({ ...view, may: ['see', ...SETUP_MAY.filter((may) => view.scopes.includes(setupScope(may)))] }),
        );
      const shown = rows.map((row) => ({ ...relatively(row, target.now), may: row.may }));
      console.log(json ? JSON.stringify(rows) : formatTable(COLUMNS, shown));
    });
}
