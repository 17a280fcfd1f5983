import pMap from 'p-map';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { JsonObject } from '../../scim/json.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import type { Context } from '../context.ts';
import { locate } from './locate.ts';
import { withValues } from './show-members.ts';

const PARALLEL = 8;

/** More groups than anybody is in, directly and through others. */
const MAX_GROUPS = 5_000;

/**
 * A user with the groups it is in, directly, and the groups that those are in (RFC 7643 §4.1.2).
 */
export async function withGroups(context: Context, type: ResourceType, user: StoredResource): Promise<StoredResource> {
  const { store } = context;
  const groupType = groupTypeOf(context.types);
  if (!groupType) return user;
  const kinds = new Map<string, 'direct' | 'indirect'>();
  let level = [user.id];
  for (let kind: 'direct' | 'indirect' = 'direct'; level.length > 0 && kinds.size < MAX_GROUPS; kind = 'indirect') {
    const parents = await parentsOf(context, groupType, level);
    level = parents.filter((id) => !kinds.has(id));
    for (const id of level) kinds.set(id, kind);
  }
  const groups = await store.getMany(groupType.name, [...kinds.keys()], { consistent: true });
  const values = groups.map(({ id, attributes }): JsonObject => {
    const name = attributes['displayName'];
    return {
      value: id,
      $ref: locate(context)(groupType.name, id) ?? '',
      ...(typeof name === 'string' ? { display: name } : {}),
      type: kinds.get(id) ?? 'direct',
    };
  });
  return withValues(user, type.memberships ?? '', values);
}

/**
 * The groups that have one of these as a member: the index names candidates, the memberships
 * themselves decide.
 */
async function parentsOf({ store }: Context, groupType: ResourceType, ids: readonly string[]): Promise<string[]> {
  const found = await pMap(
    ids,
    async (member) => (await store.findByMember(member)).map((group) => ({ group, member })),
    { concurrency: PARALLEL },
  );
  const pairs = found.flat();
  const confirmed = await store.memberships(groupType.name, pairs);
  return [
    ...new Set(pairs.filter(({ group, member }) => confirmed.has(`${group} ${member}`)).map(({ group }) => group)),
  ];
}
