import type { Command } from 'commander';
import type { UserHistory } from '../../../lambdas/service/lifecycle/operator/history.ts';
import type { UserReport } from '../../../lambdas/service/lifecycle/operator/users.ts';
import { toWholeNumber } from '../input/arguments.ts';
import { formatFacts } from '../output/facts.ts';
import { formatTable } from '../output/table.ts';
import { addOperatorCommand, JSON_OBJECT, YES } from './operator-command.ts';
import { addUserRestore } from './user-restore.ts';

const REASON = {
  flags: '--reason <text>',
  description: 'why; it is shown, and kept with the user',
  mandatory: true,
} as const;

const BEFORE = {
  flags: '--before <version>',
  description: 'go on below this version',
  parse: toWholeNumber('versions', 1, 999_999_999),
} as const;

/** Adds `scim user show | history | restore | hold | lift | erase`. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('One user, by id or userName, also a deleted one.');
  const common = {
    argument: ['user', 'id or userName'],
    options: [JSON_OBJECT],
    ask: (user: string) => ({ user }),
    describe,
  } as const;
  addOperatorCommand(user, {
    ...common,
    command: 'user show',
    description: 'Where a user stands: active, deactivated, deleted or erased, and until when it is kept.',
  });
  addOperatorCommand(user, {
    ...common,
    command: 'user history',
    description: 'What happened to a user in the last 36 days, the newest first, and by which credential.',
    options: [JSON_OBJECT, BEFORE],
    ask: (user, { before }) => ({ user, ...(before !== undefined && { before }) }),
    describe: describeHistory,
  });
  addUserRestore(user, describe);
  addOperatorCommand(user, {
    ...common,
    command: 'user hold',
    description: 'Keep a user from being erased until "lift": a legal hold.',
    options: [JSON_OBJECT, REASON],
    ask: (user, { reason = '' }) => ({ user, reason }),
  });
  addOperatorCommand(user, { ...common, command: 'user lift', description: 'End a legal hold.' });
  addOperatorCommand(user, {
    ...common,
    command: 'user erase',
    description: 'Erase a user now, without waiting for the retention: for a request by the person.',
    options: [JSON_OBJECT, YES],
    question: (user) => `Erase ${user}? Nobody can bring it back.`,
  });
}

function describe(report: UserReport): string {
  const { id, userName, state, softDeletedAt, deletedAt, erasedAt, restoredAt, purgeAfter, hold } = report;
  return formatFacts(
    [
      ['id', id],
      ['userName', userName],
      ['state', state],
      ['soft-deleted', softDeletedAt],
      ['deleted', deletedAt],
      ['restored', restoredAt],
      ['erased', erasedAt],
      ['purge after', purgeAfter],
      ['legal hold', hold && `since ${hold.since}: ${hold.reason}`],
    ],
    14,
  ).join('\n');
}

function describeHistory({ id, changes, next }: UserHistory): string {
  if (changes.length === 0) return 'nothing happened in the last 36 days';
  const rows = changes.map(({ time, event, version, changed, by, requestId }) => ({
    time,
    event,
    version: String(version),
    changed: changed.length > 0 ? changed : undefined,
    by,
    request: requestId,
  }));
  const table = formatTable(['time', 'event', 'version', 'changed', 'by', 'request'], rows);
  return next === undefined ? table : `${table}\ngo on with: scim user history ${id} --before ${next}`;
}
