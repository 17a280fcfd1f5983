import { lifecycleOf, stateOf, type Hold, type Lifecycle, type State } from '../../../life/lifecycle.ts';
import type { StoredResource } from '../../../life/stored-resource.ts';
import type { Attributes } from '../../../scim/resource/resource.ts';
import { findUser, userTypeOf } from './find-user.ts';
import { OperatorError, type Operating } from './operating.ts';

/** A state of a user, from `lastModified` until the next one began. */
interface HeldState extends Lifecycle {
  readonly version: number;
  readonly lastModified: string;
  readonly state: State;
  readonly attributes: Attributes;
}

/** The groups a user was in, by their ids, as of the beginning of the hold or a DELETE. */
interface HeldGroups {
  readonly version: number;
  readonly at: string;
  readonly groups: readonly string[];
}

/** A page of what a legal hold has kept, the oldest first; the last page ends with the state of now. */
export interface HeldReport {
  readonly id: string;
  readonly hold: Hold;
  readonly kept: readonly (HeldState | HeldGroups)[];
  readonly next?: string;
}

/**
 * Every state that a user on legal hold has had since, page by page; `after` is the `next` of the
 * page before. Throws OperatorError.
 */
export async function showHeld(context: Operating, idOrUserName: string, after?: string): Promise<HeldReport> {
  const user = await findUser(context, userTypeOf(context), idOrUserName);
  const { id, hold } = user;
  if (!hold) throw new OperatorError(`user ${id} is not on hold: nothing is kept but its state of now`);
  const { kept, next } = await context.store.listHeld(id, after);
  const states = kept.map((each) => ('state' in each ? stateReport(each.state) : each));
  return next === undefined ? { id, hold, kept: [...states, stateReport(user)] } : { id, hold, kept: states, next };
}

function stateReport(resource: StoredResource): HeldState {
  const { hold: _, ...moments } = lifecycleOf(resource);
  const { version, lastModified, attributes } = resource;
  return { version, lastModified, state: stateOf(resource), ...moments, attributes };
}
