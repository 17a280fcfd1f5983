import type { MemberStore } from '../ports/members.ts';
import type { Table } from '../table/open-table.ts';
import { getItem } from '../table/read.ts';
import { NESTING_KEY } from '../table/tenant-keys.ts';
import { getWithFacts, memberships } from './facts.ts';
import { getWithGroups, groupsOf } from './groups-of.ts';
import { listMembers } from './list-members.ts';
import { pageMembers } from './page-members.ts';

/** Who is a member of what. */
export function createMembers(table: Table): MemberStore {
  return {
    getWithFacts: (type, id, about) => getWithFacts(table, type, id, about),
    getWithGroups: (type, id, groupType) => getWithGroups(table, type, id, groupType),
    listMembers: (type, id, max) => listMembers(table, type, id, max),
    pageMembers: (type, id, page) => pageMembers(table, type, id, page),
    memberships: (type, pairs) => memberships(table, type, pairs),
    groupsOf: (type, ids) => groupsOf(table, type, ids),
    nestingVersion: async () => (await getItem(table, NESTING_KEY))?.turn ?? 0,
  };
}
