import type { MemberDelta } from '../../scim/members/member.ts';
import { groupTypeOf } from '../../scim/schemas/resource-type.ts';
import type { Context } from '../context.ts';
import { inCircle } from '../errors.ts';

/** Groups that one could walk up through before it is called a circle without end. */
const MAX_ANCESTORS = 10_000;

/**
 * Refuses a member that contains the group `id` it is to be in (400 `invalidValue`). Answers the
 * version of the nesting of groups to write with, so that who nests groups at the same time has to
 * look again; undefined where no group is added. A circle that one bulk request spells out is let
 * through, as RFC 7644 §3.7.1 asks for.
 */
export async function checkCircles(
  { store, types, expected }: Context,
  id: string,
  { add }: MemberDelta,
): Promise<number | undefined> {
  const groupType = groupTypeOf(types);
  const nested = add.filter((member) => member.type === groupType?.name && !expected?.has(member.id));
  if (!groupType || nested.length === 0) return undefined;
  const nestingVersion = await store.nestingVersion();
  const added = new Set(nested.map((member) => member.id));
  const ancestors = new Set([id]);
  for (const each of ancestors) {
    if (added.has(each)) throw inCircle(each);
    if (ancestors.size > MAX_ANCESTORS) break;
    for (const parent of (await store.groupsOf(groupType.name, [each])).get(each) ?? []) ancestors.add(parent.id);
  }
  return nestingVersion;
}
