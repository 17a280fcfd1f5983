import type { Json } from '../json.ts';

/**
 * The attributes of a resource under their canonical names. Attributes of an extension are nested under its URN.
 * Attributes the server itself keeps (id, meta, schemas) are not in here.
 */
export interface Attributes {
  readonly [name: string]: Json;
}

/** A resource with what the service itself knows of it (RFC 7643 §3.1). All times are ISO 8601 in UTC with milliseconds. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly created: string;
  readonly lastModified: string;
  readonly attributes: Attributes;
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
