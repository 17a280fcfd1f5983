import { isVisible } from '../../life/stored-resource.ts';
import type { Paging } from '../../scim/messages/paging.ts';
import { allowanceOf } from '../budget.ts';
import type { Context } from '../context.ts';
import { membersPage } from './members-page.ts';
import { orderedPositions, readPositions } from './ordering.ts';
import { fitPage } from './fit-page.ts';
import { hitOf, type Found, type Hit, type Page } from './page.ts';
import { scan } from './scan.ts';
import type { TypedQuery } from './typed-query.ts';
import { checkReach, tooManyToFilter } from './work.ts';

type IndexPaging = Extract<Paging, { method: 'index' }>;

/** A page by its number (RFC 7644 §3.4.2.4). */
export async function indexPage(context: Context, queries: readonly TypedQuery[], paging: IndexPaging): Promise<Page> {
  const { startIndex, count } = paging;
  const sorting = queries[0]?.sorting;
  if (sorting) {
    const positions = await orderedPositions(context, queries, sorting.descending);
    const hits = await readPositions(context, queries, positions.slice(startIndex - 1, startIndex - 1 + count));
    return { hits: await fitPage(context, hits), totalResults: positions.length, startIndex };
  }
  const pageOf = queries.some(({ test }) => test) ? filtered : unfiltered;
  const page = await pageOf(context, queries, paging);
  return { ...page, hits: await fitPage(context, page.hits), startIndex };
}

/** Throws 400 `tooMany` where knowing the total means looking at more than a request may. */
async function filtered(context: Context, queries: readonly TypedQuery[], paging: IndexPaging): Promise<Found> {
  const [query] = queries;
  if (query?.isExact && queries.length === 1 && query.accessPath.kind === 'memberOf')
    return membersPage(context, query, query.accessPath.group, paging);
  await checkReach(context, queries, tooManyToFilter);
  const { startIndex, count } = paging;
  const hits: Hit[] = [];
  let totalResults = 0;
  const allowance = allowanceOf('query', context);
  for await (const stretch of scan(context, queries, { allowance })) {
    if (stretch.isCut) throw tooManyToFilter(queries);
    const skipped = Math.max(0, startIndex - 1 - totalResults);
    hits.push(...stretch.hits.slice(skipped, skipped + count - hits.length));
    totalResults += stretch.hits.length;
  }
  return { hits, totalResults };
}

/**
 * Without a filter the counters know the total and where a page begins; only the page itself is
 * read.
 */
async function unfiltered(
  context: Context,
  queries: readonly TypedQuery[],
  { startIndex, count }: IndexPaging,
): Promise<Found> {
  const hits: Hit[] = [];
  let totalResults = 0;
  for (const query of queries) {
    const skipped = Math.max(0, startIndex - 1 - totalResults);
    const part = await listedPage(context, query, skipped + 1, count - hits.length);
    hits.push(...part.hits);
    totalResults += part.total;
  }
  return { hits, totalResults };
}

/** The part of a page that one type fills, and how many resources the type has. */
async function listedPage(
  context: Context,
  query: TypedQuery,
  startIndex: number,
  count: number,
): Promise<{ hits: Hit[]; total: number }> {
  const { store } = context;
  const { name } = query.type;
  if (count <= 0) return { hits: [], total: await store.count(name) };
  if (startIndex === 1) {
    const [total, { ids }] = await Promise.all([store.count(name), store.listIds(name, { limit: count })]);
    return { hits: await readHits(context, query, ids), total };
  }
  const { total, from, skip } = await store.locate(name, startIndex);
  if (startIndex > total) return { hits: [], total };
  const { ids } = await store.listIds(name, { limit: skip + count, from });
  return { hits: await readHits(context, query, ids.slice(skip)), total };
}

async function readHits(context: Context, query: TypedQuery, ids: readonly string[]): Promise<Hit[]> {
  const resources = ids.length === 0 ? [] : await context.store.getMany(query.type.name, ids);
  return resources.filter(isVisible).map((stored) => hitOf(context, query, stored));
}
