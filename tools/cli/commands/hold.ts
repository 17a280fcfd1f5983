import type { Command } from 'commander';
import { familyOf, windowOf } from '../../../lambdas/life/guard.ts';
import type { HoldReport, HoldShown } from '../../../lambdas/service/lifecycle/operator/holds.ts';
import { PlainError } from '../../plain-error.ts';
import { count } from '../output/count.ts';
import { guardText } from '../output/guard.ts';
import { withProgress } from '../output/progress.ts';
import { formatTable } from '../output/table.ts';
import { ago, agoOf } from '../output/time.ts';
import { fit } from '../output/width.ts';
import { operate } from '../target/functions.ts';
import { restoreWhole } from '../target/restore-whole.ts';
import { addTargetOptions, type TargetOptions } from '../target/options.ts';
import { findTarget } from '../target/target.ts';
import { addOperatorCommand, JSON_LIST, JSON_OBJECT, YES } from './operator-command.ts';

const HOLD = ['hold', 'the id that "scim hold list" shows'] as const;

/** Adds `scim hold list | show | release | restore`. */
export function addHoldCommands(program: Command): void {
  const hold = program
    .command('hold')
    .description('What waits for a decision, because too many were deactivated, deleted or overwritten at once.');
  addOperatorCommand(hold, {
    command: 'hold list',
    more: async (target) => guardText((await operate(target, 'doctor', {})).guardLookedAt),
    description: 'Show every hold, and how many users wait in it.',
    options: [JSON_LIST],
    ask: () => ({}),
    describe: (holds, _, __, now) =>
      holds.length === 0
        ? 'no hold: the guard has found no mass loss'
        : formatTable(
            ['id', 'state', 'window', ['from', 'First'], ['to', 'Last'], 'noticed', 'now'],
            holds.map((hold) => toRow(hold, now)),
          ),
  });
  addOperatorCommand(hold, {
    command: 'hold show',
    description: 'Show who is in a hold, the first 500 of them.',
    argument: HOLD,
    options: [JSON_OBJECT],
    ask: (id) => ({ hold: id }),
    describe: ({ users, members }, _, __, now) =>
      [
        formatTable(
          ['id', ['name', 'Name', 'cut'], 'state', 'since'],
          members.map((member) => toMemberRow(member, now)),
        ),
        ...(users > members.length ? [`and ${users - members.length} more`] : []),
      ].join('\n'),
  });
  addOperatorCommand(hold, {
    command: 'hold release',
    description: 'The deletes were meant: let the purge erase these users when their retention has passed.',
    argument: HOLD,
    options: [YES, JSON_OBJECT],
    question: (id) => `Release the hold ${id}? Its users will be erased when their retention has passed.`,
    ask: (id) => ({ hold: id }),
    describe: (_, id) => `the hold ${id} is released`,
  });
  addTargetOptions(
    hold
      .command('restore')
      .description('The deletes were a mistake: bring every one of these users back as it was.')
      .argument(...HOLD)
      .option('--json', 'print an object')
      .action(restore),
  );
}

const toMemberRow = ({ id, name, state, softDeletedAt, deletedAt }: HoldShown['members'][number], now: string) => ({
  id,
  name,
  state,
  since: agoOf(deletedAt ?? softDeletedAt, now),
});

const toRow = ({ hold, users }: HoldReport, now: string) => ({
  id: hold.id,
  state: hold.state,
  window: windowOf(hold),
  from: ago(hold.from, now),
  to: agoOf(hold.to, now),
  noticed: `${hold.count} of ${hold.of}`,
  now: `${users} ${familyOf(hold)}`,
});

async function restore(hold: string, { json, ...options }: TargetOptions & { json?: true }): Promise<void> {
  const target = await findTarget(options);
  const { restored, ...last } = await withProgress('hold restore', () => restoreWhole(target, hold));
  if (json) console.log(JSON.stringify({ ...last, restored }));
  else
    console.log(
      fit([`back as before: ${count(restored, 'user')}`, ...last.refused.map(({ reason }) => reason)].join('\n')),
    );
  if (last.refused.length > 0) throw new PlainError(`${count(last.refused.length, 'user')} could not be restored`);
}
