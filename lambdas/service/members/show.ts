import { tooMany } from '../../scim/errors.ts';
import { memberValue, type Member } from '../../scim/members/delta.ts';
import { withKey, type JsonObject } from '../../scim/json.ts';
import { selects, type Projection } from '../../scim/resource/projection.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { groupTypeOf, findAttribute, type ResourceType } from '../../scim/schemas/resource-type.ts';
import { inParallel } from '../../store/table/in-parallel.ts';
import type { Context } from '../context.ts';
import { locate } from '../locate.ts';
import { MAX_PAGE_BYTES } from '../query/page-size.ts';

const PARALLEL = 8;

/** Whether an answer shows the members of a resource, or whose member it is: they are read only then. */
export function showsRelated(type: ResourceType, projection: Projection): boolean {
  const attribute = findAttribute(type.schema.attributes, type.members ?? type.memberships ?? '');
  return attribute !== undefined && selects(projection, attribute);
}

/** Resources with their members, or with the groups they are in, where the answer shows them. Throws 400 `tooMany`. */
export async function withRelated(
  context: Context,
  type: ResourceType,
  stored: readonly StoredResource[],
  projection: Projection,
): Promise<StoredResource[]> {
  if (!showsRelated(type, projection)) return [...stored];
  const related = await inParallel(stored, PARALLEL, (resource) =>
    type.members === undefined ? withGroups(context, type, resource) : withMembers(context, type, resource, projection),
  );
  return related.filter((resource) => resource !== undefined);
}

/** A member is at least this long in an answer: an id, a URI and a type. */
const MEMBER_BYTES = 100;

/** The resource as it is at the moment its members are read; undefined when it has gone. */
async function withMembers(
  context: Context,
  type: ResourceType,
  { id }: StoredResource,
  projection: Projection,
): Promise<StoredResource | undefined> {
  const list = await context.store.listMembers(type.name, id, MAX_PAGE_BYTES / MEMBER_BYTES);
  if (!list) return undefined;
  const named = projection.keys.has(`${type.members}.display`) ? await withNames(context, list.members) : undefined;
  const values = list.members.map((member) =>
    withKey(memberValue(member, locate(context)), 'display', named?.get(member.id)),
  );
  if (list.more || Buffer.byteLength(JSON.stringify(values)) > MAX_PAGE_BYTES) throw tooManyMembers(type, id);
  return withValues(list.resource, type.members ?? '', values);
}

const tooManyMembers = (type: ResourceType, id: string) =>
  tooMany(
    `${type.name} "${id}" has more members than one answer can hold (${MAX_PAGE_BYTES} bytes); read it with excludedAttributes=${type.members}, ` +
      `and its members page by page with GET /Users?filter=groups.value eq "${id}"&cursor=&count=1000`,
  );

export const withValues = (resource: StoredResource, name: string, values: readonly JsonObject[]): StoredResource => ({
  ...resource,
  attributes: withKey(resource.attributes, name, values.length > 0 ? values : undefined),
});

/** The display names of members, by id. */
async function withNames({ store }: Context, members: readonly Member[]): Promise<Map<string, string>> {
  const types = [...new Set(members.flatMap(({ type }) => type ?? []))];
  const found = await Promise.all(
    types.map((name) =>
      store.getMany(
        name,
        members.filter(({ type }) => type === name).map(({ id }) => id),
      ),
    ),
  );
  return new Map(
    found.flat().flatMap(({ id, attributes: { displayName, userName } }): [string, string][] => {
      const name = displayName ?? userName;
      return typeof name === 'string' ? [[id, name]] : [];
    }),
  );
}

/** More groups than anybody is in, directly and through others. */
const MAX_GROUPS = 5_000;

/** RFC 7643 §4.1.2: the groups a user is in, directly, and the groups that those are in. */
async function withGroups(context: Context, type: ResourceType, user: StoredResource): Promise<StoredResource> {
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

/** The groups that have one of these as a member: the index names candidates, the memberships themselves decide. */
async function parentsOf({ store }: Context, groupType: ResourceType, ids: readonly string[]): Promise<string[]> {
  const found = await inParallel(ids, PARALLEL, async (member) =>
    (await store.findByMember(member)).map((group) => ({ group, member })),
  );
  const pairs = found.flat();
  const confirmed = await store.memberships(groupType.name, pairs);
  return [
    ...new Set(pairs.filter(({ group, member }) => confirmed.has(`${group} ${member}`)).map(({ group }) => group)),
  ];
}
