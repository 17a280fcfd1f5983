import type { StoredResource } from '../../life/stored-resource.ts';
import type { Relation } from '../../scim/query/relation.ts';
import { everything } from '../../scim/resource/projection.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import type { Context } from '../context.ts';
import { withMembership } from './show.ts';
import { withValues } from './show-members.ts';

/**
 * Resources as a filter on members or groups has to see them: with the one it asks for, or, where
 * it asks for more, with all. `isConfirmed`: that the resources have what the filter asks for was
 * read consistently a moment ago.
 */
export async function withAskedMembership(
  context: Context,
  type: ResourceType,
  asked: Relation | undefined,
  isConfirmed: boolean,
  resources: readonly StoredResource[],
): Promise<StoredResource[]> {
  const { equals, whole = false } = asked ?? {};
  const name = type.members ?? type.memberships ?? '';
  if (whole) {
    const all = await withMembership(context, type, resources, { ...everything, mode: 'only', keys: new Set([name]) });
    const byId = new Map(all.map((resource) => [resource.id, resource]));
    return resources.map((resource) => byId.get(resource.id) ?? resource);
  }
  if (equals === undefined || resources.length === 0) return [...resources];
  const groupType = groupTypeOf(context.types);
  if (!groupType) return [...resources];
  const pairOf = ({ id }: StoredResource) =>
    type.members === undefined ? { group: equals, member: id } : { group: id, member: equals };
  const confirmed = isConfirmed ? undefined : await context.store.memberships(groupType.name, resources.map(pairOf));
  return resources.map((resource) => {
    const { group, member } = pairOf(resource);
    const isMember = confirmed === undefined || confirmed.has(`${group} ${member}`);
    return isMember ? withValues(resource, name, [{ value: equals }]) : resource;
  });
}
