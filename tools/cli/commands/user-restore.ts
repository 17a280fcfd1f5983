import type { Command } from 'commander';
import type { RestoredTo } from '../../../lambdas/service/lifecycle/operator/restore-to.ts';
import { toTime } from '../../to-time.ts';
import { confirm } from '../input/confirm.ts';
import { formatFacts } from '../output/facts.ts';
import { momentOf } from '../output/time.ts';
import { fit, tell } from '../output/width.ts';
import { operate } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget } from '../target/target.ts';
import { JSON_OBJECT, YES } from './operator-command.ts';
import { describeStanding } from './user-describe.ts';

interface Options extends TargetOptions {
  json?: true;
  yes?: true;
  to?: string;
}

/** Adds `scim user restore`, which takes a DELETE back, or makes a user what it was at a time. */
export function addUserRestore(user: Command): void {
  const command = user
    .command('restore')
    .description('Bring a deleted user back as it was, into its groups; or make a user what it was at a time.')
    .argument('user', 'id or userName')
    .option('--to <time>', 'as it was at this time, as in 2027-01-01T08:30:00Z: shows what differs, and asks', toTime)
    .option(YES.flags, YES.description)
    .option(JSON_OBJECT.flags, JSON_OBJECT.description)
    .action(async (name: string, { json, yes, to, ...options }: Options) => {
      const target = await findTarget(options);
      if (to === undefined) {
        const report = await operate(target, 'user restore', { user: name });
        console.log(json ? JSON.stringify(report) : describeStanding(report, target.now));
        return;
      }
      const would = await operate(target, 'user restore-to', { user: name, to, dryRun: true });
      if (would.changed.length > 0 && !yes) {
        tell(describeRestored(would));
        await confirm(`Make ${name} what it was?`, yes);
      }
      const restored = await operate(target, 'user restore-to', { user: name, to });
      console.log(json ? JSON.stringify(restored) : fit(describeRestored(restored)));
    });
  addTargetOptions(command);
}

function describeRestored({ id, moment, by, isEarlier, changed, done }: RestoredTo): string {
  const lines = formatFacts(
    [
      ['id', id],
      ['as it was', `before the change of ${momentOf(moment)}${by === undefined ? '' : ` by ${by}`}`],
      [done ? 'put back' : 'differs', changed.length > 0 ? changed.join(', ') : 'nothing'],
    ],
    14,
  );
  const note = 'That is before the time you gave: of one hour only the state before its first change is kept.';
  return [...lines, ...(isEarlier ? [note] : [])].join('\n');
}
