import pMap from 'p-map';
import type { StoredResource } from '../../life/stored-resource.ts';
import { selects, type Projection } from '../../scim/resource/projection.ts';
import { findAttribute, type ResourceType } from '../../scim/schemas/resource-type.ts';
import type { Context } from '../context.ts';
import { withGroups } from './show-groups.ts';
import { withMembers } from './show-members.ts';

const PARALLEL = 8;

/**
 * Whether an answer shows the members of a resource, or the groups it is in: they are read only
 * then.
 */
export function showsMembership(type: ResourceType, projection: Projection): boolean {
  const attribute = findAttribute(type.schema.attributes, type.members ?? type.memberships ?? '');
  return attribute !== undefined && selects(projection, attribute);
}

/**
 * Resources with their members, or with the groups they are in, where the answer shows them;
 * without those that have gone in the meantime. Throws 400 `tooMany`.
 */
export async function withMembership(
  context: Context,
  type: ResourceType,
  stored: readonly StoredResource[],
  projection: Projection,
): Promise<StoredResource[]> {
  if (!showsMembership(type, projection)) return [...stored];
  if (type.members === undefined) return withGroups(context, type, stored);
  const shown = await pMap(stored, (resource) => withMembers(context, type, resource, projection), {
    concurrency: PARALLEL,
  });
  return shown.filter((resource) => resource !== undefined);
}
