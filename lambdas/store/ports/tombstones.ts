import type { Membership } from './members.ts';

/**
 * The mark of a resource that went and may still have memberships, and since when: readers of
 * members leave it out. Or that of one that came back, whose groups may not all have taken it back
 * yet.
 */
export interface Tombstone {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** The version with which it went or came back. */
  readonly version: number;
  readonly returning?: true;
  /** It came back as a new one does: the groups it was in do not take it back. */
  readonly withoutGroups?: true;
}

/** What is left of memberships when a resource goes, and what brings them back. */
export interface TombstoneStore {
  /**
   * All resources that went and may still have memberships, and all that came back and may lack
   * some.
   */
  listTombstones(): Promise<Tombstone[]>;
  /** Removes a tombstone, unless the resource has left or come back again since. */
  removeTombstone(tombstone: Tombstone): Promise<void>;
  /**
   * Ends one membership, whoever made it, and moves the version of the group. `keptFor`, the type
   * of the member, keeps it with the former ones.
   */
  endMembership(type: string, pair: Membership, now: string, keptFor?: string): Promise<void>;
  /** The groups a deleted resource was in. Strongly consistent. */
  listFormerGroups(type: string, id: string): Promise<string[]>;
  removeFormerGroups(type: string, id: string, groups: readonly string[]): Promise<void>;
  /**
   * Erases what is left of the members of a resource that was erased. `hasTime` ends it early;
   * answers whether all is gone.
   */
  eraseMembers(type: string, id: string, hasTime: () => boolean): Promise<boolean>;
}
