import type { Command } from 'commander';
import { warnOfExpiry } from '../../credentials/expiry.ts';
import { openCredentials } from '../../credentials/open.ts';
import { relatively, viewsOf, withDays } from '../../credentials/views.ts';
import { formatTable } from '../../output/table.ts';
import type { ClientOptions } from './secret.ts';

const COLUMNS = [
  ['keyId', 'Client id'],
  'secretId',
  'state',
  ['scopes', 'Scopes', 'drop'],
  'expires',
  'lastUsed',
  ['createdBy', 'Made by', 'drop'],
  ['label', 'Label', 'cut'],
] as const;

/** `scim client list` */
export function listCommand(parent: Command): Command {
  return parent
    .command('list')
    .description(
      'Show every client with its secrets, by their ids, and warn of those whose last secret expires within 30 days.',
    )
    .option('--json', 'print a list of objects')
    .action(async (options: ClientOptions) => {
      const { store, target } = await openCredentials(options);
      const clients = (await store.list()).filter(({ kind }) => kind === 'client-credentials');
      const views = clients.flatMap((client) => viewsOf(client, target.now));
      const rows = views.map((view) => withDays({ ...view, clientId: view.keyId }));
      const shown = views.map((view) => relatively(view, target.now));
      console.log(options.json ? JSON.stringify(rows) : formatTable(COLUMNS, shown));
      warnOfExpiry(views, 'client', { now: target.now });
    });
}
