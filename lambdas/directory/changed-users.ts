import type { ListingStore } from '../store/ports/listing.ts';
import { userType } from '../tenant/resource-types.ts';
import type { UserFilter } from './parameters.ts';
import type { Seeing } from './user-sources.ts';

/**
 * The same context, whose listing is that of the users who changed since the time that the filter
 * names, by the feed of changes, where everybody would be more than one answer looks at (`most`).
 * Where the feed does not reach back so far, or more have changed, it stays the listing of all. Both
 * are in the order of ids, so that a page may be of one, and the next of the other.
 */
export async function listingOfChanged(
  context: Seeing,
  { updatedSince, states }: UserFilter,
  most: number,
): Promise<Seeing> {
  if (updatedSince === undefined || !states.includes('active')) return context;
  const { store } = context;
  const [since, now] = [Date.parse(updatedSince), Date.parse(context.now())];
  if (now - since > store.feedReach || (await store.count(userType.name)) <= most) return context;
  const changed = await store.changedSince({ since, now, most });
  return changed ? { ...context, store: { ...store, listIds: listOf(changed.get(userType.name) ?? []) } } : context;
}

const listOf =
  (all: readonly string[]): ListingStore['listIds'] =>
  async (_type, page) => {
    const { limit, after } = { after: undefined, ...page };
    const behind = all.filter((id) => after === undefined || id > after);
    const ids = behind.slice(0, limit);
    const next = ids.at(-1);
    return { ids, ...(behind.length > limit && next !== undefined && { next }) };
  };
