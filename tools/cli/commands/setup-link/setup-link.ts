import type { Command } from 'commander';
import { addTargetOptions } from '../../target/options.ts';
import { createCommand } from './create.ts';
import { listCommand } from './list.ts';
import { revokeCommand } from './revoke.ts';

/** Adds `scim setup-link create | list | revoke`. */
export function addSetupLinkCommands(program: Command): void {
  const link = program
    .command('setup-link')
    .description("Links to the setup page, with which the customer's Entra admin connects, and sees what flows.");
  for (const add of [createCommand, listCommand, revokeCommand]) addTargetOptions(add(link));
}
