import type { StoredResource } from '../../life/stored-resource.ts';
import type { Member, MemberFacts } from '../../scim/members/member.ts';
import type { Membership, MemberStore } from '../ports/members.ts';
import { intendedMembers, readParts } from '../resources/intent-parts.ts';
import { getItems } from '../table/batch.ts';
import { memberKey, resourceKey } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { tombstoneKey } from '../table/tenant-keys.ts';

/**
 * What is known about ids, beside the resource whose members they are or may become: see the port.
 */
export async function getWithFacts(
  table: Table,
  type: string,
  id: string,
  { ids, candidates, types }: Parameters<MemberStore['getWithFacts']>[2],
): Promise<{ resource: StoredResource | undefined; facts: MemberFacts }> {
  const own = resourceKey(type, id);
  const [first = '', ...others] = types;
  // The resource itself is read beside them and is no candidate of its own.
  const unlike = candidates.filter((candidate) => resourceKey(first, candidate).pk !== own.pk);
  const keys = [
    own,
    ...ids.map((member) => memberKey(type, id, member)),
    ...unlike.map((candidate) => resourceKey(first, candidate)),
  ];
  const found = await getItems(table, keys, true);
  const known = resourcesOf(unlike, (candidate) => found(resourceKey(first, candidate)));
  for (const other of others) {
    const open = candidates.filter((candidate) => !known.has(candidate));
    const more = await getItems(
      table,
      open.map((candidate) => resourceKey(other, candidate)),
      true,
    );
    for (const [candidate, resource] of resourcesOf(open, (each) => more(resourceKey(other, each))))
      known.set(candidate, resource);
  }
  const group = found(own);
  const members = new Set(ids.filter((member) => found(memberKey(type, id, member))));
  return { resource: group && fromResourceItem(group), facts: { members, resources: known } };
}

function resourcesOf(
  ids: readonly string[],
  found: (id: string) => { readonly type: string; readonly deletedAt?: string } | undefined,
): Map<string, { type: string; deleted: boolean }> {
  return new Map(
    ids.flatMap((id) => {
      const item = found(id);
      return item ? [[id, { type: item.type, deleted: item.deletedAt !== undefined }] as const] : [];
    }),
  );
}

/** Which of the pairs are memberships: see the port. */
export async function memberships(
  table: Table,
  type: string,
  pairs: readonly Membership[],
): Promise<ReadonlySet<string>> {
  const keys = pairs.flatMap(({ group, member }) => [
    resourceKey(type, group),
    memberKey(type, group, member),
    tombstoneKey(member),
  ]);
  const found = await getItems(table, keys, true);
  const intended = new Map<string, ReadonlyMap<string, Member | undefined>>();
  for (const group of new Set(pairs.map((pair) => pair.group))) {
    const item = found(resourceKey(type, group));
    if (item?.pending) intended.set(group, intendedMembers(await readParts(table, item, item.pending)));
  }
  const isMember = ({ group, member }: Membership): boolean => {
    const tombstone = found(tombstoneKey(member));
    if (!found(resourceKey(type, group)) || (tombstone && !tombstone.returning)) return false;
    const change = intended.get(group);
    return change?.has(member) ? change.get(member) !== undefined : found(memberKey(type, group, member)) !== undefined;
  };
  return new Set(pairs.filter(isMember).map(({ group, member }) => `${group} ${member}`));
}
