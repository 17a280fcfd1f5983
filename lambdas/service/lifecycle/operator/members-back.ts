import { isVisible } from '../../../life/stored-resource.ts';
import { MAX_MEMBER_CHANGES } from '../../../scim/members/delta.ts';
import type { Member, MemberDelta, MemberFacts } from '../../../scim/members/member.ts';
import type { ResourceType } from '../../../scim/schemas/resource-type.ts';
import { rewrite } from '../../rewrite.ts';
import { withAncestors } from './groups.ts';
import { OperatorError, type Operating } from './operating.ts';

/** Members that came back, or would, and members that went again; `left` are ids to be looked at by another call. */
export interface MembersBack {
  readonly joined: number;
  readonly removed: number;
  readonly left: number;
}

/** More members than this change behind the write, and the next write of so many waits for them. */
const LARGE = 100;

/**
 * Puts members of a group back, and takes others out, as `was` says; whoever is not there any more stays
 * out. As many as one request may change at a time. Throws OperatorError where a group would contain
 * itself.
 */
export async function putMembersBack(
  context: Operating,
  type: ResourceType,
  id: string,
  was: ReadonlyMap<string, boolean>,
  dryRun = false,
): Promise<MembersBack> {
  const ids = [...was.keys()];
  let [joined, removed, at] = [0, 0, 0];
  while (at < ids.length && context.hasTime()) {
    const some = ids.slice(at, at + MAX_MEMBER_CHANGES);
    const moved = await moveSome(
      context,
      type,
      id,
      new Map(some.map((each) => [each, was.get(each) === true])),
      dryRun,
    );
    // An earlier change is still carried out: it was helped, and goes on.
    if (!moved) continue;
    [joined, removed, at] = [joined + moved.add.length, removed + moved.remove.length, at + some.length];
    if (!dryRun && moved.add.length + moved.remove.length > LARGE) break;
  }
  return { joined, removed, left: ids.length - Math.min(at, ids.length) };
}

/** Answers who moved; undefined where others were in the way. */
async function moveSome(
  context: Operating,
  type: ResourceType,
  id: string,
  was: ReadonlyMap<string, boolean>,
  dryRun: boolean,
): Promise<MemberDelta | undefined> {
  const { store, types, now } = context;
  const about = {
    ids: [...was.keys()],
    candidates: [...was].flatMap(([each, isMember]) => (isMember ? [each] : [])),
    types: types.filter(({ canBeMember }) => canBeMember).map(({ name }) => name),
  };
  const outcome = await rewrite(
    context,
    type,
    () => store.getWithFacts(type.name, id, about),
    async ({ resource, facts }) => {
      const result = deltaOf(was, facts);
      // A dry run tells of a group that is deleted, too, what its restore would bring.
      if (!resource || (!isVisible(resource) && !dryRun)) return { result: NOBODY };
      if (dryRun || result.add.length + result.remove.length === 0) return { result };
      const nestingVersion = await circleFree(context, type, id, result);
      const next = { ...resource, version: resource.version + 1, lastModified: now() };
      return { write: { next, options: { members: result, commutative: true, nestingVersion } }, result };
    },
  );
  return outcome.ok ? outcome.result : undefined;
}

const NOBODY: MemberDelta = { add: [], remove: [] };

function deltaOf(was: ReadonlyMap<string, boolean>, { members, resources }: MemberFacts): MemberDelta {
  const add = [...was].flatMap(([id, isMember]): Member[] => {
    const known = resources.get(id);
    if (!isMember || members.has(id) || !known || known.deleted) return [];
    return [{ id, type: known.type, ...(known.life !== undefined && { life: known.life }) }];
  });
  return { add, remove: [...was].flatMap(([id, isMember]) => (isMember || !members.has(id) ? [] : [id])) };
}

/** The version of the nesting before it was looked at; undefined where no group is added. */
async function circleFree(
  { store }: Operating,
  type: ResourceType,
  id: string,
  { add }: MemberDelta,
): Promise<number | undefined> {
  const nested = new Set(add.filter((member) => member.type === type.name).map((member) => member.id));
  if (nested.size === 0) return undefined;
  const nestingVersion = await store.nestingVersion();
  const inner = (await withAncestors(store, type, [id])).find((each) => nested.has(each));
  if (inner === undefined) return nestingVersion;
  throw new OperatorError(
    `group ${id} would contain itself: its member of then ${inner} contains it by now; take this group out of that one first`,
  );
}
