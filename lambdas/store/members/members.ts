import type { MemberStore } from '../ports/members.ts';
import { rollForward } from '../resources/intent-log.ts';
import { inversePartition } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryKeys } from '../table/read.ts';
import { NESTING_KEY } from '../table/tenant-keys.ts';
import { getWithFacts, memberships } from './facts.ts';
import { listMembers } from './list-members.ts';
import { pageMembers } from './page-members.ts';

/** Who is a member of what. */
export function createMembers(table: Table): MemberStore {
  return {
    getWithFacts: (type, id, about) => getWithFacts(table, type, id, about),
    listMembers: (type, id, max) => listMembers(table, type, id, max),
    pageMembers: (type, id, page) => pageMembers(table, type, id, page),
    memberships: (type, pairs) => memberships(table, type, pairs),
    findByMember: (memberId) => queryKeys(table, inversePartition(memberId)),
    nestingVersion: async () => (await getItem(table, NESTING_KEY))?.turn ?? 0,
    rollForward: async (resource) => {
      if (resource.pending) await rollForward(table, resource, resource.pending);
    },
  };
}
