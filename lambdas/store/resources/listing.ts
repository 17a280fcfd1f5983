import { listingKey } from '../table/keys.ts';
import { queryPage } from '../table/query.ts';
import type { ListingStart, ListingStore } from '../ports/listing.ts';
import type { Table } from '../table/table.ts';

/** The resources that SCIM may list, from the `listing` index, in the order of their ids. */
export function createListing(table: Table): Pick<ListingStore, 'listIds'> {
  return {
    listIds: async (type, { limit, ...start }) => {
      const [comparison, id] = range(start);
      const { listPk, listSk } = listingKey(type, id ?? '');
      const query = {
        IndexName: 'listing',
        KeyConditionExpression: comparison ? `listPk = :type AND listSk ${comparison} :id` : 'listPk = :type',
        ExpressionAttributeValues: comparison ? { ':type': listPk, ':id': listSk } : { ':type': listPk },
        ScanIndexForward: comparison !== '<',
      };
      const { keys, ...rest } = await queryPage(table, 'listSk', query, limit);
      return { ids: keys, ...rest };
    },
  };
}

function range({ after, from, before }: ListingStart): [comparison?: '>' | '>=' | '<', id?: string] {
  if (after) return ['>', after];
  if (from) return ['>=', from];
  return before ? ['<', before] : [];
}
