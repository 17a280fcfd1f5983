import { purgeAfter, stateOf } from '../../life/lifecycle.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { goneValues } from '../../scim/query/index-values.ts';
import { recreatedByUserName } from '../../scim/quirks/entra/recreated-by-user-name.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { Context } from '../context.ts';

/**
 * The deleted resource that a POST of these attributes brings back: of those that are the same and
 * still kept, the one that was deleted last. The same by the first identifying attribute where both
 * have it, else by any other. Undefined when there is none.
 */
export async function findFormer(
  { store, now, retention, profile }: Context,
  type: ResourceType,
  attributes: Attributes,
): Promise<StoredResource | undefined> {
  const [first] = type.identifiedBy ?? [];
  if (first === undefined) return undefined;
  const values = goneValues(type, attributes);
  const found = await Promise.all(values.map((value) => store.findByLookup(type.name, value)));
  const ids = [...new Set(found.flat())];
  if (ids.length === 0) return undefined;
  const kept = (await store.getMany(type.name, ids, { consistent: true })).filter((resource) => {
    const due = purgeAfter(resource, retention);
    return stateOf(resource) === 'deleted' && (due === undefined || due > now());
  });
  const identity = (of: Attributes) => goneValues(type, of).find(({ attribute }) => attribute.endsWith(`.${first}`));
  const own = identity(attributes);
  const isSame = (resource: StoredResource): boolean => {
    const theirs = identity(resource.attributes);
    return own && theirs ? own.value === theirs.value : profile.has(recreatedByUserName);
  };
  const exact = (resource: StoredResource): number =>
    Number(own !== undefined && identity(resource.attributes) !== undefined);
  return kept
    .filter(isSame)
    .toSorted((a, b) => exact(b) - exact(a) || (b.deletedAt ?? '').localeCompare(a.deletedAt ?? ''))
    .at(0);
}
