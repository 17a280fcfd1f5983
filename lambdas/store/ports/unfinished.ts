import type { StoredResource } from '../../life/stored-resource.ts';

/**
 * The mark of a resource that went, or came back, and of whose earlier lives memberships are left:
 * readers of members leave those out.
 */
export interface Departed {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** Memberships of an earlier life have ended. */
  readonly life: number;
  /** It is not there: all have ended. */
  readonly gone?: true;
  /** It came back with its groups, some of which have not taken it back yet. */
  readonly rejoins?: true;
}

/**
 * A change of members that was written down. Until it is decided only its writer knows whether it
 * will be.
 */
export interface ChangeOfMembers {
  readonly type: string;
  readonly group: string;
  readonly change: string;
  readonly at: string;
  readonly decided?: true;
}

/**
 * A group that has gone, or whose members of earlier generations all went at once: they are still
 * there as items. `voids` names the change of members that ended with them.
 */
export interface Emptied {
  readonly type: string;
  readonly id: string;
  readonly generation: number;
  readonly voids?: string;
  readonly at: string;
}

/** Somebody whose legal hold was lifted: what it kept goes, up to this version. */
export interface Lifted {
  readonly held: string;
  readonly upTo: number;
}

/** What is decided and not wholly carried out, and what carries it out. Each step may be repeated. */
export interface UnfinishedStore {
  listUnfinished(): Promise<{
    departed: readonly Departed[];
    changes: readonly ChangeOfMembers[];
    emptied: readonly Emptied[];
    lifted: readonly Lifted[];
  }>;
  /**
   * Carries out the change of members that a resource is in. `hasTime` ends it early; answers
   * whether all is done, and how many parts are left.
   */
  rollForward(resource: StoredResource, hasTime: () => boolean): Promise<{ done: boolean; left: number }>;
  /** Removes what is left of a change that is carried out, or was never decided. */
  forgetChange(change: ChangeOfMembers): Promise<void>;
  /** Ends the memberships of earlier lives, and of a resource that is gone all; answers whether all is done. */
  endMemberships(departed: Departed, groupType: string, now: string, hasTime: () => boolean): Promise<boolean>;
  /** Removes the mark, unless the resource has left or come back again since. */
  forgetDeparted(departed: Departed, isErased: boolean): Promise<void>;
  /**
   * Removes the items of members that are none any more, and keeps their ids for so many days as long
   * as the group is there; answers whether all is done.
   */
  removeMembers(emptied: Emptied, days: number, hasTime: () => boolean): Promise<boolean>;
  /** Removes what a hold that was lifted has kept; answers whether all is done. */
  forgetHeld(lifted: Lifted, hasTime: () => boolean): Promise<boolean>;
}
