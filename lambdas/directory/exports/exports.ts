import { MINUTE } from '../../duration.ts';
import type { ReadingContext } from '../context.ts';
import { groupFields } from '../directory-group.ts';
import { GROUP_CHOICES, readChosen } from '../groups.ts';
import { onlyKnown, type Parameters } from '../parameters.ts';
import { readUsersQuery, USERS_PARAMETERS } from '../users-query.ts';
import type { Exported, ExportFormat } from '../paths.ts';
import { groupTable, MEMBER_TABLE, userTable } from '../tables.ts';
import { groupBatches, userBatches } from './batches.ts';
import { membershipBatches } from './memberships.ts';
import { oneAhead } from './one-ahead.ts';
import { exportText, type Progress } from './text.ts';

/** Milliseconds. API Gateway streams no longer, and the function runs no longer (lib/functions.ts). */
export const LONGEST_EXPORT = 15 * MINUTE;

type Open = (
  context: ReadingContext,
  parameters: Parameters,
  to: { format: ExportFormat; progress: Progress },
) => AsyncIterable<string>;

/** What makes pages. */
const OF_PAGES: ReadonlySet<string> = new Set(['limit', 'cursor']);

/** How everything of a kind is read. Throws a DirectoryProblem for a parameter that is unknown or wrong. */
export const EXPORTS: Readonly<Record<Exported, Open>> = {
  users: (context, parameters, to) => {
    const names = context.fields.map(({ name }) => name);
    onlyKnown(parameters, [...USERS_PARAMETERS.filter((name) => !OF_PAGES.has(name)), ...names]);
    const { filter, groups } = readUsersQuery(parameters, context.fields);
    return exportText(oneAhead(userBatches(context, { filter, groups })), {
      ...to,
      table: userTable(names, { groups }),
    });
  },
  groups: (context, parameters, to) => {
    onlyKnown(parameters, GROUP_CHOICES);
    const table = groupTable(groupFields(context.types).map(({ name }) => name));
    return exportText(oneAhead(groupBatches(context, readChosen(parameters))), { ...to, table });
  },
  members: (context, parameters, to) => {
    onlyKnown(parameters, []);
    return exportText(oneAhead(membershipBatches(context)), { ...to, table: MEMBER_TABLE });
  },
};
