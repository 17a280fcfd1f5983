import { toCsv } from './csv.ts';
import type { DirectoryUser } from './directory-user.ts';
import type { Field } from '../tenant/fields.ts';
import type { DirectoryGroup } from './groups.ts';

/**
 * The first page begins with the names of the columns, so that pages put behind one another are one
 * table.
 */
export interface TableOptions {
  readonly header: boolean;
}

/**
 * Columns that every user has, before and behind its fields; no field may be called like one of
 * them.
 */
const BEFORE = ['id', 'state'] as const;
const BEHIND = ['userName', 'externalId', 'created', 'lastModified', 'softDeletedAt', 'purgeAfter'] as const;
export const USER_COLUMNS: readonly string[] = [...BEFORE, ...BEHIND, 'groups'];

/** Users as CSV: names of groups stand in one cell, with semicolons between. */
export function usersTable(
  fields: readonly Field[],
  users: readonly DirectoryUser[],
  { header, groups }: TableOptions & { readonly groups: boolean },
): string {
  const names = fields.map(({ name }) => name);
  const rows = users.map((user) => [
    ...BEFORE.map((column) => user[column]),
    ...names.map((name) => user.fields[name] ?? null),
    ...BEHIND.map((column) => user[column]),
    ...(groups ? [(user.groups ?? []).map(({ id, name }) => name ?? id).join('; ')] : []),
  ]);
  return toCsv([...(header ? [[...BEFORE, ...names, ...BEHIND, ...(groups ? ['groups'] : [])]] : []), ...rows]);
}

const GROUP_COLUMNS = ['id', 'name', 'externalId', 'created', 'lastModified'] as const;

export function groupsTable(groups: readonly DirectoryGroup[], { header }: TableOptions): string {
  return toCsv([
    ...(header ? [GROUP_COLUMNS] : []),
    ...groups.map((group) => GROUP_COLUMNS.map((column) => group[column])),
  ]);
}
