import { generationOf, isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { Member } from '../../scim/members/member.ts';
import { StoreBusyError } from '../ports/busy.ts';
import { intendedMembers } from '../resources/intent-parts.ts';
import type { ResourcePartitionItem } from '../table/items.ts';
import { GROUP, isMemberItem, isPartOf, isResourceItem, resourceKey, resourcePartition } from '../table/keys.ts';
import { fromMemberItem } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryAll } from '../table/read.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { firstDeparted, hiddenAmong } from './departed.ts';

/** Times a list is read again because somebody wrote in between. */
const MAX_READS = 8;
/** Items beside the members: the group, and what is laid over it. */
const BESIDE = 500;

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
  const range = { sort: ['BETWEEN', GROUP.from, GROUP.to] as const, limit: max + BESIDE };
  for (let read = 1; read <= MAX_READS; read += 1) {
    // Parts of a change sort before the members: what is carried out meanwhile is seen twice, and
    // never not at all.
    const [items, first] = await Promise.all([
      queryAll(table, resourcePartition(type, id), range),
      firstDeparted(table),
    ]);
    const own = items.find(isResourceItem);
    if (!own) return undefined;
    const resource = fromResourceItem(own);
    if (!isVisible(resource)) return { resource, members: [], more: false };
    if (!(await isUnchanged(table, resource))) continue;
    const all = membersIn(items, resource);
    const hidden = await hiddenAmong(
      table,
      first,
      all.map((member) => member.id),
    );
    const members = all.filter((member) => !hidden(member));
    return { resource, members: members.slice(0, max), more: members.length > max || items.length >= range.limit };
  }
  throw new StoreBusyError('conflict', new Error(`${type} ${id} changed during each of ${MAX_READS} reads`));
}

/** What was read in several pages is of one moment where the resource is as it was. */
async function isUnchanged(table: Table, { type, id, version }: StoredResource): Promise<boolean> {
  return (await getItem(table, resourceKey(type, id)))?.version === version;
}

/** The members as they will be when the change is carried out, in the order of their ids. */
function membersIn(items: readonly ResourcePartitionItem[], resource: StoredResource): Member[] {
  const { pending } = resource;
  const intended = intendedMembers(pending ? items.filter(isPartOf(pending.id)) : []);
  const generation = generationOf(resource);
  const stored = items.filter(isMemberItem).filter((item) => item.generation === generation);
  if (intended.size === 0) return stored.map(fromMemberItem);
  const left = stored.filter(({ id }) => !intended.has(id)).map(fromMemberItem);
  const added = [...intended.values()].filter((member) => member !== undefined);
  return [...left, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
}
