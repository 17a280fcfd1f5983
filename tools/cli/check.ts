import type { Command } from 'commander';
import { PlainError } from '../plain-error.ts';
import { operate } from './invoke.ts';
import { addTargetOptions, findTarget } from './target.ts';
import type { TargetOptions } from './target.ts';

interface Found {
  items: number;
  problems: { key: string; what: string }[];
}

/** Adds `scim check`. */
export function addCheckCommand(program: Command): void {
  const command = program
    .command('check')
    .description('Read the whole table and say what in it belongs to nobody, or is missing. Changes nothing.')
    .option('--json', 'print an object')
    .action(async ({ json, ...options }: TargetOptions & { json?: true }) => {
      const { items, problems } = await operate<Found>(await findTarget(options), { command: 'check' });
      if (json) console.log(JSON.stringify({ items, problems }));
      else console.log([`${items} items`, ...problems.map(({ key, what }) => `${key} ${what}`)].join('\n'));
      if (problems.length > 0) throw new PlainError(`${problems.length} things are wrong in the table`);
      if (!json) console.log('nothing is missing, and nothing belongs to nobody');
    });
  addTargetOptions(command);
}
