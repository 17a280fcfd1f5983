import { everything } from '../../scim/resource/projection.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { Context } from '../context.ts';
import { withRelated, withValues } from './show.ts';
import type { Target } from '../query/typed-query.ts';
import { groupTypeOf } from '../../scim/schemas/resource-type.ts';

/** Resources as a filter on members or groups has to see them: with the one it asks for, or, where it asks for more, with all. */
export async function withRelation(
  context: Context,
  { type, relation, path }: Target,
  resources: readonly StoredResource[],
): Promise<StoredResource[]> {
  const { equals, whole } = relation ?? { equals: undefined, whole: false };
  const name = type.members ?? type.memberships ?? '';
  if (whole) {
    const all = await withRelated(context, type, resources, { ...everything, mode: 'only', keys: new Set([name]) });
    const byId = new Map(all.map((resource) => [resource.id, resource]));
    return resources.map((resource) => byId.get(resource.id) ?? resource);
  }
  if (equals === undefined || resources.length === 0) return [...resources];
  const groupType = groupTypeOf(context.types);
  if (!groupType) return [...resources];
  const pairOf = ({ id }: StoredResource) =>
    type.members === undefined ? { group: equals, member: id } : { group: id, member: equals };
  // The members of a group were read consistently a moment ago.
  const confirmed =
    path.kind === 'memberOf' ? undefined : await context.store.memberships(groupType.name, resources.map(pairOf));
  return resources.map((resource) => {
    const { group, member } = pairOf(resource);
    const isMember = confirmed === undefined || confirmed.has(`${group} ${member}`);
    return isMember ? withValues(resource, name, [{ value: equals }]) : resource;
  });
}
