import { show } from '../scim/errors.ts';
import { fitting } from '../scim/messages/answer-size.ts';
import type { HistoryEntry } from '../store/ports/history.ts';
import { userType } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { onlyKnown, readLimit, type Parameters } from './parameters.ts';
import { DirectoryProblem } from './problem.ts';
import { readStoredUser } from './stored-user.ts';

export interface HistoryAnswer {
  readonly changes: readonly HistoryEntry[];
  /** The cursor of the next page; not there on the last one. */
  readonly next?: string;
}

/**
 * What happened to a user, the newest first, also to one that was erased
 * (`GET /users/{id}/history`). Throws `not-found`, `invalid-cursor`, `expired-cursor`.
 */
export async function readHistory(
  context: Pick<DirectoryContext, 'store' | 'cursors' | 'now'>,
  id: string,
  parameters: Parameters,
): Promise<HistoryAnswer> {
  onlyKnown(parameters, ['limit', 'cursor']);
  if ((await readStoredUser(context, id)) === undefined)
    throw new DirectoryProblem(
      'not-found',
      `there is no user with the id ${show(id)}; ids are those of GET /directory/v1/users`,
    );
  const { limit: text, cursor } = parameters;
  const limit = readLimit(text);
  const boundTo = `directory/history ${id}`;
  const before = cursor ? await openCursor<number>(context, boundTo, cursor) : undefined;
  const page = await context.store.history(userType.name, id, { limit, before });
  const changes = fitting(page.changes);
  const next = changes.length < page.changes.length ? changes.at(-1)?.version : page.next;
  return { changes, ...(next !== undefined && { next: await sealCursor(context, boundTo, next) }) };
}
