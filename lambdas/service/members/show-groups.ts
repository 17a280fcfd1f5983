import type { StoredResource } from '../../life/stored-resource.ts';
import type { JsonObject } from '../../scim/json.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import type { Context } from '../context.ts';
import { locate } from './locate.ts';
import { withValues } from './show-members.ts';

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
  const groups = new Map<string, StoredResource>();
  let level = [user.id];
  for (let kind: 'direct' | 'indirect' = 'direct'; level.length > 0 && kinds.size < MAX_GROUPS; kind = 'indirect') {
    const parents = [...(await store.groupsOf(groupType.name, level)).values()].flat();
    level = [...new Set(parents.map(({ id }) => id))].filter((id) => !kinds.has(id));
    for (const id of level) kinds.set(id, kind);
    for (const parent of parents) groups.set(parent.id, parent);
  }
  const values = [...groups.values()].map(({ id, attributes }): JsonObject => {
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
