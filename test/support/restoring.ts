import { randomUUID } from 'node:crypto';
import { keepFeed, keepHistory } from '../../lambdas/events/keep.ts';
import { keepImages } from '../../lambdas/events/images.ts';
import { keepMembers } from '../../lambdas/events/members.ts';
import { keepSearch } from '../../lambdas/events/keep-search.ts';
import { createFeedWriter } from '../../lambdas/store/feed/append-feed.ts';
import { createHistoryWriter } from '../../lambdas/store/feed/history.ts';
import { createImageWriter } from '../../lambdas/store/images/write-images.ts';
import { createSearchWriter } from '../../lambdas/store/search/search.ts';
import { openTable, type TableOptions } from '../../lambdas/store/table/open-table.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { mergeTables, type Merged, type MergeOptions } from '../../tools/cli/restore/merge.ts';
import { consume } from './consumers.ts';
import type { TestTable } from './table.ts';

const types = tenantResourceTypes([]);
export const accessTo = ({ documentClient, tableName }: TestTable): TableOptions => ({
  client: documentClient,
  tableName,
});

/** What the stream's function keeps of all that was written to a table so far. */
export async function keepBehind(table: TestTable): Promise<void> {
  const opened = openTable(accessTo(table));
  const images = createImageWriter(opened);
  const now = new Date().toISOString();
  await consume(
    table,
    now,
    keepImages({ images, types, days: 30 }),
    keepMembers(images, 30),
    keepSearch(types, createSearchWriter(opened)).consume,
    keepHistory(createHistoryWriter(accessTo(table))),
    keepFeed(createFeedWriter(accessTo(table))),
  );
}

/** Merges what came since into a copy, as the command does. */
export const mergeInto = (
  from: TestTable,
  into: TableOptions,
  to: string,
  more: Partial<MergeOptions> = {},
): Promise<Merged> =>
  mergeTables({
    from: accessTo(from),
    into,
    source: { from: from.tableName, to },
    erased: [],
    discardNewer: false,
    types,
    retention: { days: 30, deactivated: 'purge' },
    now: () => new Date().toISOString(),
    settleIndexes: async () => {},
    tell: () => {},
    ...more,
  });

/** The next moment that is another one for everybody: times are in milliseconds. */
export async function nextMoment(): Promise<string> {
  const at = Date.now();
  while (Date.now() <= at) await new Promise(setImmediate);
  return new Date().toISOString();
}

/** A person by names that nobody else has. */
export const personCalled = (name: string): Record<string, unknown> => ({
  userName: `${name}@example.com`,
  externalId: randomUUID(),
  displayName: `${name} of then`,
  name: { familyName: `${name}-family` },
});
