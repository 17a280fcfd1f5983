import type { Json } from '../json.ts';

/**
 * The attributes of a resource under their canonical names. Attributes of an extension are nested
 * under its URN. Attributes the server itself keeps (id, meta, schemas) are not in here.
 */
export interface Attributes {
  readonly [name: string]: Json;
}

/**
 * A resource with what the service itself knows of it (RFC 7643 §3.1). All times are ISO 8601 in
 * UTC with milliseconds.
 */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly created: string;
  readonly lastModified: string;
  readonly attributes: Attributes;
}
