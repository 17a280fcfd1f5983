import { userType } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import type { UserFilter } from './users-query.ts';

interface Changing extends Pick<DirectoryContext, 'now'> {
  readonly store: Pick<DirectoryContext['store'], 'changedSince'>;
}

/**
 * The ids of the users who changed since the time that a filter names, leaving ones too, in order, by the
 * feed of changes, which is behind by up to three seconds. Undefined where the filter names none, the
 * feed does not reach back so far, or has more than `most` changes since.
 */
export async function changedUsers(
  { store, now }: Changing,
  { updatedSince }: UserFilter,
  most: number,
): Promise<readonly string[] | undefined> {
  if (updatedSince === undefined) return undefined;
  const changed = await store.changedSince({ since: Date.parse(updatedSince), now: Date.parse(now()), most });
  return changed && (changed.get(userType.name) ?? []);
}
