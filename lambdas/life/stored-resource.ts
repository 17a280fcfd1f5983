import type { Resource } from '../scim/resource/resource.ts';
import type { Lifecycle } from './lifecycle.ts';

/** Who made the last change of a resource. Never shown by SCIM. */
export interface Author {
  /**
   * The id of the credential; `operator`, `purge` or `recovery` for what no client asked for. Absent:
   * unknown.
   */
  readonly by?: string;
  /** The id of the request, as the log has it. Absent: unknown. */
  readonly requestId?: string;
}

/**
 * A resource as it is kept. A user is visible to SCIM until `deletedAt` is set. What is left of an
 * erased one holds no personal data, and keeps the id from being used again.
 */
export interface StoredResource extends Resource, Lifecycle, Author {
  /** A change of its members that is decided but not yet wholly carried out. */
  readonly pending?: PendingChange;
  /**
   * How many times it came back, and one. A DELETE ends a life and its memberships with it. Absent:
   * the first.
   */
  readonly life?: number;
  /** What a later version keeps with it, and this one does not know. Goes with its erasure. */
  readonly unknown?: Readonly<Record<string, unknown>>;
  /** How many times all of its members went at once. Absent: never. */
  readonly generation?: number;
}

/** Which of its lives a resource is in, or was last. */
export const lifeOf = ({ life = 1 }: Pick<StoredResource, 'life'>): number => life;

/** Who made a change, and nothing else of the resource that it left; nobody where there is none. */
export const authorOf = ({ by, requestId }: Author = {}): Author => ({
  ...(by !== undefined && { by }),
  ...(requestId !== undefined && { requestId }),
});

/** A resource as it is after a change by this author, whoever made the one before. */
export function signed<Stored extends Author>(stored: Stored, author: Author): Omit<Stored, keyof Author> & Author {
  const { by: _, requestId: __, ...rest } = stored;
  return { ...rest, ...authorOf(author) };
}

/** Members of an earlier generation are none. */
export const generationOf = ({ generation = 0 }: Pick<StoredResource, 'generation'>): number => generation;

/**
 * A change of more members than one transaction holds, and what was changed behind it while it was
 * carried out: `parts` is how many items have named them, and `since` when it was decided.
 */
export interface PendingChange {
  readonly id: string;
  readonly parts: number;
  readonly since: string;
}

/** Whether SCIM sees it: only then it is listed, counted, claimed and looked up. */
export const isVisible = (stored: StoredResource | undefined): stored is StoredResource =>
  stored !== undefined && stored.deletedAt === undefined;
