import type { Command } from 'commander';
import { warnOfExpiry } from '../../credentials/expiry.ts';
import { openCredentials } from '../../credentials/open.ts';
import { viewsOf } from '../../credentials/views.ts';
import { formatTable } from '../../output/table.ts';
import { dayOf } from '../../output/time.ts';
import type { TokenOptions } from './made.ts';

const COLUMNS = ['keyId', 'state', 'scopes', 'expires', 'lastUsedOn', 'createdBy', 'label'] as const;

/** `scim token list` */
export function listCommand(parent: Command): Command {
  return parent
    .command('list')
    .description('Show every token, without its secret, and warn of those that expire within 30 days.')
    .option('--json', 'print a list of objects')
    .action(async (options: TokenOptions) => {
      const { store, target } = await openCredentials(options);
      const tokens = (await store.list()).filter(({ kind }) => kind === 'bearer');
      const views = tokens.flatMap((token) => viewsOf(token, target.now));
      const rows = views.map((view) => ({
        ...view,
        expires: dayOf(view.expiresAt),
        lastUsedOn: dayOf(view.lastUsedAt),
      }));
      console.log(options.json ? JSON.stringify(rows) : formatTable(COLUMNS, rows));
      warnOfExpiry(views, 'token');
    });
}
