import { DUE_PARTITION, dueUpTo, parseDueSk } from './keys.ts';
import { queryPage } from './query.ts';
import type { Store } from './store.ts';
import type { Table } from './table.ts';

/** The resources whose retention has passed, from the `due` index, which holds nothing but soft-deleted ones. */
export function createDue(table: Table): Pick<Store, 'listDue'> {
  return {
    listDue: async (asOf, { limit, after }) => {
      // BETWEEN includes its ends: the lowest string above `after` is the one with a NUL behind it.
      const from = after ? `${after}\0` : ' ';
      const query = {
        IndexName: 'due',
        KeyConditionExpression: 'duePk = :due AND dueSk BETWEEN :from AND :upTo',
        ExpressionAttributeValues: { ':due': DUE_PARTITION, ':from': from, ':upTo': dueUpTo(asOf) },
      };
      const { keys, ...rest } = await queryPage(table, 'dueSk', query, limit);
      return { due: keys.map(parseDueSk), ...rest };
    },
  };
}
