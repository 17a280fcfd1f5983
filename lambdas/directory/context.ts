import type { Cursors } from '../auth/cursors.ts';
import type { Retention } from '../life/lifecycle.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { ChangedReader } from '../store/ports/changed.ts';
import type { HistoryReader } from '../store/ports/history.ts';
import type { ImageReader } from '../store/ports/images.ts';
import type { ListingStore } from '../store/ports/listing.ts';
import type { MemberStore } from '../store/ports/members.ts';
import type { ResourceStore } from '../store/ports/resources.ts';
import type { RetentionStore } from '../store/ports/retention.ts';
import type { SearchReader } from '../store/ports/search.ts';
import type { FeedReader } from '../store/ports/feed.ts';
import type { Health } from '../doctor/diagnose.ts';
import type { Field } from '../tenant/fields.ts';

/** What the store does for the directory: it only reads. */
type ReadStore = Omit<ResourceStore, 'write'> &
  Pick<ListingStore, 'listIds' | 'count'> &
  Pick<MemberStore, 'groupsOf' | 'listMembers' | 'pageMembers'> &
  Pick<RetentionStore, 'listSoftDeleted'> &
  ChangedReader &
  HistoryReader &
  Pick<ImageReader, 'imagesOf'> &
  SearchReader;

/** What reading people and groups takes. Clock and secrets come from outside. */
export interface ReadingContext {
  readonly store: ReadStore;
  readonly feed: FeedReader;
  readonly cursors: Cursors;
  readonly types: readonly ResourceType[];
  readonly fields: readonly Field[];
  readonly retention: Retention;
  /** How many users a filter may look at for one answer, other than 5,000, for tests. */
  readonly looksAt?: number;
  /** How many an export reads at once, other than 500, for tests. */
  readonly atOnce?: number;
  /** Now, ISO 8601 UTC with milliseconds. */
  readonly now: () => string;
}

/** What the directory works with. */
export interface DirectoryContext extends ReadingContext {
  /** Whether the tenant's events tell values: then a history may tell former ones. */
  readonly tellsValues: boolean;
  /** How provisioning stands. */
  readonly health: () => Promise<Health>;
}
