import { fold } from '../../../scim/fold.ts';
import { idsNamed } from '../../../store/ports/ids-named.ts';
import { MAX_ID_LENGTH } from '../../../store/ports/ids.ts';
import { groupTypeIn, listDeletedGroups, reportGroup, type GroupReport } from './groups.ts';
import type { Operating } from './operating.ts';

/**
 * The groups that a text names: the one with this id, deleted or not; else those with this displayName
 * or externalId; else deleted ones that were called so. Capitals make no difference to a name.
 */
export async function findGroups(context: Operating, text: string): Promise<readonly GroupReport[]> {
  const { store, retention, types } = context;
  const type = groupTypeIn(types);
  const byId = text.length > MAX_ID_LENGTH ? undefined : await store.get(type.name, text);
  if (byId) return [reportGroup(byId, retention)];
  const ids = await idsNamed(store, type, text);
  const named = ids.length === 0 ? [] : await store.getMany(type.name, ids, { consistent: true });
  if (named.length > 0) return named.map((group) => reportGroup(group, retention));
  const deleted = await listDeletedGroups(context);
  return deleted.filter(({ displayName = '' }) => fold(displayName) === fold(text));
}
