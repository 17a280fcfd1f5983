import type { Command } from 'commander';
import { toTime } from '../../to-time.ts';
import { findEventsTarget } from '../target/events-target.ts';
import { PlainError } from '../../plain-error.ts';
import { count } from '../output/count.ts';
import { withProgress } from '../output/progress.ts';
import { redrive } from '../events/redrive.ts';
import { replay } from '../events/replay.ts';
import { addEventsList } from './events-list.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';

/** Adds `scim events list | replay | redrive`. */
export function addEventsCommands(program: Command): void {
  const events = program
    .command('events')
    .description('What happened, and telling it to consumers again (docs/events).');
  addEventsList(events);
  const replaying = events
    .command('replay')
    .description('Tell every user and group as it stands now, marked as replayed. Reads the whole directory.')
    .option('--all', 'all of them')
    .option('--since <time>', 'only those changed at this time or later, as in 2027-01-01T00:00:00Z', toTime)
    .option('--json', 'print an object')
    .action(async ({ json, ...options }: TargetOptions & { all?: true; since?: string; json?: true }) => {
      if ((options.all === undefined) === (options.since === undefined))
        replaying.error('error: give either --all or --since <time>');
      const target = await findEventsTarget(options);
      const { sent } = await withProgress('events replay', (say) =>
        replay(target, options.since ?? '', ({ sent, seen }) =>
          say(`${count(seen, 'resource')} looked at, ${count(sent, 'event')} sent`),
        ),
      );
      console.log(json ? JSON.stringify({ sent }) : `sent again: ${count(sent, 'event')}`);
    });
  addTargetOptions(replaying);
  const redriving = events
    .command('redrive')
    .description('Tell what went into the dead-letter queue, as far as the stream still has it (24 hours).')
    .option('--json', 'print an object')
    .action(async ({ json, ...options }: TargetOptions & { json?: true }) => {
      const target = await findEventsTarget(options);
      const { told, failed, gone } = await withProgress('events redrive', () => redrive(target));
      const counts = `batches of changes: ${told} told, ${failed} failed again, ${gone.length} gone`;
      console.log(json ? JSON.stringify({ told, failed, gone }) : counts);
      if (gone.length > 0) {
        throw new PlainError(
          `the stream has no longer what is gone: scim events replay --since ${gone.toSorted()[0] ?? ''} tells how things stand`,
        );
      }
      if (failed > 0) throw new PlainError("what failed is still in the queue: see the changes function's log");
    });
  addTargetOptions(redriving);
}
