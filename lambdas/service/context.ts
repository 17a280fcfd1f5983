import type { Cursors } from '../auth/cursors.ts';
import type { Retention } from '../life/lifecycle.ts';
import type { Author } from '../life/stored-resource.ts';
import type { Revive } from '../life/revive.ts';
import type { Profile } from '../scim/quirks/quirk.ts';
import type { JsonObject } from '../scim/json.ts';
import type { ImageStore } from '../store/ports/images.ts';
import type { ChangedReader } from '../store/ports/changed.ts';
import type { JournalEraser } from '../store/ports/journal.ts';
import type { ListingStore } from '../store/ports/listing.ts';
import type { MemberStore } from '../store/ports/members.ts';
import type { ResourceStore } from '../store/ports/resources.ts';
import type { SearchWriter } from '../store/ports/search.ts';
import type { UnfinishedStore } from '../store/ports/unfinished.ts';
import type { Rules } from '../scim/rules.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { Limits } from './budget.ts';

/** The ports of the store that serving a request needs. */
export type Store = ResourceStore &
  ListingStore &
  MemberStore &
  UnfinishedStore &
  ImageStore &
  SearchWriter &
  JournalEraser &
  ChangedReader;

/**
 * What an operation works with. Clock, randomness and waiting come from outside, so that a test can
 * decide them.
 */
export interface Context {
  readonly store: Store;
  readonly types: readonly ResourceType[];
  readonly profile: Profile;
  readonly retention: Retention;
  readonly revive: Revive;
  readonly cursors: Cursors;
  /** The SCIM base as the client sees it, without a slash at its end. */
  readonly baseUrl: string;
  /** Now, ISO 8601 UTC with milliseconds. */
  readonly now: () => string;
  readonly newId: () => string;
  /**
   * Ids that other operations of the same request are about to give, with the type: they may be
   * referred to already.
   */
  readonly expected?: ReadonlyMap<string, string>;
  /** Who is asking, for what is written; unknown where it is not said. */
  readonly author?: Author;
  /**
   * Waits a random moment before the given attempt (2, 3, …) at a write that others got in the way
   * of.
   */
  readonly pause: (attempt: number) => Promise<void>;
  /** Other budgets of work than those of the table. */
  readonly limits?: Limits;
  /** Hears of what failed behind a write that was done, and does not change its answer. */
  readonly failedBehind?: ((error: unknown) => void) | undefined;
  /** Hears the name of each attribute of a write that the profile leaves out. */
  readonly leftOut?: ((name: string) => void) | undefined;
}

/** The answer to a request, before it becomes an HTTP answer. No body means none is sent. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: JsonObject;
}

/** What a client says about the answer and its conditions, the same for every operation. */
export interface Preferences {
  readonly attributes?: readonly string[];
  readonly excludedAttributes?: readonly string[];
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

export const rulesOf = ({ profile, leftOut }: Context, type: ResourceType): Rules => ({ type, profile, leftOut });
