import type { Command } from 'commander';
import type { GroupReport } from '../../../lambdas/service/lifecycle/operator/groups.ts';
import { formatTable } from '../output/table.ts';
import { addGroupRestore } from './group-restore.ts';
import { addOperatorCommand, JSON_LIST } from './operator-command.ts';

/** Adds `scim group list | restore`. */
export function addGroupCommands(program: Command): void {
  const group = program
    .command('group')
    .description('Groups that were deleted, or changed, and can be brought back for the retention.');
  addOperatorCommand(group, {
    command: 'group list',
    description: 'Show the deleted groups that can be restored.',
    options: [JSON_LIST],
    ask: () => ({}),
    describe: (groups) =>
      groups.length === 0
        ? 'no deleted group is kept'
        : formatTable(['id', 'displayName', 'deleted', 'purge after'], groups.map(toRow)),
  });
  addGroupRestore(group);
}

const toRow = ({ id, displayName = '', deletedAt = '', purgeAfter = '' }: GroupReport) => ({
  id,
  displayName,
  deleted: deletedAt,
  'purge after': purgeAfter,
});
