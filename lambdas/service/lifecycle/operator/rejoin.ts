import { isVisible } from '../../../life/stored-resource.ts';
import { groupTypeOf, type ResourceType } from '../../../scim/schemas/resource-type.ts';
import type { MemberOf } from '../../../store/ports/members.ts';
import { rewrite } from '../../rewrite.ts';
import type { Operating } from './operating.ts';

/** In which life a resource is, whose groups it had in an earlier one. */
interface Rejoining {
  readonly life: number;
  readonly lifeThen: number;
  readonly memberOf: MemberOf;
  readonly dryRun: boolean;
}

/**
 * Puts a resource that was brought back without its groups, as a client does by a DELETE and a POST,
 * into those that are still there. Answers whether any was, or would be, given back.
 */
export async function rejoinGroups(
  context: Operating,
  type: ResourceType,
  id: string,
  { life, lifeThen, memberOf, dryRun }: Rejoining,
): Promise<boolean> {
  const groupType = groupTypeOf(context.types);
  const { former } = memberOf;
  if (!groupType || !former || lifeThen >= life || lifeThen > former.life) return false;
  const missing = former.groups.filter((group) => !memberOf.groups.has(group));
  let rejoined = false;
  for (const group of missing) {
    const outcome = await rewrite(
      context,
      groupType,
      () => context.store.getWithFacts(groupType.name, group, { ids: [id], candidates: [id], types: [type.name] }),
      ({ resource, facts }) => {
        const known = facts.resources.get(id);
        if (!isVisible(resource) || facts.members.has(id) || !known || known.deleted) return { result: false };
        if (dryRun) return { result: true };
        const next = { ...resource, version: resource.version + 1, lastModified: context.now() };
        const add = [{ id, type: type.name, ...(known.life !== undefined && { life: known.life }) }];
        return { write: { next, options: { members: { add, remove: [] }, commutative: true } }, result: true };
      },
    );
    rejoined ||= outcome.ok && outcome.result;
  }
  return rejoined;
}
