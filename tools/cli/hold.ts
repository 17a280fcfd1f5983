import type { Command } from 'commander';
import { PlainError } from '../plain-error.ts';
import { confirm } from './confirm.ts';
import { operate } from './invoke.ts';
import { formatTable } from './table.ts';
import { addTargetOptions, findTarget } from './target.ts';
import type { TargetOptions } from './target.ts';

interface Options extends TargetOptions {
  json?: true;
  yes?: true;
}

interface Hold {
  id: string;
  from: string;
  to: string;
  count: number;
  of: number;
  state: string;
}

interface Restored {
  hold: Hold;
  restored: number;
  refused: { id: string; reason: string }[];
  remaining: boolean;
}

/** Adds `scim hold list | release | restore`. */
export function addHoldCommands(program: Command): void {
  const hold = program
    .command('hold')
    .description('Users whose purge waits for a decision, because too many were deactivated or deleted at once.');
  addTargetOptions(
    hold
      .command('list')
      .description('Show every hold, and how many users wait in it.')
      .option('--json', 'print a list of objects')
      .action(list),
  );
  addTargetOptions(
    hold
      .command('release')
      .description('The deletes were meant: let the purge erase these users when their retention has passed.')
      .argument('<hold>', 'the id that "scim hold list" shows')
      .option('--yes', 'do not ask')
      .option('--json', 'print an object')
      .action(release),
  );
  addTargetOptions(
    hold
      .command('restore')
      .description('The deletes were a mistake: bring every one of these users back as it was.')
      .argument('<hold>', 'the id that "scim hold list" shows')
      .option('--json', 'print an object')
      .action(restore),
  );
}

async function list({ json, ...options }: Options): Promise<void> {
  const holds = await operate<{ hold: Hold; users: number }[]>(await findTarget(options), { command: 'hold list' });
  if (json) console.log(JSON.stringify(holds));
  else if (holds.length === 0) console.log('no hold: there were never too many soft deletes at once');
  else console.log(formatTable(['id', 'state', 'from', 'to', 'noticed', 'now'], holds.map(toRow)));
}

const toRow = ({ hold, users }: { hold: Hold; users: number }) => ({
  id: hold.id,
  state: hold.state,
  from: hold.from,
  to: hold.to,
  noticed: `${hold.count} of ${hold.of}`,
  now: `${users} users`,
});

async function release(hold: string, { json, yes, ...options }: Options): Promise<void> {
  await confirm(`Release the hold ${hold}? Its users will be erased when their retention has passed.`, yes);
  const released = await operate<Hold>(await findTarget(options), { command: 'hold release', hold });
  console.log(json ? JSON.stringify(released) : `the hold ${hold} is released`);
}

async function restore(hold: string, { json, ...options }: Options): Promise<void> {
  const target = await findTarget(options);
  let restored = 0;
  let last: Restored;
  do {
    last = await operate<Restored>(target, { command: 'hold restore', hold });
    restored += last.restored;
  } while (last.remaining);
  if (json) console.log(JSON.stringify({ ...last, restored }));
  else console.log([`${restored} users are back as they were`, ...last.refused.map(({ reason }) => reason)].join('\n'));
  if (last.refused.length > 0) throw new PlainError(`${last.refused.length} users could not be restored`);
}
