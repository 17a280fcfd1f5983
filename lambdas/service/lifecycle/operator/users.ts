import {
  lifecycleOf,
  purgeAfter,
  stateOf,
  type Lifecycle,
  type Retention,
  type State,
} from '../../../life/lifecycle.ts';
import type { StoredResource } from '../../../life/stored-resource.ts';
import { applyEvent, type EventFor } from '../apply-event.ts';
import { findUser, userTypeOf } from './find-user.ts';
import type { HeldReport } from './held.ts';
import { OperatorError, type Operating } from './operating.ts';
import { refusalText, type UserCommand } from './refusals.ts';

/** Where a user stands, without anything personal but the userName that an operator knows it by. */
export interface UserReport extends Lifecycle {
  readonly id: string;
  readonly userName: string | undefined;
  readonly state: State;
  readonly version: number;
  readonly purgeAfter?: string;
  /** What a legal hold has kept, where the CLI was asked for it. */
  readonly kept?: HeldReport['kept'];
}

/** What each command makes happen; `reason` is that of a hold. */
const EVENTS: Record<UserCommand, (reason: string) => EventFor> = {
  restore: () => (current) => ({ kind: 'restore', active: current.attributes['active'] !== false }),
  erase: () => () => ({ kind: 'erase' }),
  hold: (reason) => () => ({ kind: 'hold', reason }),
  lift: () => () => ({ kind: 'lift' }),
};

/** What an operator does to one user, by its id or userName. Throws OperatorError. */
export async function commandUser(
  context: Operating,
  command: UserCommand,
  idOrUserName: string,
  reason = '',
): Promise<UserReport> {
  const type = userTypeOf(context);
  const { id } = await findUser(context, type, idOrUserName);
  const outcome = await applyEvent(context, type, id, EVENTS[command](reason));
  if (outcome.ok) return reportOf(outcome.resource, context.retention);
  throw new OperatorError(refusalText(command, id, outcome));
}

/** Where one user stands, by its id or userName. Throws OperatorError. */
export async function showUser(context: Operating, idOrUserName: string): Promise<UserReport> {
  return reportOf(await findUser(context, userTypeOf(context), idOrUserName), context.retention);
}

/** Where a user stands. */
export function reportOf(resource: StoredResource, retention: Retention): UserReport {
  const { id, version, attributes } = resource;
  const { userName } = attributes;
  const { hold, ...moments } = lifecycleOf(resource);
  const due = purgeAfter(resource, retention);
  return {
    id,
    userName: typeof userName === 'string' ? userName : undefined,
    state: stateOf(resource),
    version,
    ...moments,
    ...(due !== undefined && { purgeAfter: due }),
    ...(hold !== undefined && { hold }),
  };
}
