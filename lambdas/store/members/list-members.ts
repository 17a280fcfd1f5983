import type { StoredResource } from '../../life/stored-resource.ts';
import type { Member } from '../../scim/members/member.ts';
import { StoreBusyError } from '../ports/busy.ts';
import { intendedMembers } from '../resources/intent-parts.ts';
import type { ResourcePartitionItem } from '../table/items.ts';
import { GROUP, isMemberItem, isPartOf, isResourceItem, resourceKey, resourcePartition } from '../table/keys.ts';
import { fromMemberItem } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryAll } from '../table/read.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { listTombstones } from './tombstones.ts';

/** Times a list is read again because somebody wrote in between. */
const MAX_READS = 8;

/**
 * A resource with its members as of one moment: see the port. Throws StoreBusyError where somebody
 * wrote during every read.
 */
export async function listMembers(
  table: Table,
  type: string,
  id: string,
  max: number,
): Promise<{ resource: StoredResource; members: Member[]; more: boolean } | undefined> {
  const range = { sort: ['BETWEEN', GROUP.from, GROUP.to] as const, limit: max + 200 };
  for (let read = 1; read <= MAX_READS; read += 1) {
    const [items, tombstones] = await Promise.all([
      queryAll(table, resourcePartition(type, id), range),
      listTombstones(table),
    ]);
    const own = items.find(isResourceItem);
    if (!own) return undefined;
    const resource = fromResourceItem(own);
    const { pending } = resource;
    const parts = pending ? items.filter(isPartOf(pending.id)) : [];
    if (!(await isUnchanged(table, resource)) || parts.length < (pending?.parts ?? 0)) continue;
    const gone = new Set(tombstones.filter(({ returning }) => !returning).map((tombstone) => tombstone.id));
    const members = overlay(items, intendedMembers(parts)).filter((member) => !gone.has(member.id));
    return { resource, members: members.slice(0, max), more: members.length > max || items.length >= range.limit };
  }
  throw new StoreBusyError('conflict', new Error(`${type} ${id} changed during each of ${MAX_READS} reads`));
}

/** What was read in several pages is of one moment where the resource is as it was. */
async function isUnchanged(table: Table, { type, id, version, pending }: StoredResource): Promise<boolean> {
  const now = await getItem(table, resourceKey(type, id));
  return now?.version === version && now.pending?.id === pending?.id;
}

/** The members as they will be when the change is rolled forward, in the order of their ids. */
function overlay(items: readonly ResourcePartitionItem[], intended: ReadonlyMap<string, Member | undefined>): Member[] {
  const stored = items.filter(isMemberItem).map(fromMemberItem);
  if (intended.size === 0) return stored;
  const left = stored.filter(({ id }) => !intended.has(id));
  const added = [...intended.values()].filter((member) => member !== undefined);
  return [...left, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
}
