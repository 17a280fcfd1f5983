import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { findEventsTarget } from './events-target.ts';
import { PlainError } from '../plain-error.ts';
import { redrive } from './redrive.ts';
import { replay } from './replay.ts';
import { addTargetOptions, type TargetOptions } from './target.ts';

/** Adds `scim events`. */
export function addEventsCommands(program: Command): void {
  const events = program.command('events').description('Tell consumers again what happened (docs/events).');
  const replaying = events
    .command('replay')
    .description('Tell every user and group as it stands now, marked as replayed. Reads the whole directory.')
    .option('--all', 'all of them')
    .option('--since <time>', 'only those changed at this time or later, as in 2027-01-01T00:00:00Z', toTime)
    .action(async (options: TargetOptions & { all?: true; since?: string }) => {
      if ((options.all === undefined) === (options.since === undefined))
        replaying.error('error: give either --all or --since <time>');
      const { sent } = await replay(await findEventsTarget(options), options.since ?? '');
      console.log(`${sent} events were sent again`);
    });
  addTargetOptions(replaying);
  const redriving = events
    .command('redrive')
    .description('Tell what went into the dead-letter queue, as far as the stream still has it (24 hours).')
    .action(async (options: TargetOptions) => {
      const { told, failed, gone } = await redrive(await findEventsTarget(options));
      console.log(`${told} batches of changes were told, ${failed} failed again, ${gone.length} are gone`);
      if (gone.length > 0) {
        throw new PlainError(
          `the stream has no longer what is gone: scim events replay --since ${gone.toSorted()[0] ?? ''} tells how things stand`,
        );
      }
      if (failed > 0) throw new PlainError("what failed is still in the queue: see the changes function's log");
    });
  addTargetOptions(redriving);
}

function toTime(text: string): string {
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('a time looks like 2027-01-01T00:00:00Z.');
  }
  return time.toISOString();
}
