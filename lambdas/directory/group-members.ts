import { fitting } from '../scim/messages/answer-size.ts';
import { MAX_ID_LENGTH } from '../store/ports/ids.ts';
import { groupTypeIn, userType } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import { openCursor, sealCursor } from './cursor.ts';
import type { DirectoryUser } from './directory-user.ts';
import { noGroup } from './group.ts';
import { nestedUsers, type NestedPlace, type PlacedMember } from './nested-users.ts';
import { invalid, onlyKnown, readBoolean, readLimit, type Parameters } from './parameters.ts';
import { usersById } from './users-by-id.ts';

/**
 * A member of a group: `type` is that of the resource, as in "User". `user` is there for users where it
 * was asked for, null for one that is gone meanwhile.
 */
interface DirectoryMember {
  readonly id: string;
  readonly type: string;
  readonly user?: DirectoryUser | null;
}

export interface MembersPage {
  readonly members: readonly DirectoryMember[];
  /** The cursor of the next page; not there on the last one. */
  readonly next?: string;
}

const PARAMETERS = ['limit', 'cursor', 'nested', 'expand'] as const;

/**
 * Who is in a group (`GET /groups/{id}/members`): users and groups that are in it directly, by their ids;
 * with `nested=true` the users who are in it directly or through others, each once.
 * Throws `not-found`, `invalid-cursor`, `expired-cursor`.
 */
export async function readMembers(context: DirectoryContext, id: string, parameters: Parameters): Promise<MembersPage> {
  onlyKnown(parameters, PARAMETERS);
  const limit = readLimit(parameters['limit']);
  const nested = readBoolean('nested', parameters['nested']);
  const { expand, cursor } = parameters;
  if (expand !== undefined && expand !== 'user') throw invalid('expand', expand, 'user');
  if (id.length > MAX_ID_LENGTH) throw noGroup(id);
  const boundTo = `directory/members ${JSON.stringify([id, nested, expand])}`;
  const start = cursor ? await openCursor<NestedPlace>(context, boundTo, cursor) : undefined;
  const { store, types } = context;
  const page = await (nested ? nestedUsers : directMembers)(store, groupTypeIn(types).name, id, { limit, start });
  if (!page) throw noGroup(id);
  const found = page.members.map((member) => ({ id: member.id, type: member.type }));
  const members = fitting(expand === undefined ? found : await withUsers(context, found));
  const next = members.length < found.length ? page.members[members.length - 1]?.at : page.next;
  return { members, ...(next && { next: await sealCursor(context, boundTo, next) }) };
}

/** Users and groups that are in a group directly; undefined where nobody may see it. */
async function directMembers(
  store: DirectoryContext['store'],
  type: string,
  id: string,
  { limit, start }: { readonly limit: number; readonly start?: NestedPlace | undefined },
): Promise<{ members: PlacedMember[]; next?: NestedPlace } | undefined> {
  const page = await store.pageMembers(type, id, { limit, after: start?.after });
  if (!page) return undefined;
  const placed = (member: { readonly id: string; readonly type?: string }): PlacedMember[] =>
    member.type === undefined ? [] : [{ id: member.id, type: member.type, at: { path: [], after: member.id } }];
  const { members, next } = page;
  return { members: members.flatMap(placed), ...(next !== undefined && { next: { path: [], after: next } }) };
}

async function withUsers(context: DirectoryContext, members: readonly DirectoryMember[]): Promise<DirectoryMember[]> {
  const ids = members.filter(({ type }) => type === userType.name).map(({ id }) => id);
  const users = await usersById(context, ids);
  return members.map((member) =>
    member.type === userType.name ? { ...member, user: users.get(member.id) ?? null } : member,
  );
}
