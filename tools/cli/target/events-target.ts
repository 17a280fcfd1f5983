import type { EventsAccess } from './events-access.ts';
import type { TargetOptions } from './options.ts';
import { findTarget, type Target } from './target.ts';

/** A tenant with what its change events pass. */
export type EventsTarget = Target & EventsAccess;

/** The same tenant, with that. Throws PlainError where it cannot be found. */
export const withEvents = async (target: Target): Promise<EventsTarget> => ({ ...target, ...(await target.events()) });

/**
 * Finds the tenant and says on stderr which one is used. Throws PlainError when it cannot be found.
 */
export const findEventsTarget = async (options: TargetOptions): Promise<EventsTarget> =>
  withEvents(await findTarget(options));
