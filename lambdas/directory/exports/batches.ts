import type { ReadingContext } from '../context.ts';
import type { DirectoryUser } from '../directory-user.ts';
import { readGroupPage, type ChosenGroups, type DirectoryGroup } from '../groups.ts';
import type { UsersQuery } from '../parameters.ts';
import { readUsers } from '../users.ts';

/** How many are read at once: five batches of DynamoDB, side by side. */
const BATCH = 500;

/** Some of those who are exported; `changes` as pages of users have it. */
export interface Batch<Listed> {
  readonly listed: readonly Listed[];
  readonly changes?: string;
}

/**
 * All users that a query finds. An export is the pages of the same query, one behind the other: whatever
 * is true of these is true of it. Who leaves meanwhile comes again at the end.
 */
export async function* userBatches(
  context: ReadingContext,
  query: Pick<UsersQuery, 'filter' | 'groups'>,
): AsyncGenerator<Batch<DirectoryUser>, void> {
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await readUsers(context, {
      ...query,
      limit: context.atOnce ?? BATCH,
      ...(cursor !== undefined && { cursor }),
    });
    yield { listed: page.users, ...(page.changes !== undefined && { changes: page.changes }) };
    cursor = page.next;
  }
}

/** All groups, or those chosen, in the order of their ids. */
export async function* groupBatches(
  context: ReadingContext,
  chosen: ChosenGroups = {},
): AsyncGenerator<Batch<DirectoryGroup>, void> {
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await readGroupPage(context, chosen, {
      limit: context.atOnce ?? BATCH,
      ...(cursor !== undefined && { cursor }),
    });
    yield { listed: page.groups };
    cursor = page.next;
  }
}
