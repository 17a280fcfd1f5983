import type { Command } from 'commander';
import { addTargetOptions } from '../../target/options.ts';
import { createCommand } from './create.ts';
import { listCommand } from './list.ts';
import { revokeCommand } from './revoke.ts';
import { rotateCommand } from './rotate.ts';

/** Adds `scim token create | list | rotate | revoke`. */
export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('The secret tokens with which clients of a tenant sign in.');
  for (const add of [createCommand, listCommand, rotateCommand, revokeCommand]) addTargetOptions(add(token));
}
