// What the commands answer that tell what happened, and take it back. Times are ISO 8601 UTC.

/** A place in the change feed, as the server gave it. */
export interface Place {
  readonly item: number;
  readonly offset: number;
}

/** A change of a person, a group, or a resource of another type. */
export interface EventRow {
  readonly time: string;
  /** As in "user.created". */
  readonly event: string | null;
  readonly type: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly attributes: readonly string[];
  /** The id of the credential, or `operator`, `purge`, `recovery`. */
  readonly by?: string;
  readonly requestId?: string;
}

export interface EventList {
  readonly rows: readonly EventRow[];
  readonly older?: Place;
  readonly newer?: Place;
  readonly more: boolean;
}

/** How far a replay is; while it has a `next`, it goes on from itself. */
export interface Replay {
  readonly sent: number;
  readonly seen: number;
  readonly next?: object;
}

/** What a person was, or is made: before the change of `moment`. */
export interface RestoredTo {
  readonly id: string;
  readonly moment: string;
  readonly by?: string;
  readonly isEarlier: boolean;
  readonly changed: readonly string[];
  readonly done: boolean;
}

/** The same of a group, with how many members come and go; while `left` is not 0, it goes on. */
export interface RestoredGroupTo extends Omit<RestoredTo, 'moment' | 'by'> {
  readonly moment?: string;
  readonly joined: number;
  readonly removed: number;
  readonly left: number;
}

export interface Resource {
  readonly type: string;
  readonly id: string;
}

/** What a credential did to something. */
export interface Touched extends Resource {
  readonly events: readonly string[];
}

export interface Undone extends Resource {
  readonly result: 'restored' | 'same' | 'created' | 'deleted' | 'failed';
  readonly changed?: readonly string[];
  readonly reason?: string;
}

export interface PurgeReport {
  readonly asOf: string;
  readonly found: number;
  readonly purged: number;
  readonly skipped: number;
  readonly heldBack: number;
  readonly failed: number;
  readonly remaining: boolean;
  /** Whom a dry run would erase, by their ids. */
  readonly users?: readonly string[];
}
