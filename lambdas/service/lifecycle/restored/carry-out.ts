import { lifecycleOf, withoutLifecycle } from '../../../life/lifecycle.ts';
import { authorOf, lifeOf, type StoredResource } from '../../../life/stored-resource.ts';
import { searchValues } from '../../../scim/query/search-values.ts';
import { groupTypeOf, type ResourceType } from '../../../scim/schemas/resource-type.ts';
import { rewrite, type Decision, type Rewritten } from '../../rewrite.ts';
import { applyEvent } from '../apply-event.ts';
import { withoutErased } from '../references.ts';
import { fateOf, isHeldSince, type Fate } from './fate.ts';
import type { Merging } from './merging.ts';

type Ended = Pick<Rewritten<unknown>, 'ok'>;
const DONE: Ended = { ok: true };

type How = (
  merging: Merging,
  type: ResourceType,
  old: StoredResource,
  is: StoredResource | undefined,
) => Promise<Ended>;

/** What each fate comes to. May end anywhere, and run again. */
export const carryOut: Readonly<Record<Fate, How>> = {
  leave: async () => DONE,
  erase: eraseAgain,
  entomb: (merging, type, old) => create(merging, type, old),
  take: async (merging, type, old) => {
    const { id, hold, deletedAt } = old;
    // Before it is there: whoever makes it a member, or brings it back, goes by them.
    if (deletedAt !== undefined) await merging.carryGroups(id);
    if (hold) await merging.carryHeld(id);
    const outcome = await create(merging, type, old);
    // Nothing stays of whom nothing could erase.
    if (hold && !outcome.ok) await merging.store.forgetHeld({ held: id, upTo: old.version }, () => true);
    return outcome;
  },
  revive: (merging, type, old) => change(merging, type, old, revived),
  raise: async (merging, type, old, is) => {
    const isHeld = is !== undefined && (is.hold !== undefined || isHeldSince(old, is, merging.wanted));
    if (old.hold && isHeld) await merging.carryHeld(old.id, old);
    return change(merging, type, old, raised);
  },
};

/** A hold that was lifted since does not keep anybody from it. */
async function eraseAgain(merging: Merging, type: ResourceType, { id }: StoredResource): Promise<Ended> {
  await applyEvent(merging, type, id, ({ hold }) => (hold ? { kind: 'lift' } : undefined));
  const outcome = await applyEvent(merging, type, id, () => ({ kind: 'erase' }));
  if (outcome.ok || outcome.reason === 'erased' || outcome.reason === 'unknown') return DONE;
  throw new Error(`${id} was erased since, and could not be erased again: ${outcome.reason}`);
}

/** What a resource of another table is here: its members, and changes of them, come apart from it. */
function fresh({ pending: _, generation: __, ...resource }: StoredResource): StoredResource {
  return resource;
}

async function create(merging: Merging, type: ResourceType, old: StoredResource): Promise<Ended> {
  const outcome = await rewrite(
    { ...merging, author: authorOf(old) },
    type,
    async () => ({ resource: await merging.store.get(type.name, old.id) }),
    async ({ resource }): Promise<Decision<undefined>> => {
      if (resource) return { result: undefined };
      return { write: { next: await withoutErased(merging, type, fresh(old)) }, result: undefined };
    },
  );
  if (outcome.ok && old.erasedAt === undefined) await addSearched(merging, type, old);
  return ended(old, outcome);
}

type Change = (old: StoredResource, is: StoredResource, merging: Merging) => StoredResource;

async function change(merging: Merging, type: ResourceType, old: StoredResource, next: Change): Promise<Ended> {
  const { store } = merging;
  const groupType = groupTypeOf(merging.types)?.name;
  const outcome = await rewrite(
    merging,
    type,
    () => store.getWithGroups(type.name, old.id, groupType),
    ({ resource, memberOf }): Decision<undefined> => {
      const isWanted = resource && ['revive', 'raise'].includes(fateOf(old, resource, merging.wanted));
      if (!isWanted) return { result: undefined };
      const options = type.canBeMember ? { memberOf } : {};
      return { write: { next: next(old, resource, merging), options }, result: undefined };
    },
  );
  if (outcome.ok && next === revived) await addSearched(merging, type, old);
  return ended(old, outcome);
}

function ended({ id }: StoredResource, outcome: Rewritten<unknown>): Ended {
  if (outcome.ok || outcome.reason === 'taken') return outcome;
  throw new Error(`${id} could not be written: others changed it all the time; run it again`);
}

const addSearched = ({ store }: Merging, type: ResourceType, { id, attributes }: StoredResource): Promise<void> =>
  store.moveSearch(
    searchValues(type, attributes).map((value) => ({ type: type.name, id, value })),
    [],
  );

/** A version that was seen as another one is seen as what came behind it. */
const risen = (old: StoredResource, is: StoredResource, { now }: Merging) => ({
  version: Math.max(old.version, is.version) + 1,
  lastModified: now(),
});

const revived: Change = (old, is, merging) => ({
  ...withoutLifecycle(is),
  ...lifecycleOf(old),
  attributes: old.attributes,
  life: lifeOf(is) + 1,
  ...risen(old, is, merging),
});

const raised: Change = (old, is, merging) => ({
  ...is,
  ...(isHeldSince(old, is, merging.wanted) && { hold: old.hold }),
  ...risen(old, is, merging),
});
