import type { StoredResource } from '../life/stored-resource.ts';
import { show } from '../scim/errors.ts';
import { fitting, MAX_ANSWER_BYTES, sentBytes } from '../scim/messages/answer-size.ts';
import type { DirectoryContext, ReadingContext } from './context.ts';
import { openCursor, sealCursor, sealPlace } from './cursor.ts';
import { toDirectoryUser, type DirectoryUser } from './directory-user.ts';
import { lookUpOf } from './look-ups.ts';
import type { UsersQuery } from './users-query.ts';
import { DirectoryProblem } from './problem.ts';
import { userType } from '../tenant/resource-types.ts';
import { groupsOf } from './user-groups.ts';
import { readUserPage } from './user-pages.ts';
import type { UsersPosition } from './user-sources.ts';
import { readStoredUser } from './stored-user.ts';

export interface UsersPage {
  readonly users: readonly DirectoryUser[];
  /** The cursor of the next page; not there on the last one. */
  readonly next?: string;
  /**
   * Where the feed stood before the first page was read: whoever follows it from here misses
   * nothing. Not there where an index names who is asked for: that is no beginning to follow from.
   */
  readonly changes?: string;
  /** How many users SCIM sees, who are active or deactivated; on the first page of all of them. */
  readonly total?: number;
}

interface Continuation extends Pick<UsersPage, 'changes'> {
  readonly position: UsersPosition;
}

/** A page of users (`GET /users`). Throws `invalid-cursor`, `expired-cursor`. */
export async function readUsers(context: ReadingContext, query: UsersQuery): Promise<UsersPage> {
  const boundTo = `directory/users ${JSON.stringify([query.filter, query.groups])}`;
  const from = query.cursor ? await openCursor<Continuation>(context, boundTo, query.cursor) : undefined;
  const { changes, total }: Pick<UsersPage, 'changes' | 'total'> = from ?? (await begin(context, query));
  const page = await readUserPage(context, query, from?.position);
  const found = page.users.map(({ user }) => user);
  const users = fitting(query.groups ? await withGroups(context, found) : found);
  const position = users.length < found.length ? page.users[users.length - 1]?.at : page.next;
  const begun = { ...(changes !== undefined && { changes }) };
  return {
    users,
    ...(position && { next: await sealCursor(context, boundTo, { position, ...begun } satisfies Continuation) }),
    ...begun,
    ...(total !== undefined && { total }),
  };
}

/** What a first page says besides its users. The feed is asked before anybody is read. */
async function begin(
  context: Pick<DirectoryContext, 'store' | 'feed' | 'cursors' | 'fields' | 'now'>,
  { filter }: UsersQuery,
): Promise<Pick<UsersPage, 'changes' | 'total'>> {
  if (lookUpOf(context.fields, filter)) return {};
  const [head, total] = await Promise.all([
    context.feed.head(),
    hasAll(filter) ? context.store.count(userType.name) : undefined,
  ]);
  const changes = await sealPlace(context, head, context.now());
  return { changes, ...(total !== undefined && { total }) };
}

/** Whether all whom the counters count are asked for. */
const hasAll = ({ states, updatedSince, search, fields }: UsersQuery['filter']): boolean =>
  states.includes('active') &&
  states.includes('deactivated') &&
  updatedSince === undefined &&
  search === undefined &&
  Object.keys(fields).length === 0;

/** What showing a user takes. */
type Shown = Pick<DirectoryContext, 'store' | 'types' | 'fields' | 'retention'>;

/** One user (`GET /users/{id}`), also a leaving one. Throws `not-found`. */
export async function readUser(context: Shown, id: string, groups: boolean): Promise<DirectoryUser> {
  const stored = await readStoredUser(context, id);
  const user = stored && (await showUser(context, stored, groups));
  if (!user) {
    const what = stored ? `the user ${show(id)} was erased` : `there is no user with the id ${show(id)}`;
    throw new DirectoryProblem('not-found', `${what}; ids are those of GET /directory/v1/users`);
  }
  return user;
}

/** A user that was read, with its groups where they are asked for; undefined for one that was erased. */
export async function showUser(
  context: Shown,
  stored: StoredResource,
  groups: boolean,
): Promise<DirectoryUser | undefined> {
  const user = toDirectoryUser(context.fields, context.retention, stored);
  if (!user || !groups) return user;
  const [shown = user] = await withGroups(context, [user]);
  return shown;
}

/** Who is leaving is in no group any more. */
async function withGroups(context: Shown, users: readonly DirectoryUser[]): Promise<DirectoryUser[]> {
  const there = users.filter(({ state }) => state !== 'leaving').map(({ id }) => id);
  const groups = await groupsOf(context, there);
  return users.map((user) => sendable({ ...user, groups: groups.get(user.id) ?? [] }));
}

/** A user whose groups have names that no answer could hold has the ids of its groups alone. */
function sendable(user: DirectoryUser & Required<Pick<DirectoryUser, 'groups'>>): DirectoryUser {
  if (sentBytes(JSON.stringify(user)) <= MAX_ANSWER_BYTES) return user;
  return { ...user, groups: user.groups.map(({ id }) => ({ id, name: null })) };
}
