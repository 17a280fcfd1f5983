import type { Command } from 'commander';
import { addTargetOptions } from '../../target/options.ts';
import { createCommand } from './create.ts';
import { listCommand } from './list.ts';
import { revokeCommand } from './revoke.ts';
import { rotateCommand } from './rotate.ts';

/** Adds `scim client create | list | rotate | revoke`. */
export function addClientCommands(program: Command): void {
  const client = program
    .command('client')
    .description('The OAuth clients of a tenant, which exchange id and secret for access tokens at /oauth/token.');
  for (const add of [createCommand, listCommand, rotateCommand, revokeCommand]) addTargetOptions(add(client));
}
