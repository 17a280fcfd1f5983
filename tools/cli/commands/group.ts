import type { Command } from 'commander';
import type { GroupReport } from '../../../lambdas/service/lifecycle/operator/groups.ts';
import { formatTable } from '../output/table.ts';
import { addOperatorCommand, JSON_LIST, JSON_OBJECT } from './operator-command.ts';

/** Adds `scim group list | restore`. */
export function addGroupCommands(program: Command): void {
  const group = program.command('group').description('Groups that were deleted, and are kept for the retention.');
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
    command: 'group restore',
    description:
      'Bring a deleted group back under its id, with its members who are still there, into the groups it was in.',
    argument: ['group', 'the id that "scim group list" shows'],
    options: [JSON_OBJECT],
    ask: (id) => ({ group: id }),
    describe: ({ id, displayName = '' }) => `the group ${id} "${displayName}" is back`,
  });
}

const toRow = ({ id, displayName = '', deletedAt = '', purgeAfter = '' }: GroupReport) => ({
  id,
  displayName,
  deleted: deletedAt,
  'purge after': purgeAfter,
});
