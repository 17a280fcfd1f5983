import { userType } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import { toDirectoryUser, type DirectoryUser } from './directory-user.ts';

interface Reading extends Pick<DirectoryContext, 'fields' | 'retention'> {
  readonly store: Pick<DirectoryContext['store'], 'getMany'>;
}

/** Users as they are now, by their ids; nothing for one of whom nothing is left. */
export async function usersById(
  { store, fields, retention }: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DirectoryUser | undefined>> {
  const stored = await store.getMany(userType.name, ids, { consistent: true });
  return new Map(stored.map((user) => [user.id, toDirectoryUser(fields, retention, user)]));
}
