import { extensionAttributesWithoutUrn } from './quirks/entra/extension-attributes-without-urn.ts';
import type { Profile } from './quirks/quirk.ts';
import { resolveAttributePath, type AttributePath, type Resolution } from './schemas/attribute-path.ts';
import { findAttribute, type ResourceType } from './schemas/resource-type.ts';

/** What a request is judged by: the schemas of its resource type and the tenant's profile. */
export interface Rules {
  readonly type: ResourceType;
  readonly profile: Profile;
  /**
   * All types of a query across types: what one of them knows is an attribute without a value to
   * the others (RFC 7644 §3.4.2.1).
   */
  readonly among?: readonly ResourceType[];
}

/** Looks a path up (RFC 7644 §3.10), with the quirk that a bare name may belong to an extension. */
export function resolvePath({ type, profile, among = [] }: Rules, path: AttributePath): Resolution {
  const own = resolveIn(type, profile, path);
  if (own.kind !== 'unknown') return own;
  return among.map((other) => resolveIn(other, profile, path)).find(({ kind }) => kind !== 'unknown') ?? own;
}

function resolveIn(type: ResourceType, profile: Profile, path: AttributePath): Resolution {
  const resolution = resolveAttributePath(type, path);
  if (resolution.kind !== 'unknown' || path.urn !== undefined || !profile.has(extensionAttributesWithoutUrn))
    return resolution;
  const owner = type.extensions.find(({ schema }) => findAttribute(schema.attributes, path.name));
  return owner ? resolveAttributePath(type, { ...path, urn: owner.schema.id }) : resolution;
}
