import { generationOf, isVisible, lifeOf, type StoredResource } from '../../life/stored-resource.ts';
import type { KnownResource, Member, MemberFacts } from '../../scim/members/member.ts';
import type { Membership, MemberStore } from '../ports/members.ts';
import { intendedMembers, partsLeft } from '../resources/intent-parts.ts';
import { getItems } from '../table/batch.ts';
import type { MemberItem } from '../table/items.ts';
import { memberKey, resourceKey } from '../table/keys.ts';
import { fromMemberItem } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { firstDeparted, hiddenAmong } from './departed.ts';

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
  const item = found(own);
  const resource = item && fromResourceItem(item);
  const isMember = resource && (await memberTest(table, resource, ids, (member) => found(memberKey(type, id, member))));
  const members = new Set(
    ids.filter((member) => {
      const its = isMember?.(member);
      // A membership of an earlier life is none: it is made anew.
      const { life = 1 } = known.get(member) ?? its ?? {};
      return its !== undefined && (its.life ?? 1) >= life;
    }),
  );
  return { resource, facts: { members, resources: known } };
}

function resourcesOf(
  ids: readonly string[],
  found: (id: string) => (Pick<StoredResource, 'type' | 'deletedAt' | 'life'> & object) | undefined,
): Map<string, KnownResource> {
  return new Map(
    ids.flatMap((id): [string, KnownResource][] => {
      const item = found(id);
      if (!item) return [];
      const life = lifeOf(item);
      return [[id, { type: item.type, deleted: item.deletedAt !== undefined, ...(life > 1 && { life }) }]];
    }),
  );
}

/**
 * Tells by an id, of `ids`, which member of a resource it is, if any: by the item of the membership,
 * which was `found` beside the resource, and by the change that is being carried out. In such a
 * change the items are read once more, behind its parts: one that was carried out between the two
 * would be in neither.
 */
async function memberTest(
  table: Table,
  resource: StoredResource,
  ids: readonly string[],
  found: (id: string) => MemberItem | undefined,
): Promise<(id: string) => Member | undefined> {
  const { type, id: group } = resource;
  const change = intendedMembers(await partsLeft(table, resource));
  const open = ids.filter((id) => !change.has(id));
  const again =
    resource.pending &&
    (await getItems(
      table,
      open.map((id) => memberKey(type, group, id)),
      true,
    ));
  const generation = generationOf(resource);
  return (id) => {
    if (change.has(id)) return change.get(id);
    const item = again ? again(memberKey(type, group, id)) : found(id);
    return item?.generation === generation ? fromMemberItem(item) : undefined;
  };
}

/** Which of the pairs are memberships: see the port. */
export async function memberships(
  table: Table,
  type: string,
  pairs: readonly Membership[],
): Promise<ReadonlySet<string>> {
  const byGroup = Map.groupBy(pairs, ({ group }) => group);
  const keys = [
    ...[...byGroup.keys()].map((group) => resourceKey(type, group)),
    ...pairs.map(({ group, member }) => memberKey(type, group, member)),
  ];
  const [found, first] = await Promise.all([getItems(table, keys, true), firstDeparted(table)]);
  const hidden = await hiddenAmong(
    table,
    first,
    pairs.map(({ member }) => member),
  );
  const tests = new Map<string, (id: string) => Member | undefined>();
  for (const [group, own] of byGroup) {
    const item = found(resourceKey(type, group));
    const resource = item && fromResourceItem(item);
    if (!isVisible(resource)) continue;
    const itemOf = (member: string): MemberItem | undefined => found(memberKey(type, group, member));
    const ids = own.map(({ member }) => member);
    tests.set(group, await memberTest(table, resource, ids, itemOf));
  }
  const isMember = ({ group, member }: Membership): boolean => {
    const its = tests.get(group)?.(member);
    return its !== undefined && !hidden(its);
  };
  return new Set(pairs.filter(isMember).map(({ group, member }) => `${group} ${member}`));
}
