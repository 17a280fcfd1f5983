import { purgeAfter, stateOf } from '../../life/lifecycle.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { identifyingValues } from '../../scim/query/index-values.ts';
import { recreatedByUserName } from '../../scim/quirks/entra/recreated-by-user-name.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import type { MemberOf } from '../../store/ports/members.ts';
import type { Context } from '../context.ts';

/** A deleted resource, with the groups it was in. */
interface Former {
  readonly resource: StoredResource;
  readonly memberOf: MemberOf;
}

/**
 * The deleted resource that a POST of these attributes brings back: of those that are the same and
 * still kept, the one that was deleted last. The same by the first identifying attribute where both
 * have it, else by any other. Undefined when there is none.
 */
export async function findFormer(
  { store, now, retention, profile }: Context,
  type: ResourceType,
  attributes: Attributes,
): Promise<Former | undefined> {
  const [first] = type.identifiedBy ?? [];
  if (first === undefined) return undefined;
  const values = identifyingValues(type, attributes);
  const found = await Promise.all(values.map((value) => store.findByLookup(type.name, value)));
  const ids = [...new Set(found.flat())];
  if (ids.length === 0) return undefined;
  // Its groups are not wanted, so that nobody looks which of them are still there.
  const known = await Promise.all(ids.map((id) => store.getWithGroups(type.name, id, undefined)));
  const kept = known.flatMap(({ resource, memberOf }): Former[] => {
    if (!resource || stateOf(resource) !== 'deleted') return [];
    const due = purgeAfter(resource, retention);
    return due === undefined || due > now() ? [{ resource, memberOf }] : [];
  });
  const identity = (of: Attributes) => identifyingValues(type, of).find(({ attribute }) => attribute === first);
  const own = identity(attributes);
  const isSame = ({ resource }: Former): boolean => {
    const theirs = identity(resource.attributes);
    return own && theirs ? own.value === theirs.value : profile.has(recreatedByUserName);
  };
  const exact = ({ resource }: Former): number =>
    Number(own !== undefined && identity(resource.attributes) !== undefined);
  return kept
    .filter(isSame)
    .toSorted((a, b) => exact(b) - exact(a) || (b.resource.deletedAt ?? '').localeCompare(a.resource.deletedAt ?? ''))
    .at(0);
}
