import type { StoredResource } from '../life/stored-resource.ts';
import { MAX_ID_LENGTH } from '../store/ports/ids.ts';
import { userType } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';

/** The user with an id, in whatever state; undefined also for what can be no id of ours. */
export async function readStoredUser(
  { store }: { readonly store: Pick<DirectoryContext['store'], 'get'> },
  id: string,
): Promise<StoredResource | undefined> {
  return id.length > MAX_ID_LENGTH ? undefined : store.get(userType.name, id);
}
