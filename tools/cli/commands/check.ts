import type { Command } from 'commander';
import { addOperatorCommand, JSON_OBJECT } from './operator-command.ts';

/** Adds `scim check`. */
export function addCheckCommand(program: Command): void {
  addOperatorCommand(program, {
    command: 'check',
    description: 'Read the whole table and say what in it belongs to nobody, or is missing. Changes nothing.',
    options: [JSON_OBJECT],
    ask: () => ({}),
    describe: ({ items, problems }) =>
      [
        `${items} items`,
        ...problems.map(({ key, what }) => `${key} ${what}`),
        ...(problems.length === 0 ? ['nothing is missing, and nothing belongs to nobody'] : []),
      ].join('\n'),
    failure: ({ problems }) => (problems.length === 0 ? undefined : `${problems.length} things are wrong in the table`),
  });
}
