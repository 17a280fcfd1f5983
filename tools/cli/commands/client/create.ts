import { Option, type Command } from 'commander';
import { createClient } from '../../../../lambdas/auth/client.ts';
import { SCOPES } from '../../../../lambdas/auth/scopes.ts';
import { openCredentials, operatorName } from '../../credentials/open.ts';
import { toLabel } from '../../input/arguments.ts';
import { lifeOf, printSecret, toYears, type SecretOptions } from './secret.ts';

/** `scim client create` */
export function createCommand(parent: Command): Command {
  const scope = new Option('--scope <scope...>', 'what it may do').choices(SCOPES).default(['scim']);
  return parent
    .command('create')
    .description('Make a client with a secret, which is printed once, on stdout, and kept nowhere.')
    .option('--label <text>', 'what it is for', toLabel, `made by ${operatorName()}`)
    .addOption(scope)
    .option('--years <number>', 'how long the secret is valid: 1, 2 or 3', toYears, 1)
    .option('--json', 'print an object with client id and secret')
    .action(async (options: SecretOptions & { label: string; scope: string[] }) => {
      const { store, target } = await openCredentials(options);
      const { client, ...secret } = createClient({
        ...lifeOf(options, target.now),
        label: options.label,
        scopes: [...new Set(options.scope)],
      });
      await store.put(client);
      printSecret(client, secret, options);
    });
}
