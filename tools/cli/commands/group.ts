import type { Command } from 'commander';
import type { GroupReport } from '../../../lambdas/service/lifecycle/operator/groups.ts';
import { formatTable } from '../output/table.ts';
import { addGroupRestore } from './group-restore.ts';
import { addOperatorCommand, JSON_LIST } from './operator-command.ts';

/** Adds `scim group list | find | restore`. */
export function addGroupCommands(program: Command): void {
  const group = program
    .command('group')
    .description('Groups: found by a name, and brought back where they were deleted or changed.');
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
  addOperatorCommand(group, {
    command: 'group find',
    description: 'A group by its name, externalId or id, also a deleted one.',
    argument: ['group', 'displayName, externalId or id; capitals make no difference to a name'],
    options: [JSON_LIST],
    ask: (text) => ({ group: text }),
    describe: (groups) =>
      groups.length === 0
        ? 'no group is called so, and none that was deleted was'
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
