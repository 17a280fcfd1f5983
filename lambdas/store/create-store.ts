import { checkTable } from './check.ts';
import { createCounters } from './counters.ts';
import { createDeparted } from './departed.ts';
import { createDue } from './due.ts';
import { createListing } from './listing.ts';
import { createResources } from './resources.ts';
import type { Store } from './store.ts';
import { createMembers } from './members.ts';
import { openTable } from './table.ts';
import type { TableOptions } from './table.ts';

/** The store of a tenant's resources on its table; `retry` bounds how long a method tries before it throws `StoreBusyError`. */
export function createStore(options: TableOptions): Store {
  const table = openTable(options);
  return {
    ...createResources(table),
    ...createListing(table),
    ...createCounters(table),
    ...createDue(table),
    ...createMembers(table),
    ...createDeparted(table),
    check: (indexOf) => checkTable(table, indexOf),
  };
}
