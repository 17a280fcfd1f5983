import pMap from 'p-map';
import { isVisible, type StoredResource } from '../../life/stored-resource.ts';
import { namesOf } from '../../scim/query/names.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import { idsNamed } from '../../store/ports/ids-named.ts';
import { rewrite } from '../rewrite.ts';
import type { RecoveringNow } from './recover.ts';
import { dropReferences, referrersTo } from './references.ts';

/**
 * Takes a person who is about to be erased out of what names it by something else than its id: a
 * manager or a member that is its userName, externalId, an address or another value that it is found
 * by, as spelled or folded. What somebody else has, too, means that one. Two round trips where nobody
 * is named so.
 */
export async function dropOtherNames(
  context: RecoveringNow,
  type: ResourceType,
  person: StoredResource,
): Promise<void> {
  const groupType = groupTypeOf(context.types);
  const names = namesOf(type, person.attributes);
  const groups = groupType && (await context.store.groupsOf(groupType.name, names));
  await pMap(names, async (name) => {
    const memberOf = groups?.get(name) ?? [];
    const isNamed = memberOf.length > 0 || (await referrersTo(context, name)).length > 0;
    if (!isNamed || (await isOfAnother(context, type, person.id, name))) return;
    await dropReferences({ ...context, hasTime: () => true }, name);
    if (groupType) for (const group of memberOf) await takeOut(context, groupType, group.id, name);
  });
}

async function isOfAnother({ store }: RecoveringNow, type: ResourceType, id: string, name: string): Promise<boolean> {
  return (await idsNamed(store, type, name)).some((owner) => owner !== id);
}

async function takeOut(context: RecoveringNow, groupType: ResourceType, group: string, member: string): Promise<void> {
  const { store, now } = context;
  await rewrite(
    context,
    groupType,
    async () => store.getWithFacts(groupType.name, group, { ids: [member], candidates: [], types: [groupType.name] }),
    ({ resource, facts }) => {
      if (!isVisible(resource) || !facts.members.has(member)) return { result: undefined };
      const next = { ...resource, version: resource.version + 1, lastModified: now() };
      const options = { members: { add: [], remove: [member] }, commutative: true };
      return { write: { next, options }, result: undefined };
    },
  );
}
