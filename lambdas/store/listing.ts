import { listingKey } from './keys.ts';
import { queryPage } from './query.ts';
import type { Store } from './store.ts';
import type { Table } from './table.ts';

/** The resources that SCIM may list, from the `listing` index, in the order of their ids. */
export function createListing(table: Table): Pick<Store, 'listIds'> {
  return {
    listIds: async (type, { limit, after }) => {
      const { listPk, listSk } = listingKey(type, after ?? '');
      const query = {
        IndexName: 'listing',
        KeyConditionExpression: after ? 'listPk = :type AND listSk > :after' : 'listPk = :type',
        ExpressionAttributeValues: after ? { ':type': listPk, ':after': listSk } : { ':type': listPk },
      };
      const { keys, ...rest } = await queryPage(table, 'listSk', query, limit);
      return { ids: keys, ...rest };
    },
  };
}
