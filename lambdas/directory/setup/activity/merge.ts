import type { ActivityRow } from './row.ts';

/** Where to go on in a source: behind a place, from its beginning, or nowhere. */
export type Progress<Place> = { readonly behind: Place } | 'beginning' | 'end';

/** What a source has behind a place, the newest first. */
export interface Part<Place> {
  readonly rows: readonly { readonly row: ActivityRow; readonly place: Place }[];
  /** Where it goes on behind all that was looked at, whether or not it was wanted. */
  readonly rest: Progress<Place>;
}

/** A part, and where it began. */
type Begun<Place> = Part<Place> & { readonly from: Progress<Place> };

/** Reads up to `limit` rows that are wanted; fewer where it has looked at enough. */
export type Read<Place> = (from: Place | undefined, limit: number) => Promise<Part<Place>>;

/** Reads what follows; nothing where there is nothing. */
export async function readPart<Place>(read: Read<Place>, from: Progress<Place>, limit: number): Promise<Begun<Place>> {
  if (from === 'end') return { rows: [], rest: 'end', from };
  return { ...(await read(from === 'beginning' ? undefined : from.behind, limit)), from };
}

/**
 * Two sources as one, the newest first. It ends where one of them has no more rows and may have others
 * behind: nobody knows yet how new those are.
 */
export function merge<A, B>(a: Begun<A>, b: Begun<B>, limit: number) {
  const rows: ActivityRow[] = [];
  let [ofA, ofB] = [0, 0];
  while (rows.length < limit) {
    const [nextA, nextB] = [a.rows[ofA]?.row, b.rows[ofB]?.row];
    if ((!nextA && a.rest !== 'end') || (!nextB && b.rest !== 'end')) break;
    const takesA = nextA !== undefined && (nextB === undefined || nextA.time >= nextB.time);
    const taken = takesA ? nextA : nextB;
    if (!taken) break;
    rows.push(taken);
    if (takesA) ofA += 1;
    else ofB += 1;
  }
  return { rows, a: progressOf(a, ofA), b: progressOf(b, ofB) };
}

/** Behind the last row that was taken; behind all that was looked at, where every row was. */
function progressOf<Place>({ rows, rest, from }: Begun<Place>, taken: number): Progress<Place> {
  if (taken === rows.length) return rest;
  const last = rows[taken - 1];
  return last ? { behind: last.place } : from;
}
