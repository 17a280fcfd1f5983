import type { ReadingContext } from '../context.ts';
import type { DirectoryUser } from '../directory-user.ts';
import { readGroupPage, type ChosenGroups, type DirectoryGroup } from '../groups.ts';
import type { UsersQuery } from '../users-query.ts';
import { readUsers } from '../users.ts';

/** How many are read at once: five batches of DynamoDB, side by side. */
const BATCH = 500;

/** Some of those who are exported; `changes` as pages of users have it. */
export interface Batch<Listed> {
  readonly listed: readonly Listed[];
  readonly changes?: string;
}

/** Where a page goes on, and how many it may have. */
interface At {
  readonly limit: number;
  readonly cursor?: string;
}

/** The pages of a query, one behind the other. */
async function* pagesOf<Page extends { readonly next?: string }>(
  { atOnce = BATCH }: ReadingContext,
  read: (at: At) => Promise<Page>,
): AsyncGenerator<Page, void> {
  for (let at: At | undefined = { limit: atOnce }; at;) {
    const page = await read(at);
    yield page;
    at = page.next === undefined ? undefined : { limit: atOnce, cursor: page.next };
  }
}

/**
 * All users that a query finds. An export is the pages of the same query, one behind the other: whatever
 * is true of these is true of it. Who leaves meanwhile comes again at the end.
 */
export async function* userBatches(
  context: ReadingContext,
  query: Pick<UsersQuery, 'filter' | 'groups'>,
): AsyncGenerator<Batch<DirectoryUser>, void> {
  for await (const { users, changes } of pagesOf(context, (at) => readUsers(context, { ...query, ...at })))
    yield { listed: users, ...(changes !== undefined && { changes }) };
}

/** All groups, or those chosen, in the order of their ids. */
export async function* groupBatches(
  context: ReadingContext,
  chosen: ChosenGroups = {},
): AsyncGenerator<Batch<DirectoryGroup>, void> {
  for await (const { groups } of pagesOf(context, (at) => readGroupPage(context, chosen, at))) yield { listed: groups };
}
