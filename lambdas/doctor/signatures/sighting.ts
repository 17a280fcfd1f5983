import { lastIn, total } from '../evidence.ts';
import type { Counter } from '../../traffic/bucket.ts';
import type { Sighting } from './signature.ts';

/** What to say of what was counted, and when it came last; undefined where there was none. */
export function sightingOf(counters: readonly Counter[], what: (count: number) => string): Sighting | undefined {
  const count = total(counters, () => true);
  if (count === 0) return undefined;
  const last = lastIn(counters);
  return { evidence: `${what(count)}, the last at ${last}`, last };
}

/** What was seen at no time, as things stand now, comes last. */
export const newestFirst = <Seen extends { readonly last?: string | null }>(a: Seen, b: Seen): number => {
  const [one, other] = [a.last ?? '', b.last ?? ''];
  return one === other ? 0 : one < other ? 1 : -1;
};

/** The same of what is over. */
export const over = (sighting: Sighting | undefined): Sighting | undefined =>
  sighting && { ...sighting, evidence: `${sighting.evidence}, and none since`, was: true };
