import type { Counter } from '../../traffic/bucket.ts';
import type { TrafficKind } from '../../traffic/kinds.ts';
import { DAY } from '../../duration.ts';
import { isDone, ofKind, type Evidence } from '../evidence.ts';
import type { Sighting } from './signature.ts';

/**
 * What came in the last cycle in which one of these kinds came: what failed before it may be
 * mended. Of the last 24 hours, or of the last cycle where that is longer ago.
 */
export function latestWith({ cycles, now }: Evidence, ...kinds: readonly TrafficKind[]): readonly Counter[] {
  const young = cycles.filter(({ end }) => now - Date.parse(end) <= DAY);
  const looked = young.length > 0 ? young : cycles.slice(-1);
  return looked.findLast(({ counters }) => counters.some(ofKind(...kinds)))?.counters ?? [];
}

/** Whether one of this kind went well after what was seen. */
export const isDoneSince = ({ recent }: Evidence, { last = '' }: Sighting, kind: TrafficKind): boolean =>
  recent.some((counter) => counter.kind === kind && isDone(counter) && counter.last > last);
