import { readCursor, type Cursor, type Position } from '../../scim/messages/cursor.ts';
import { MAX_PAGE, type Paging } from '../../scim/messages/paging.ts';
import { compareSorted } from '../../scim/query/sort.ts';
import type { Context } from '../context.ts';
import { indexPage } from './index-page.ts';
import { fitting } from './page-size.ts';
import type { MatchPage, Query } from './query.ts';
import { positionOf, readSorted, sortedMatches } from './sorted-page.ts';
import type { Target } from './typed-query.ts';
import { walkMatches, type Match } from './matches.ts';

type CursorPaging = Extract<Paging, { method: 'cursor' }>;

/** A page of matches, and whether there are more before and behind it. */
interface Stretch {
  readonly matches: readonly Match[];
  readonly before: boolean;
  readonly behind: boolean;
  readonly totalResults: number | undefined;
}

/** A page by a cursor (RFC 9865): it goes on where the page before ended, whatever came or went in between. */
export async function cursorPage(
  context: Context,
  targets: readonly Target[],
  query: Query,
  paging: CursorPaging,
): Promise<MatchPage> {
  const { count } = paging;
  if (count === 0) {
    const { totalResults } = await indexPage(context, targets, { method: 'index', startIndex: 1, count });
    return { matches: [], totalResults };
  }
  const bound = boundTo(targets, query);
  const from =
    paging.cursor === ''
      ? undefined
      : readCursor(await context.cursors.open(paging.cursor, bound), count, context.now());
  const sorting = targets[0]?.sorting;
  const { matches, before, behind, totalResults } = sorting
    ? await sortedStretch(context, targets, sorting.descending, count, from)
    : await walkedStretch(context, targets, count, from);
  const seal = async (direction: Cursor['direction'], match: Match | undefined): Promise<string | undefined> =>
    match &&
    (await context.cursors.seal(
      JSON.stringify({ direction, position: positionOf(match), count, issued: context.now() } satisfies Cursor),
      bound,
    ));
  return {
    matches,
    totalResults,
    nextCursor: behind ? await seal('next', matches.at(-1)) : undefined,
    previousCursor: before ? await seal('previous', matches[0]) : undefined,
  };
}

/** Everything that must stay the same from page to page; a cursor opens for nothing else (RFC 9865 §2). */
const boundTo = (
  targets: readonly Target[],
  { filter, sortBy, sortOrder, attributes, excludedAttributes }: Query,
): string =>
  JSON.stringify([targets.map(({ type }) => type.name), filter, sortBy, sortOrder, attributes, excludedAttributes]);

/** Reads one match more than the page holds, to know whether there are more. */
async function walkedStretch(
  context: Context,
  targets: readonly Target[],
  count: number,
  from: Cursor | undefined,
): Promise<Stretch> {
  const backwards = from?.direction === 'previous';
  const filtered = targets.some(({ test }) => test);
  const total = totalOf(context, targets);
  const found: Match[] = [];
  for await (const batch of walkMatches(context, targets, {
    position: from?.position,
    backwards,
    batch: filtered ? MAX_PAGE : count + 1,
  })) {
    found.push(...batch);
    if (found.length > count) break;
  }
  const matches = fitting(found.slice(0, count));
  const more = found.length > matches.length;
  if (backwards) return { matches: matches.toReversed(), before: more, behind: true, totalResults: await total };
  return { matches, before: from !== undefined, behind: more, totalResults: await total };
}

/** The counters know the total of everything; that of a filter is left out, because finding it means reading everything (RFC 9865 §2). */
async function totalOf({ store }: Context, targets: readonly Target[]): Promise<number | undefined> {
  if (targets.some(({ test }) => test)) return undefined;
  const totals = await Promise.all(targets.map(({ type }) => store.count(type.name)));
  return totals.reduce((sum, total) => sum + total, 0);
}

async function sortedStretch(
  context: Context,
  targets: readonly Target[],
  descending: boolean,
  count: number,
  from: Cursor | undefined,
): Promise<Stretch> {
  const sorted = await sortedMatches(context, targets, descending);
  const order = (position: Position): number => (from ? compareSorted(position, from.position, descending) : 1);
  const behind = sorted.findIndex((position) => order(position) > 0);
  const firstBehind = behind === -1 ? sorted.length : behind;
  const lastBefore = sorted.findIndex((position) => order(position) >= 0);
  const backwards = from?.direction === 'previous';
  const end = backwards
    ? lastBefore === -1
      ? sorted.length
      : lastBefore
    : Math.min(sorted.length, firstBehind + count);
  const begin = backwards ? Math.max(0, end - count) : firstBehind;
  const page = await readSorted(context, targets, sorted.slice(begin, end));
  const matches = backwards ? fitting(page.toReversed()).toReversed() : fitting(page);
  const cut = page.length - matches.length;
  return {
    matches,
    before: begin > 0 || (backwards && cut > 0),
    behind: end < sorted.length || (!backwards && cut > 0),
    totalResults: sorted.length,
  };
}
