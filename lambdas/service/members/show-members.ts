import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import { withKey, type JsonObject } from '../../scim/json.ts';
import { memberValue, type Member } from '../../scim/members/member.ts';
import type { Projection } from '../../scim/resource/projection.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { MAX_ANSWER_BYTES } from '../../scim/messages/answer-size.ts';
import type { Context } from '../context.ts';
import { tooManyToShow } from '../errors.ts';
import { locate } from './locate.ts';

/** A member is at least this long in an answer: an id, a URI and a type. */
const MEMBER_BYTES = 100;

/**
 * A resource as it is at the moment its members are read; undefined when it has gone. Throws 400
 * `tooMany`.
 */
export async function withMembers(
  context: Context,
  type: ResourceType,
  { id }: StoredResource,
  projection: Projection,
): Promise<StoredResource | undefined> {
  const list = await readMembers(context, type, id, projection, MAX_ANSWER_BYTES / MEMBER_BYTES);
  if (!list) return undefined;
  if (!list.resource) throw tooManyToShow(type, id);
  return list.resource;
}

/** Whether an answer shows the names of members. */
export const showsNames = ({ members }: ResourceType, { keys }: Projection): boolean => keys.has(`${members}.display`);

/**
 * A resource as it is at the moment its members are read, undefined where it has gone, and how they
 * look in an answer. Where there are more than `max` members it is without the resource.
 */
export async function readMembers(
  context: Context,
  type: ResourceType,
  id: string,
  projection: Projection,
  max: number,
): Promise<{ readonly resource?: StoredResource; readonly values: readonly JsonObject[] } | undefined> {
  const list = await context.store.listMembers(type.name, id, max);
  if (!list || !isVisible(list.resource)) return undefined;
  if (list.more) return { values: [] };
  const names = showsNames(type, projection) ? await displayNames(context, list.members) : undefined;
  const where = locate(context);
  const values = list.members.map((member) => {
    const value = memberValue(member, where);
    const name = names?.get(member.id);
    return name === undefined && !Object.hasOwn(value, 'display') ? value : withKey(value, 'display', name);
  });
  return { resource: withValues(list.resource, type.members ?? '', values), values };
}

/** A resource with its members where they are known. */
export const withKnownMembers = (
  context: Context,
  type: ResourceType,
  resource: StoredResource,
  members: readonly Member[],
): StoredResource => {
  const where = locate(context);
  return type.members === undefined
    ? resource
    : withValues(
        resource,
        type.members,
        members.map((member) => memberValue(member, where)),
      );
};

/** A resource with these values of an attribute, or without the attribute where there are none. */
export const withValues = (resource: StoredResource, name: string, values: readonly JsonObject[]): StoredResource => ({
  ...resource,
  attributes: withKey(resource.attributes, name, values.length > 0 ? values : undefined),
});

/** The display names of members, by id. */
async function displayNames({ store }: Context, members: readonly Member[]): Promise<Map<string, string>> {
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
