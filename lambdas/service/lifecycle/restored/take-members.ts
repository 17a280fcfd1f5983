import type { MemberStore } from '../../../store/ports/members.ts';
import { groupTypeOf } from '../../../scim/schemas/resource-type.ts';
import { putMembersBack } from '../operator/members-back.ts';
import { OperatorError } from '../operator/operating.ts';
import type { Merging } from './merging.ts';

const PAGE = 1000;

/** Memberships that came since, and groups that would contain themselves with some, by the words of it. */
export interface MembersTaken {
  readonly joined: number;
  readonly refused: readonly string[];
}

export const NONE: MembersTaken = { joined: 0, refused: [] };

/**
 * Makes those members of a group, of `only` where that is given, who are in the table that was restored
 * from and not in the restored one. Who is not there, or deleted, is none. Whoever left since is a member
 * again already.
 */
async function takeMembers(
  merging: Merging,
  from: Pick<MemberStore, 'pageMembers'>,
  group: string,
  only?: ReadonlySet<string>,
): Promise<MembersTaken> {
  const type = groupTypeOf(merging.types);
  if (!type) return NONE;
  const refused: string[] = [];
  let [joined, after]: [number, string | undefined] = [0, undefined];
  do {
    const page: Awaited<ReturnType<typeof from.pageMembers>> = await from.pageMembers(type.name, group, {
      limit: PAGE,
      after,
    });
    const ids = (page?.members ?? []).map(({ id }) => id);
    joined += await join(only ? ids.filter((id) => only.has(id)) : ids);
    after = page?.next;
  } while (after !== undefined);
  return { joined, refused };

  /** All at once; one by one where that cannot be, since a single one is in the way. */
  async function join(ids: readonly string[]): Promise<number> {
    if (!type || ids.length === 0) return 0;
    try {
      return (await putMembersBack(merging, type, group, new Map(ids.map((id) => [id, true])))).joined;
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      const [only, ...others] = ids;
      if (only !== undefined && others.length === 0) refused.push(error.message);
      if (others.length === 0) return 0;
      const middle = Math.ceil(ids.length / 2);
      return (await join(ids.slice(0, middle))) + (await join(ids.slice(middle)));
    }
  }
}

/**
 * The same for all `groups` of the table that was restored from. Where all was taken over before, only
 * those who `came` since are made members: others may have left here meanwhile.
 */
export async function takeAllMembers(
  merging: Merging,
  from: Pick<MemberStore, 'pageMembers'>,
  { groups, came }: { readonly groups: readonly string[]; readonly came: ReadonlySet<string> },
): Promise<MembersTaken> {
  const { again, discardNewer } = merging.wanted;
  if (discardNewer || (again && came.size === 0)) return NONE;
  let { joined, refused } = NONE;
  for (const group of groups) {
    const taken = await takeMembers(merging, from, group, again && !came.has(group) ? came : undefined);
    [joined, refused] = [joined + taken.joined, [...refused, ...taken.refused]];
  }
  return { joined, refused };
}
