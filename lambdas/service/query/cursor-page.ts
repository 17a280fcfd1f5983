import { readCursor, type Cursor, type Position } from '../../scim/messages/cursor.ts';
import type { Paging } from '../../scim/messages/paging.ts';
import { compareSorted } from '../../scim/query/sort.ts';
import { allowanceOf } from '../budget.ts';
import type { Context } from '../context.ts';
import { indexPage } from './index-page.ts';
import { orderedPositions, positionOf, readPositions } from './ordering.ts';
import { fitPage } from './fit-page.ts';
import type { Hit, Page, ShownHit } from './page.ts';
import type { Query } from './query-parameters.ts';
import { scan, type Stretch } from './scan.ts';
import type { TypedQuery } from './typed-query.ts';

type CursorPaging = Extract<Paging, { method: 'cursor' }>;

/** A page, and where the pages before and behind it end and begin, if there may be any. */
interface KeysetPage {
  readonly hits: readonly ShownHit[];
  readonly previous: Position | undefined;
  readonly next: Position | undefined;
  readonly totalResults: number | undefined;
}

/**
 * A page by a cursor (RFC 9865): it goes on where the page before ended, whatever came or went in
 * between.
 */
export async function cursorPage(
  context: Context,
  queries: readonly TypedQuery[],
  query: Query,
  paging: CursorPaging,
): Promise<Page> {
  const { count } = paging;
  if (count === 0) {
    const { totalResults } = await indexPage(context, queries, { method: 'index', startIndex: 1, count });
    return { hits: [], totalResults };
  }
  const bound = boundTo(queries, query);
  const epoch = await context.cursors.epoch();
  const from =
    paging.cursor === ''
      ? undefined
      : readCursor(await context.cursors.open(paging.cursor, bound), count, context.now(), epoch);
  const sorting = queries[0]?.sorting;
  const { hits, previous, next, totalResults } = sorting
    ? await orderedPage(context, queries, sorting.descending, count, from)
    : await scannedPage(context, queries, count, from);
  const seal = async (direction: Cursor['direction'], position: Position | undefined): Promise<string | undefined> =>
    position &&
    (await context.cursors.seal(
      JSON.stringify({
        direction,
        position,
        count,
        issued: context.now(),
        ...(epoch !== 0 && { epoch }),
      } satisfies Cursor),
      bound,
    ));
  return {
    hits,
    totalResults,
    nextCursor: await seal('next', next),
    previousCursor: await seal('previous', previous),
  };
}

/**
 * Everything that must stay the same from page to page; a cursor opens for nothing else (RFC 9865
 * §2).
 */
const boundTo = (
  queries: readonly TypedQuery[],
  { filter, sortBy, sortOrder, attributes, excludedAttributes }: Query,
): string =>
  JSON.stringify([queries.map(({ type }) => type.name), filter, sortBy, sortOrder, attributes, excludedAttributes]);

/**
 * Reads one hit more than the page holds, to know whether there are more. Where the budget ends it
 * earlier, the page goes on behind the last resource that was looked at, also where none of them
 * was a hit.
 */
async function scannedPage(
  context: Context,
  queries: readonly TypedQuery[],
  count: number,
  from: Cursor | undefined,
): Promise<KeysetPage> {
  const isBackwards = from?.direction === 'previous';
  const [totalResults, { found, upTo, isCut }] = await Promise.all([
    totalOf(context, queries),
    foundFrom(context, queries, count + 1, from?.position, isBackwards),
  ]);
  const hits = await fitPage(context, found.slice(0, count));
  const ahead = found.length > hits.length ? placeOf(hits.at(-1)) : isCut ? upTo : undefined;
  const behind = from && (placeOf(hits[0]) ?? upTo);
  return isBackwards
    ? { hits: hits.toReversed(), previous: ahead, next: behind, totalResults }
    : { hits, previous: behind, next: ahead, totalResults };
}

const placeOf = (hit: Hit | undefined): Position | undefined => hit && positionOf(hit);

/** The first hits from a position on: so many, or a few more, or all that the budget allows. */
async function foundFrom(
  context: Context,
  queries: readonly TypedQuery[],
  wanted: number,
  position: Position | undefined,
  isBackwards: boolean,
): Promise<{ found: Hit[]; upTo: Position | undefined; isCut: boolean }> {
  const found: Hit[] = [];
  let last: Stretch | undefined;
  const allowance = allowanceOf('query', context);
  for await (const stretch of scan(context, queries, { position, isBackwards, allowance, wanted })) {
    last = stretch;
    found.push(...stretch.hits);
    if (found.length >= wanted) break;
  }
  return { found, upTo: last?.upTo, isCut: last?.isCut ?? false };
}

/**
 * The counters know the total of everything; that of a filter is left out, because finding it means
 * reading everything (RFC 9865 §2).
 */
async function totalOf({ store }: Context, queries: readonly TypedQuery[]): Promise<number | undefined> {
  if (queries.some(({ test }) => test)) return undefined;
  const totals = await Promise.all(queries.map(({ type }) => store.count(type.name)));
  return totals.reduce((sum, total) => sum + total, 0);
}

async function orderedPage(
  context: Context,
  queries: readonly TypedQuery[],
  isDescending: boolean,
  count: number,
  from: Cursor | undefined,
): Promise<KeysetPage> {
  const positions = await orderedPositions(context, queries, isDescending);
  const isBackwards = from?.direction === 'previous';
  const { begin, end } = rangeOf(positions, isDescending, count, from);
  const page = await readPositions(context, queries, positions.slice(begin, end));
  const hits = isBackwards ? (await fitPage(context, page.toReversed())).toReversed() : await fitPage(context, page);
  const isCut = page.length > hits.length;
  return {
    hits,
    previous: begin > 0 || (isBackwards && isCut) ? placeOf(hits[0]) : undefined,
    next: end < positions.length || (!isBackwards && isCut) ? placeOf(hits.at(-1)) : undefined,
    totalResults: positions.length,
  };
}

/** The places of a page: from the first behind the cursor on, or up to the last before it. */
function rangeOf(
  positions: readonly Position[],
  isDescending: boolean,
  count: number,
  from: Cursor | undefined,
): { begin: number; end: number } {
  const order = (position: Position): number => (from ? compareSorted(position, from.position, isDescending) : 1);
  const firstThat = (test: (position: Position) => boolean): number => {
    const index = positions.findIndex(test);
    return index === -1 ? positions.length : index;
  };
  if (from?.direction === 'previous') {
    const end = firstThat((position) => order(position) >= 0);
    return { begin: Math.max(0, end - count), end };
  }
  const begin = firstThat((position) => order(position) > 0);
  return { begin, end: Math.min(positions.length, begin + count) };
}
