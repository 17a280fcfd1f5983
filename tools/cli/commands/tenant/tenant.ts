import type { Command } from 'commander';
import { addCeilingsCommand } from './ceilings.ts';
import { addInitCommand } from './init.ts';
import { addListCommand } from './list.ts';
import { addRemoveCommand } from './remove.ts';
import { addStacksCommand } from './stacks.ts';
import { addValidateCommand } from './validate.ts';

/** Adds `scim tenant init | validate | list | stacks | ceilings | remove`. */
export function addTenantCommands(program: Command): void {
  const tenant = program.command('tenant').description('The tenants themselves: their files, and what is deployed.');
  for (const add of [
    addInitCommand,
    addValidateCommand,
    addListCommand,
    addStacksCommand,
    addCeilingsCommand,
    addRemoveCommand,
  ])
    add(tenant);
}
