import type { Cursors } from '../operations/context.ts';
import type { Retention } from '../scim/lifecycle.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { Feed } from '../store/feed.ts';
import type { Store } from '../store/store.ts';
import type { Health } from '../doctor/diagnose.ts';
import type { Field } from './fields.ts';

/** What the store does for the directory: it only reads. */
export type ReadStore = Pick<
  Store,
  'get' | 'getMany' | 'listIds' | 'listSoftDeleted' | 'findByLookup' | 'findByClaim' | 'findByMember' | 'memberships'
>;

/** What the directory works with. Clock and secrets come from outside. */
export interface DirectoryContext {
  readonly store: ReadStore;
  readonly feed: Pick<Feed, 'head' | 'read'>;
  readonly cursors: Cursors;
  readonly types: readonly ResourceType[];
  readonly fields: readonly Field[];
  readonly retention: Retention;
  /** How provisioning stands. */
  readonly health: () => Promise<Health>;
  /** Now, ISO 8601 UTC with milliseconds. */
  readonly now: () => string;
}
