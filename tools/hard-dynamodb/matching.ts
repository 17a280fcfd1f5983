/** Which calls are meant; every one where nothing is said. */
export interface Matching {
  /** As in `PutItem`; one of them, where there are several. */
  readonly operation?: string | readonly string[];
  /** What the partition key of one of the items of the call begins with. */
  readonly key?: string;
  /** Which of the matching calls, from 1: those before are left alone. */
  readonly nth?: number;
  /** How many of the calls, from 0 to 1, chosen at random by the seed. */
  readonly rate?: number;
  /** How often at most; once where `nth` is given. */
  readonly times?: number;
}

/** Whether a call is meant, by its operation and the partition keys of its items. */
export type Matches = (operation: string, hashes: readonly string[]) => boolean;

/** Makes a test for calls, which counts those it was asked about. */
export function createMatcher(
  { operation = [], key = '', nth, rate = 1, times = nth === undefined ? Infinity : 1 }: Matching,
  random: () => number,
): Matches {
  const operations = [operation].flat();
  let matching = 0;
  let chosen = 0;
  return (name, hashes) => {
    if (operations.length > 0 && !operations.includes(name)) return false;
    if (key !== '' && !hashes.some((hash) => hash.startsWith(key))) return false;
    matching += 1;
    if (matching < (nth ?? 1) || chosen >= times || random() >= rate) return false;
    chosen += 1;
    return true;
  };
}

/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
