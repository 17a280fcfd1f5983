import type { Image } from '../../../store/ports/images.ts';
import { findUser, userTypeOf } from './find-user.ts';
import { OperatorError, type Operating } from './operating.ts';
import { putBack } from './put-back.ts';
import { refusalText } from './refusals.ts';

/** What a user would be like, or is like now, in names of attributes only. */
export interface RestoredTo {
  readonly id: string;
  /** It is as it was before the change of this moment, ISO 8601, and who made that change. */
  readonly moment: string;
  readonly by?: string;
  /** The moment is earlier than what was asked for: changes in between are not kept apart. */
  readonly isEarlier: boolean;
  /** What differs: attributes, `state`, `groups`. */
  readonly changed: readonly string[];
  readonly done: boolean;
}

export interface RestoreTo {
  readonly user: string;
  /** ISO 8601. */
  readonly to: string;
  readonly dryRun?: boolean;
}

/** Makes a user, by id or userName, what it was at a time. Throws OperatorError. */
export async function restoreTo(context: Operating, { user, to, dryRun = false }: RestoreTo): Promise<RestoredTo> {
  const type = userTypeOf(context);
  const moment = readMoment(to);
  const { id, lastModified } = await findUser(context, type, user);
  const image = await imageAt(context, id, moment);
  if (!image)
    throw new OperatorError(
      lastModified <= moment
        ? `user ${id} has not changed since ${moment}`
        : `nothing is kept of what user ${id} was like at ${moment}; kept is the state before the first change of each hour, for ${context.retention.days} days`,
    );
  const outcome = await putBack(context, type, id, { image, dryRun });
  if (!outcome.ok) throw new OperatorError(refusalText('restore', id, outcome));
  return {
    id,
    moment: image.at,
    ...(image.by !== undefined && { by: image.by }),
    isEarlier: image.at < moment,
    changed: outcome.changed,
    done: !dryRun,
  };
}

/** An ISO 8601 time, as the table has it. Throws OperatorError. */
export function readMoment(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time) || !/^\d{4}-\d\d-\d\d/.test(text))
    throw new OperatorError(
      `the time is ${JSON.stringify(text.slice(0, 40))}; allowed: a time like 2027-01-01T08:30:00Z`,
    );
  return new Date(time).toISOString();
}

/**
 * What tells a resource at a moment: the first image from then on, unless it has a change of the
 * same hour in it, which was made behind the moment and has no image: then the last one before, of
 * that hour. Undefined where nothing is kept.
 */
export async function imageAt({ store }: Operating, id: string, moment: string): Promise<Image | undefined> {
  const hour = moment.slice(0, '2027-01-01T00'.length);
  const images = await store.imagesOf(id, hour);
  const after = images.find(({ at }) => at >= moment);
  const before = images.findLast(({ at }) => at < moment && at.startsWith(hour));
  if (after && after.before.lastModified <= moment) return after;
  return before ?? after;
}
