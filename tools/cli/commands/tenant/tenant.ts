import type { Command } from 'commander';
import { addCeilingsCommand } from './ceilings.ts';
import { addInitCommand } from './init.ts';
import { addListCommand } from './list.ts';
import { addRemoveCommand } from './remove.ts';
import { addValidateCommand } from './validate.ts';

/** Adds `scim tenant init | validate | list | ceilings | remove`. */
export function addTenantCommands(program: Command): void {
  const tenant =
    program.commands.find((each) => each.name() === 'tenant') ??
    program.command('tenant').description('The tenants themselves: their files, and what is deployed.');
  for (const add of [addInitCommand, addValidateCommand, addListCommand, addCeilingsCommand, addRemoveCommand])
    add(tenant);
}
