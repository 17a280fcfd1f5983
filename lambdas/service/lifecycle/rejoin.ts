import pMap from 'p-map';
import { nextVersion } from '../../life/next-state.ts';
import { groupTypeOf, type ResourceType } from '../../scim/schemas/resource-type.ts';
import type { MemberStore } from '../../store/ports/members.ts';
import type { TombstoneStore } from '../../store/ports/tombstones.ts';
import { rewrite, type Writing } from '../rewrite.ts';

const PARALLEL = 8;

interface Rejoining extends Writing {
  readonly store: Writing['store'] & Pick<MemberStore, 'getWithFacts'> & TombstoneStore;
  readonly types: readonly ResourceType[];
  readonly hasTime: () => boolean;
}

interface Returned {
  readonly id: string;
  readonly type: string;
}

/**
 * Puts a resource that came back into the groups it was in, as far as they are still there. Answers
 * whether all is done.
 */
export async function rejoin(context: Rejoining, returned: Returned): Promise<boolean> {
  const { store, types, hasTime } = context;
  const { id, type } = returned;
  const groupType = groupTypeOf(types);
  const groups = await store.listFormerGroups(type, id);
  if (!groupType) return true;
  await pMap(
    groups,
    async (group) => {
      if (!hasTime()) return;
      if (await join(context, groupType, group, returned)) await store.removeFormerGroups(type, id, [group]);
    },
    { concurrency: PARALLEL },
  );
  return (await store.listFormerGroups(type, id)).length === 0;
}

/** Answers false when the group was changed by others all the time. */
async function join(context: Rejoining, groupType: ResourceType, groupId: string, member: Returned): Promise<boolean> {
  const about = { ids: [member.id], candidates: [], types: [] };
  const joined = await rewrite(
    context,
    groupType,
    () => context.store.getWithFacts(groupType.name, groupId, about),
    ({ resource: group, facts }) => {
      // The group went, or somebody else put it there.
      if (!group || facts.members.has(member.id)) return { result: undefined };
      const next = nextVersion(group, group.attributes, context.now());
      return {
        write: { next, options: { members: { add: [member], remove: [] }, commutative: true } },
        result: undefined,
      };
    },
  );
  return joined.ok;
}
