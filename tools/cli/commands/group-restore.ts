import type { Command } from 'commander';
import type { RestoredGroupTo } from '../../../lambdas/service/lifecycle/operator/restore-group-to.ts';
import { toTime } from '../../to-time.ts';
import { confirm } from '../input/confirm.ts';
import { formatFacts } from '../output/facts.ts';
import { withProgress } from '../output/progress.ts';
import { momentOf } from '../output/time.ts';
import { fit, tell } from '../output/width.ts';
import { operate } from '../target/functions.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget, type Target } from '../target/target.ts';
import { JSON_OBJECT, YES } from './operator-command.ts';

interface Options extends TargetOptions {
  json?: true;
  yes?: true;
  to?: string;
}

/** Adds `scim group restore`, which takes a DELETE back, or makes a group what it was at a time. */
export function addGroupRestore(group: Command): void {
  const command = group
    .command('restore')
    .description(
      'Bring a deleted group back under its id, with its members who are still there, into the groups it was in; ' +
        'or make a group what it was at a time, members included.',
    )
    .argument('group', 'the id, as "scim group find" shows it')
    .option('--to <time>', 'as it was at this time, as in 2027-01-01T08:30:00Z: shows what differs, and asks', toTime)
    .option(YES.flags, YES.description)
    .option(JSON_OBJECT.flags, JSON_OBJECT.description)
    .action(async (id: string, { json, yes, to, ...options }: Options) => {
      const target = await findTarget(options);
      if (to === undefined) {
        const report = await operate(target, 'group restore', { group: id });
        console.log(json ? JSON.stringify(report) : `the group ${id} "${report.displayName ?? ''}" is back`);
        return;
      }
      const would = await operate(target, 'group restore-to', { group: id, to, dryRun: true });
      if (differs(would) && !yes) {
        tell(describeRestored(would));
        await confirm(`Make the group ${id} what it was?`, yes);
      }
      const restored = await withProgress('group restore', (say) => restoreAll(target, id, to, say));
      console.log(json ? JSON.stringify(restored) : fit(describeRestored(restored)));
    });
  addTargetOptions(command);
}

const differs = ({ changed, joined, removed, left }: RestoredGroupTo): boolean =>
  changed.length + joined + removed + left > 0;

/** One call moves as many members as one request may. */
async function restoreAll(
  target: Target,
  group: string,
  to: string,
  say: (how: string) => void,
): Promise<RestoredGroupTo> {
  let restored = await operate(target, 'group restore-to', { group, to });
  while (restored.left > 0) {
    say(`members: ${restored.joined + restored.removed} moved, ${restored.left} are next`);
    const next = await operate(target, 'group restore-to', { group, to });
    restored = {
      ...next,
      changed: restored.changed,
      joined: restored.joined + next.joined,
      removed: restored.removed + next.removed,
    };
  }
  return restored;
}

function describeRestored({ id, moment, isEarlier, changed, joined, removed, done }: RestoredGroupTo): string {
  const members = [
    ...(joined > 0 ? [`${joined} ${done ? 'are' : 'would be'} back`] : []),
    ...(removed > 0 ? [`${removed} ${done ? 'are' : 'would be'} out again`] : []),
  ];
  const lines = formatFacts(
    [
      ['id', id],
      ...(moment === undefined ? [] : [['as it was', `before the change of ${momentOf(moment)}`] as const]),
      [done ? 'put back' : 'differs', changed.length > 0 ? changed.join(', ') : 'no attribute'],
      ['members', members.length > 0 ? members.join(', ') : 'the same'],
    ],
    14,
  );
  const note =
    'That is before the time you gave: of the attributes only the state before the first change of an hour is kept.';
  return [...lines, ...(isEarlier ? [note] : [])].join('\n');
}
