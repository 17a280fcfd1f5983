import { MAX_ANSWER_BYTES, sentBytes } from '../scim/messages/answer-size.ts';
import { changedUsers } from './changed-users.ts';
import type { DirectoryUser } from './directory-user.ts';
import { lookUpOf, type LookUp } from './look-ups.ts';
import type { UserFilter, UsersQuery } from './users-query.ts';
import { acceptance } from './user-acceptance.ts';
import { readBatch, sourcesOf, type Seeing, type UsersPosition } from './user-sources.ts';

/**
 * How many users a filter without an index looks at in one step, and how many steps one answer may take: 5,000
 * users, 50 batches of DynamoDB.
 */
const FILTER_BATCH = 500;
const MAX_STEPS = 10;

/** A user, and its place: what is behind it comes on the next page, if it is the last of its page. */
export interface PlacedUser {
  readonly user: DirectoryUser;
  readonly at: UsersPosition;
}

/**
 * A page of users: first those that SCIM sees, by id, then the leaving ones, by the time they left.
 * Who leaves while pages are read comes again at the end; nobody is missed. A filter may leave a
 * page short or empty while more follow: `next` alone says whether.
 */
export async function readUserPage(
  context: Seeing,
  { filter, limit }: Pick<UsersQuery, 'filter' | 'limit'>,
  start: UsersPosition | undefined,
): Promise<{ users: PlacedUser[]; next?: UsersPosition }> {
  const lookUp = await indexFor(context, filter, start);
  const sources = sourcesOf(filter, lookUp);
  const accept = acceptance(context, filter, sources);
  const users: PlacedUser[] = [];
  let bytes = 0;
  let at = start ? Math.max(0, sources.indexOf(start.source)) : 0;
  let after = start?.after;
  for (let step = 1; ; step += 1) {
    const source = sources[at];
    if (!source) return { users };
    const batch = await readBatch(
      context,
      { source, ...(after && { after }) },
      { filter, lookUp },
      lookUp || !isFiltering(filter) ? limit - users.length : FILTER_BATCH,
    );
    for (const { place, stored } of batch.found) {
      const user = stored && accept(source, stored, place);
      bytes += user ? sentBytes(JSON.stringify(user)) : 0;
      const full = users.length === limit || (bytes > MAX_ANSWER_BYTES && users.length > 0);
      if (user && full) return { users, next: { source, ...(after && { after }) } };
      after = place;
      if (user) users.push({ user, at: { source, after } });
    }
    if (!batch.more) {
      at += 1;
      after = undefined;
    }
    const next = sources[at];
    if (next && (users.length === limit || step === MAX_STEPS))
      return { users, next: { source: next, ...(after && { after }) } };
  }
}

/**
 * The index that names those whom a filter asks for. A walk that has begun goes on as one: its leaving
 * users are still to come.
 */
async function indexFor(
  context: Seeing,
  filter: UserFilter,
  start: UsersPosition | undefined,
): Promise<LookUp | undefined> {
  const lookUp = lookUpOf(context.fields, filter);
  const isWalk = start !== undefined && start.source !== 'lookUp';
  if (lookUp || filter.search !== undefined || isWalk) return lookUp;
  const changed = await changedUsers(context, filter, context.looksAt ?? FILTER_BATCH * MAX_STEPS);
  return changed && (() => Promise.resolve(changed));
}

const isFiltering = ({ updatedSince, fields }: UserFilter): boolean =>
  updatedSince !== undefined || Object.keys(fields).length > 0;
