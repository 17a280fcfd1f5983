import type { ListingStart, ListingStore } from '../ports/listing.ts';
import { listingKey, listingPartition } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { queryPage, type Range } from '../table/read.ts';

/** The resources that SCIM may list, from the `listing` index, in the order of their ids. */
export function createListing(table: Table): Pick<ListingStore, 'listIds'> {
  return {
    listIds: async (type, { limit, ...start }) => {
      const { keys, ...rest } = await queryPage(table, listingPartition(type), rangeOf(type, start), limit);
      return { ids: keys, ...rest };
    },
  };
}

function rangeOf(type: string, start: ListingStart): Range {
  const sortOf = (id: string): string => listingKey(type, id).listSk;
  if ('from' in start) return { sort: ['>=', sortOf(start.from)] };
  const { after, backward = false } = start;
  return after ? { sort: [backward ? '<' : '>', sortOf(after)], backward } : { backward };
}
