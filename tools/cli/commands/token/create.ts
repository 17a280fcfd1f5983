import { Option, type Command } from 'commander';
import { SCOPES } from '../../../../lambdas/auth/scopes.ts';
import { openCredentials, operatorName } from '../../credentials/open.ts';
import { toLabel } from '../../input/arguments.ts';
import { makeToken, printToken, toDays, type MakeOptions } from './made.ts';

/** `scim token create` */
export function createCommand(parent: Command): Command {
  const scope = new Option('--scope <scope...>', 'what it may do').choices(SCOPES).default(['scim']);
  return parent
    .command('create')
    .description('Make a token. Its secret is printed once, on stdout, and kept nowhere.')
    .option('--label <text>', 'what it is for', toLabel, `made by ${operatorName()}`)
    .addOption(scope)
    .option('--expires-in-days <number>', 'how long it is valid', toDays, 365)
    .option('--json', 'print an object with the token and what is known about it')
    .action(async (options: MakeOptions & { label: string; scope: string[] }) => {
      const { store, target } = await openCredentials(options);
      const made = makeToken({ ...options, scopes: [...new Set(options.scope)] }, target.now);
      await store.put(made.credential);
      printToken(made, options);
    });
}
