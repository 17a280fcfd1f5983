import type { StoredResource } from '../life/stored-resource.ts';
import type { Delivering } from './deliver.ts';
import { replayOf } from './event.ts';
import { publish } from './publish.ts';

/** From an operator: resources to be told as they stand. None asks for the types that there are. */
export interface ReplayEvent {
  readonly replay: readonly StoredResource[];
}

export interface ReplayAnswer {
  readonly types: readonly string[];
  readonly sent: number;
  /** The bus did not take all. */
  readonly failed: boolean;
}

/** Tells resources as they stand, for a consumer that may have missed how it came about. */
export async function replay(
  resources: readonly StoredResource[],
  { settings, bus, log }: Pick<Delivering, 'settings' | 'bus' | 'log'>,
): Promise<ReplayAnswer> {
  const told = resources.map((resource) => replayOf(settings, resource)).filter((event) => event !== undefined);
  const refused = await publish(bus, told);
  const sent = refused ?? told.length;
  const { tenant, types } = settings;
  log.info('replay', { tenant, resources: resources.length, events: sent, complete: refused === undefined });
  return { types: types.map(({ name }) => name), sent, failed: refused !== undefined };
}
