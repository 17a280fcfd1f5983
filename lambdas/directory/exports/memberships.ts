import { groupType, userType } from '../../tenant/resource-types.ts';
import type { ReadingContext } from '../context.ts';
import type { DirectoryState, GroupName } from '../directory-user.ts';
import { groupsOf } from '../user-groups.ts';
import { groupBatches, userBatches, type Batch } from './batches.ts';

/** One membership, directly in a group, of a user or of a group; `state` and `userName` are those of the user. */
export interface DirectoryMembership {
  readonly groupId: string;
  readonly groupName: string | null;
  readonly memberId: string;
  /** As in `User` or `Group`. */
  readonly memberType: string;
  readonly state: DirectoryState | null;
  readonly userName: string | null;
}

/** Who is leaving is in no group any more. */
const IN_GROUPS = { states: ['active', 'deactivated'], fields: {} } as const;

/**
 * All memberships: those of users in the order of their ids, then those of groups. They are read by the
 * members, some hundred at a time, so that no group is too large.
 */
export async function* membershipBatches(context: ReadingContext): AsyncGenerator<Batch<DirectoryMembership>, void> {
  for await (const { listed } of userBatches(context, { filter: IN_GROUPS, groups: true }))
    yield {
      listed: listed.flatMap(({ id: memberId, state, userName, groups = [] }) =>
        groups.map((group) => ({ ...inGroup(group), memberId, memberType: userType.name, state, userName })),
      ),
    };
  for await (const { listed } of groupBatches(context)) {
    const groups = await groupsOf(
      context,
      listed.map(({ id }) => id),
    );
    const ofGroup = { memberType: groupType.name, state: null, userName: null };
    yield {
      listed: [...groups].flatMap(([memberId, of]) => of.map((group) => ({ ...inGroup(group), memberId, ...ofGroup }))),
    };
  }
}

const inGroup = ({ id, name }: GroupName) => ({ groupId: id, groupName: name });
