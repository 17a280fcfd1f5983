import { toCsv } from './csv.ts';
import type { DirectoryUser } from './directory-user.ts';
import type { Field } from '../tenant/fields.ts';
import type { DirectoryGroup, GroupField } from './directory-group.ts';
import type { DirectoryMembership } from './exports/memberships.ts';

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

/** A row of a table; what is not there is null. */
export type Row = readonly (string | null)[];

/** What a table has: the names of its columns, and what stands in them for one of its rows. */
export interface Table<Listed> {
  readonly columns: readonly string[];
  readonly rowOf: (listed: Listed) => Row;
}

/** Users, with the names of fields; names of groups stand in one cell, with semicolons between. */
export const userTable = (
  names: readonly string[],
  { groups }: { readonly groups: boolean },
): Table<DirectoryUser> => ({
  columns: [...BEFORE, ...names, ...BEHIND, ...(groups ? ['groups'] : [])],
  rowOf: (user) => [
    ...BEFORE.map((column) => user[column]),
    ...names.map((name) => user.fields[name] ?? null),
    ...BEHIND.map((column) => user[column]),
    ...(groups ? [(user.groups ?? []).map(({ id, name }) => name ?? id).join('; ')] : []),
  ],
});

/** Users as CSV. */
export function usersTable(
  fields: readonly Field[],
  users: readonly DirectoryUser[],
  { header, groups }: TableOptions & { readonly groups: boolean },
): string {
  const names = fields.map(({ name }) => name);
  return pageOf(userTable(names, { groups }), users, header);
}

const GROUP_BEFORE = ['id', 'name', 'externalId'] as const;
const GROUP_BEHIND = ['created', 'lastModified'] as const;

/** Groups, with the names of their fields. What is no text is written as JSON. */
export const groupTable = (names: readonly string[]): Table<DirectoryGroup> => ({
  columns: [...GROUP_BEFORE, ...names, ...GROUP_BEHIND],
  rowOf: (group) => [
    ...GROUP_BEFORE.map((column) => group[column]),
    ...names.map((name) => cellOf(group.fields[name])),
    ...GROUP_BEHIND.map((column) => group[column]),
  ],
});

/** What stands in a cell for any value. */
export function cellOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Groups as CSV. */
export const groupsTable = (
  fields: readonly Pick<GroupField, 'name'>[],
  groups: readonly DirectoryGroup[],
  { header }: TableOptions,
): string => pageOf(groupTable(fields.map(({ name }) => name)), groups, header);

const pageOf = <Listed>({ columns, rowOf }: Table<Listed>, listed: readonly Listed[], header: boolean): string =>
  toCsv([...(header ? [columns] : []), ...listed.map(rowOf)]);

const MEMBER_COLUMNS = ['groupId', 'groupName', 'memberId', 'memberType', 'state', 'userName'] as const;

export const MEMBER_TABLE: Table<DirectoryMembership> = {
  columns: MEMBER_COLUMNS,
  rowOf: (membership) => MEMBER_COLUMNS.map((column) => membership[column]),
};
