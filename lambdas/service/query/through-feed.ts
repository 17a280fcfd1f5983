import { limitOf } from '../budget.ts';
import type { Context } from '../context.ts';
import type { TypedQuery } from './typed-query.ts';
import { workOfAll } from './work.ts';

/** What a resource has, most of the time. */
const KILOBYTES = 1;

/**
 * The same queries, where those that ask what changed since a time go by the feed of changes instead
 * of looking at everybody. Only where everybody would be more than a request may look at: the
 * listing is never behind. Where the feed does not reach back so far, or too much has changed, they
 * stay as they are. Both ways are in the order of ids, so that pages by cursor may go either.
 */
export async function throughFeed(context: Context, queries: readonly TypedQuery[]): Promise<readonly TypedQuery[]> {
  const asking = queries.filter(({ accessPath, changedSince }) => accessPath.kind === 'listing' && changedSince);
  const since = Math.min(...asking.map(({ changedSince = 0 }) => changedSince));
  const now = Date.parse(context.now());
  if (asking.length === 0 || now - since > context.store.feedReach) return queries;
  const limit = limitOf('query', context);
  const costs = await Promise.all(asking.map((query) => workOfAll(context, query, KILOBYTES)));
  if (costs.reduce((sum, cost) => sum + cost, 0) <= limit) return queries;
  const changed = await context.store.changedSince({ since, now, most: limit / 2 });
  if (!changed) return queries;
  return queries.map((query) =>
    asking.includes(query)
      ? { ...query, accessPath: { kind: 'changed', ids: changed.get(query.type.name) ?? [] } }
      : query,
  );
}
