import type { Command } from 'commander';
import type { GroupReport } from '../../../lambdas/service/lifecycle/operator/groups.ts';
import { formatTable } from '../output/table.ts';
import { agoOf } from '../output/time.ts';
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
    describe: (groups, _, __, now) => (groups.length === 0 ? 'no deleted group is kept' : tableOf(groups, now)),
  });
  addOperatorCommand(group, {
    command: 'group find',
    description: 'A group by its name, externalId or id, also a deleted one.',
    argument: ['group', 'displayName, externalId or id; capitals make no difference to a name'],
    options: [JSON_LIST],
    ask: (text) => ({ group: text }),
    describe: (groups, _, __, now) =>
      groups.length === 0 ? 'no group is called so, and none that was deleted was' : tableOf(groups, now),
  });
  addGroupRestore(group);
}

const tableOf = (groups: readonly GroupReport[], now: string): string =>
  formatTable(
    ['id', ['displayName', 'Name', 'cut'], 'deleted', ['purge', 'Erased']],
    groups.map(({ id, displayName, deletedAt, purgeAfter }) => ({
      id,
      displayName,
      deleted: agoOf(deletedAt, now),
      purge: agoOf(purgeAfter, now),
    })),
  );
