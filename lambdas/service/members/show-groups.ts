import type { StoredResource } from '../../life/stored-resource.ts';
import type { JsonObject } from '../../scim/json.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import type { Context } from '../context.ts';
import { locate } from './locate.ts';
import { withValues } from './show-members.ts';

/** More groups than anybody is in, directly and through others. */
const MAX_GROUPS = 5_000;

/** The groups that each is in, directly, by the id of a user or group. */
type Parents = ReadonlyMap<string, readonly StoredResource[]>;

/**
 * Users with the groups they are in, directly, and the groups that those are in (RFC 7643 §4.1.2).
 * What all of them are in is read together, level by level: as many requests as for one of them.
 */
export async function withGroups(
  context: Context,
  type: ResourceType,
  users: readonly StoredResource[],
): Promise<StoredResource[]> {
  const groupType = groupTypeOf(context.types);
  if (!groupType) return [...users];
  const parents = new Map<string, readonly StoredResource[]>();
  let level = users.map(({ id }) => id);
  while (level.length > 0 && parents.size < MAX_GROUPS * users.length) {
    const found = await context.store.groupsOf(groupType.name, level);
    for (const id of level) parents.set(id, found.get(id) ?? []);
    level = [...new Set([...found.values()].flat().map(({ id }) => id))].filter((id) => !parents.has(id));
  }
  const refTo = (id: string): string => locate(context)(groupType.name, id) ?? '';
  return users.map((user) => withValues(user, type.memberships ?? '', groupValues(user.id, parents, refTo)));
}

/** What `groups` of a user is. */
function groupValues(user: string, parents: Parents, refTo: (id: string) => string): JsonObject[] {
  const direct = parents.get(user) ?? [];
  const groups = new Map(direct.map((group) => [group.id, group]));
  const isDirect = new Set(groups.keys());
  for (const id of groups.keys()) {
    if (groups.size >= MAX_GROUPS) break;
    for (const parent of parents.get(id) ?? []) groups.set(parent.id, parent);
  }
  return [...groups.values()].map(({ id, attributes: { displayName } }): JsonObject => ({
    value: id,
    $ref: refTo(id),
    ...(typeof displayName === 'string' ? { display: displayName } : {}),
    type: isDirect.has(id) ? 'direct' : 'indirect',
  }));
}
