import type { Paging } from '../../scim/messages/paging.ts';
import { renderResource } from '../../scim/resource/render.ts';
import type { Context } from '../context.ts';
import { fitting } from './page-size.ts';
import type { MatchPage } from './query.ts';
import { sortedMatches, readSorted } from './sorted-page.ts';
import type { Target } from './typed-query.ts';
import { WALK_BATCH, walkMatches, type Match } from './matches.ts';
import { isVisible } from '../../life/stored-resource.ts';

type IndexPaging = Extract<Paging, { method: 'index' }>;

/** A page by its number (RFC 7644 §3.4.2.4). */
export async function indexPage(context: Context, targets: readonly Target[], paging: IndexPaging): Promise<MatchPage> {
  const { startIndex, count } = paging;
  const [first] = targets;
  if (first?.sorting) {
    const sorted = await sortedMatches(context, targets, first.sorting.descending);
    const matches = await readSorted(context, targets, sorted.slice(startIndex - 1, startIndex - 1 + count));
    return { matches: fitting(matches), totalResults: sorted.length, startIndex };
  }
  const found = targets.some(({ test }) => test)
    ? await filtered(context, targets, paging)
    : await unfiltered(context, targets, paging);
  return { ...found, matches: fitting(found.matches), startIndex };
}

async function filtered(
  context: Context,
  targets: readonly Target[],
  { startIndex, count }: IndexPaging,
): Promise<MatchPage> {
  const matches: Match[] = [];
  let totalResults = 0;
  for await (const batch of walkMatches(context, targets, { batch: WALK_BATCH })) {
    const skipped = Math.max(0, startIndex - 1 - totalResults);
    matches.push(...batch.slice(skipped, skipped + count - matches.length));
    totalResults += batch.length;
  }
  return { matches, totalResults };
}

/** Without a filter the counters know the total and where a page begins; only the page itself is read. */
async function unfiltered(
  context: Context,
  targets: readonly Target[],
  { startIndex, count }: IndexPaging,
): Promise<MatchPage> {
  const matches: Match[] = [];
  let totalResults = 0;
  for (const target of targets) {
    const skipped = Math.max(0, startIndex - 1 - totalResults);
    const page = await stretch(context, target, skipped + 1, count - matches.length);
    matches.push(...page.matches);
    totalResults += page.total;
  }
  return { matches, totalResults };
}

async function stretch(
  context: Context,
  target: Target,
  startIndex: number,
  count: number,
): Promise<{ matches: Match[]; total: number }> {
  const { store } = context;
  const { name } = target.type;
  if (count <= 0) return { matches: [], total: await store.count(name) };
  if (startIndex === 1) {
    const [total, { ids }] = await Promise.all([store.count(name), store.listIds(name, { limit: count })]);
    return { matches: await readMatches(context, target, ids), total };
  }
  const { total, from, skip } = await store.locate(name, startIndex);
  if (startIndex > total) return { matches: [], total };
  const { ids } = await store.listIds(name, { limit: skip + count, from });
  return { matches: await readMatches(context, target, ids.slice(skip)), total };
}

async function readMatches(context: Context, target: Target, ids: readonly string[]): Promise<Match[]> {
  const resources = ids.length === 0 ? [] : await context.store.getMany(target.type.name, ids);
  return resources
    .filter(isVisible)
    .map((stored) => ({ target, stored, rendered: renderResource(stored, target.type, context.baseUrl) }));
}
