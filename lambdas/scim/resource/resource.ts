import type { Lifecycle } from '../lifecycle.ts';

/** A JSON value as it arrives and as it is stored. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The attributes of a resource under their canonical names. Attributes of an extension are nested under its URN.
 * Attributes the server itself keeps (id, meta, schemas) are not in here.
 */
export interface Attributes {
  readonly [name: string]: Json;
}

/**
 * A resource as it is kept. All times are ISO 8601 in UTC with milliseconds.
 * A user is visible to SCIM until `deletedAt` is set. What is left of an erased one holds no personal data, and keeps the id from being used again.
 */
export interface StoredResource extends Lifecycle {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly created: string;
  readonly lastModified: string;
  readonly attributes: Attributes;
  /** A change of its members that is decided but not yet wholly carried out. */
  readonly pending?: PendingChange;
}

/** A change of more members than one transaction holds: `parts` items that name them, and when it was decided. */
export interface PendingChange {
  readonly id: string;
  readonly parts: number;
  readonly since: string;
}

/** What a resource can be found by besides its id: `attribute` is the path the index is named after, `value` is already folded. */
export interface IndexValue {
  readonly attribute: string;
  readonly value: string;
}

/** Claims are unique within the resource type, lookups are not. */
export interface IndexValues {
  readonly claims: readonly IndexValue[];
  readonly lookups: readonly IndexValue[];
}
