import { purgeAfter, stateOf } from '../../life/lifecycle.ts';
import { mayRevive } from '../../life/revive.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { identityOf } from '../../scim/query/index-values.ts';
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
 * The deleted resource that a POST of these attributes brings back: of those with the same
 * externalId that are still kept, the one that was deleted last. Undefined when there is none, or
 * when the tenant does not take the externalId for the person.
 */
export async function findFormer(
  { store, now, retention, revive }: Context,
  type: ResourceType,
  attributes: Attributes,
): Promise<Former | undefined> {
  const identity = identityOf(type, attributes);
  if (!identity || !mayRevive(revive, identity.value)) return undefined;
  const ids = await store.findByLookup(type.name, identity);
  if (ids.length === 0) return undefined;
  // Its groups are not wanted, so that nobody looks which of them are still there.
  const known = await Promise.all(ids.map((id) => store.getWithGroups(type.name, id, undefined)));
  const kept = known.flatMap(({ resource, memberOf }): Former[] => {
    if (!resource || stateOf(resource) !== 'deleted') return [];
    const due = purgeAfter(resource, retention);
    const isKept = due === undefined || due > now();
    return isKept && identityOf(type, resource.attributes)?.value === identity.value ? [{ resource, memberOf }] : [];
  });
  return kept.toSorted((a, b) => (b.resource.deletedAt ?? '').localeCompare(a.resource.deletedAt ?? '')).at(0);
}
