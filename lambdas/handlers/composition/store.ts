import type { ImageStore } from '../../store/ports/images.ts';
import type { ChangedReader } from '../../store/ports/changed.ts';
import type { HistoryReader } from '../../store/ports/history.ts';
import type { JournalEraser } from '../../store/ports/journal.ts';
import type { ListingStore } from '../../store/ports/listing.ts';
import type { MemberStore } from '../../store/ports/members.ts';
import type { ResourceStore } from '../../store/ports/resources.ts';
import type { RetentionStore } from '../../store/ports/retention.ts';
import type { SearchReader, SearchWriter } from '../../store/ports/search.ts';
import type { UnfinishedStore } from '../../store/ports/unfinished.ts';
import { createImageReader } from '../../store/images/read-images.ts';
import { forgetImages } from '../../store/images/write-images.ts';
import { createChangedReader } from '../../store/feed/changed-since.ts';
import { createHistoryReader } from '../../store/feed/history.ts';
import { createJournalEraser } from '../../store/traffic/forget-refusals.ts';
import { createMembers } from '../../store/members/members.ts';
import { createUnfinished } from '../../store/members/unfinished.ts';
import { createCounters } from '../../store/resources/counters.ts';
import { createRetention } from '../../store/resources/retention.ts';
import { createListing } from '../../store/resources/listing.ts';
import { createResources } from '../../store/resources/resources.ts';
import { createSearchReader, createSearchWriter } from '../../store/search/search.ts';
import { openTable, type TableOptions } from '../../store/table/open-table.ts';

/**
 * Every port of the store, as a function that needs them all opens it. Each user names the ports
 * that it uses.
 */
export type Store = ResourceStore &
  ListingStore &
  MemberStore &
  UnfinishedStore &
  RetentionStore &
  ImageStore &
  HistoryReader &
  SearchReader &
  SearchWriter &
  JournalEraser &
  ChangedReader;

/**
 * The store of a tenant's resources on its table; `retry` bounds how long a method tries before it
 * throws `StoreBusyError`.
 */
export function createStore(options: TableOptions): Store {
  const table = openTable(options);
  return {
    ...createResources(table),
    ...createListing(table),
    ...createCounters(table),
    ...createRetention(table),
    ...createMembers(table),
    ...createUnfinished(table),
    ...createImageReader(table),
    forgetImages: (id) => forgetImages(table, id),
    ...createChangedReader(table),
    ...createHistoryReader(table),
    ...createSearchReader(table),
    ...createSearchWriter(table),
    ...createJournalEraser(table),
  };
}
