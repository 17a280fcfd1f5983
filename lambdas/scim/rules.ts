import { extensionAttributesWithoutUrn } from './quirks/entra/extension-attributes-without-urn.ts';
import type { Profile } from './quirks/quirk.ts';
import {
  findAttribute,
  resolveAttributePath,
  type AttributePath,
  type Resolution,
  type ResourceType,
} from './schemas/resource-type.ts';

/** What a request is judged by: the schemas of its resource type and the tenant's profile. */
export interface Rules {
  readonly type: ResourceType;
  readonly profile: Profile;
}

/** Looks a path up (RFC 7644 §3.10), with the quirk that a bare name may belong to an extension. */
export function resolvePath({ type, profile }: Rules, path: AttributePath): Resolution {
  const resolution = resolveAttributePath(type, path);
  if (resolution.kind !== 'unknown' || path.urn !== undefined || !profile.has(extensionAttributesWithoutUrn))
    return resolution;
  const owner = type.extensions.find(({ schema }) => findAttribute(schema.attributes, path.name));
  return owner ? resolveAttributePath(type, { ...path, urn: owner.schema.id }) : resolution;
}
