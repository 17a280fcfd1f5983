import { DAY } from '../../../duration.ts';
import { formerMembers } from '../../../life/former-members.ts';
import { isVisible } from '../../../life/stored-resource.ts';
import { MAX_ID_LENGTH } from '../../../store/ports/ids.ts';
import { checkCircle, groupTypeIn } from './groups.ts';
import { putMembersBack, type MembersBack } from './members-back.ts';
import { OperatorError, type Operating } from './operating.ts';
import { putBack } from './put-back.ts';
import { groupRefusalText } from './refusals.ts';
import { imageAt, readMoment } from './restore-to.ts';

export interface RestoreGroupTo {
  /** An id. */
  readonly group: string;
  /** ISO 8601. */
  readonly to: string;
  readonly dryRun?: boolean;
}

/** What a group would be like, or is like now. While `left` is not 0, the same call goes on. */
export interface RestoredGroupTo extends MembersBack {
  readonly id: string;
  /** Its attributes are as they were before the change of this moment, ISO 8601. Absent: they did not change. */
  readonly moment?: string;
  /** That moment is earlier than what was asked for: changes in between are not kept apart. */
  readonly isEarlier: boolean;
  /** Attributes that differ, and `state`. */
  readonly changed: readonly string[];
  readonly done: boolean;
}

/**
 * Makes a group what it was at a time: its attributes, whether it was there, and those of its members
 * of then who are there now. Idempotent. Throws OperatorError.
 */
export async function restoreGroupTo(
  context: Operating,
  { group: id, to, dryRun = false }: RestoreGroupTo,
): Promise<RestoredGroupTo> {
  const { store, types, retention, now } = context;
  const type = groupTypeIn(types);
  const moment = readMoment(to);
  const group = id.length > MAX_ID_LENGTH ? undefined : await store.get(type.name, id);
  if (!group) throw new OperatorError(`there is no group ${id.slice(0, MAX_ID_LENGTH)}`);
  if (Date.parse(moment) < Date.parse(now()) - retention.days * DAY)
    throw new OperatorError(
      `nothing is kept of what group ${id} was like at ${moment}; kept is what happened in the last ${retention.days} days`,
    );
  const image = await imageAt(context, id, moment);
  const moved = await store.membersMoved(type.name, id, moment);
  if (!image && moved.length === 0) throw new OperatorError(`group ${id} has not changed since ${moment}`);
  if (image && isVisible(image.before) && !isVisible(group)) await checkCircle(context, type, id);
  const outcome = image ? await putBack(context, type, id, { image, dryRun }) : UNCHANGED;
  if (!outcome.ok) throw new OperatorError(groupRefusalText(id, outcome));
  const was = formerMembers(moved, () => 'undone');
  return {
    id,
    ...(image && { moment: image.at }),
    isEarlier: image !== undefined && image.at < moment,
    changed: outcome.changed,
    ...(await putMembersBack(context, type, id, was, dryRun)),
    done: !dryRun,
  };
}

const UNCHANGED = { ok: true, changed: [] } as const;
