import { purgeAfter, stateOf, transition, withoutLifecycle } from '../../life/lifecycle.ts';
import { recreatedByUserName } from '../../scim/quirks/entra/recreated-by-user-name.ts';
import { goneValues } from '../../scim/query/index-values.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { taken } from '../rewrite.ts';
import type { Context } from '../context.ts';
import { reconcileNow } from './reconcile.ts';
import { indexed } from '../indexed.ts';
import { visibleAs } from '../../life/next-state.ts';

const MAX_ATTEMPTS = 5;

/**
 * The deleted resource that a POST brings back, as it is afterwards: under its old id, with the attributes that were sent and in no group, as
 * any resource that was just created. Undefined when there is none. Throws 409.
 */
export async function revive(
  context: Context,
  type: ResourceType,
  attributes: Attributes,
): Promise<StoredResource | undefined> {
  if (!type.identifiedBy) return undefined;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const former = await findFormer(context, type, attributes);
    if (!former) return undefined;
    const now = context.now();
    const revived = transition(former, { kind: 'revive' }, now);
    if (!revived.ok) return undefined;
    const leaving = { id: former.id, type: type.name };
    // Memberships that its DELETE had no time to end would be seen again.
    await reconcileNow(context, leaving);
    const next: StoredResource = {
      ...withoutLifecycle(former),
      attributes,
      version: former.version + 1,
      lastModified: now,
      ...visibleAs(revived.lifecycle, attributes['active'] !== false, now),
    };
    const outcome = await context.store.write(indexed(type, former), indexed(type, next), {
      leavesTombstone: type.canBeMember === true,
      withoutGroups: true,
    });
    if (outcome.ok) {
      // Whoever sends a person anew sends the groups anew, too: Entra does after a create, and it may be others than before.
      await reconcileNow(context, { ...leaving, withoutGroups: true });
      return next;
    }
    if (outcome.reason === 'taken') throw taken(type, outcome.claim);
    await context.pause(attempt + 1);
  }
  return undefined;
}

/** The one that was deleted last of those that are the same: by the first identifying attribute where both have it, else by any other. */
async function findFormer(
  { store, now, retention, profile }: Context,
  type: ResourceType,
  attributes: Attributes,
): Promise<StoredResource | undefined> {
  const values = goneValues(type, attributes);
  const found = await Promise.all(values.map((value) => store.findByLookup(type.name, value)));
  const ids = [...new Set(found.flat())];
  if (ids.length === 0) return undefined;
  const [first = ''] = type.identifiedBy ?? [];
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
