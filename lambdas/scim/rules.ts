import { draftUrns } from './quirks/entra/draft-urns.ts';
import { extensionAttributesWithoutUrn } from './quirks/entra/extension-attributes-without-urn.ts';
import { joinedUrns } from './quirks/entra/joined-urns.ts';
import { wrappedValues } from './quirks/entra/wrapped-values.ts';
import type { Profile } from './quirks/quirk.ts';
import {
  leafOf,
  printAttributePath,
  resolveAttributePath,
  resolveUrn,
  type AttributePath,
  type Resolution,
} from './schemas/attribute-path.ts';
import { isSimpleList } from './schemas/attribute.ts';
import { currentUrn } from './schemas/enterprise-user.ts';
import { findAttribute, schemasOf, type ResourceType } from './schemas/resource-type.ts';

/** What a request is judged by: the schemas of its resource type and the tenant's profile. */
export interface Rules {
  readonly type: ResourceType;
  readonly profile: Profile;
  /**
   * All types of a query across types: what one of them knows is an attribute without a value to
   * the others (RFC 7644 §3.4.2.1).
   */
  readonly among?: readonly ResourceType[];
  /** Hears the name of each attribute of a write that the profile leaves out. */
  readonly leftOut?: ((name: string) => void) | undefined;
  /**
   * Hears, before it is done, how much work a PATCH is about to make: values that are looked at, and
   * comparisons of a filter with them. May throw what ends the request.
   */
  readonly spend?: ((work: number) => void) | undefined;
}

/**
 * Looks a path up (RFC 7644 §3.10), with the quirks that a bare name may belong to an extension, and
 * that paths are spelled in other ways.
 */
export function resolvePath({ type, profile, among = [] }: Rules, path: AttributePath): Resolution {
  const own = resolveIn(type, profile, path);
  if (own.kind !== 'unknown') return own;
  return among.map((other) => resolveIn(other, profile, path)).find(({ kind }) => kind !== 'unknown') ?? own;
}

function resolveIn(type: ResourceType, profile: Profile, path: AttributePath): Resolution {
  const resolution = resolveAttributePath(type, path);
  if (resolution.kind !== 'unknown') return resolution;
  const others = otherSpellings(type, profile, path);
  return others.find(({ kind }) => kind !== 'unknown') ?? others[0] ?? resolution;
}

/** What a path may mean besides, by the quirks of the profile. */
function otherSpellings(type: ResourceType, profile: Profile, path: AttributePath): Resolution[] {
  const { subAttribute, ...whole } = path;
  const { urn, name } = path;
  const spellings: Resolution[] = [];
  if (profile.has(wrappedValues) && subAttribute?.toLowerCase() === 'value') {
    const list = resolveIn(type, profile, whole);
    if (list.kind === 'attribute' && isSimpleList(leafOf(list.resolved))) spellings.push(list);
  }
  if (urn === undefined && profile.has(extensionAttributesWithoutUrn)) {
    const owner = type.extensions.find(({ schema }) => findAttribute(schema.attributes, name));
    if (owner) spellings.push(resolveAttributePath(type, { ...path, urn: owner.schema.id }));
  }
  if (urn !== undefined && (profile.has(draftUrns) || profile.has(joinedUrns)))
    spellings.push(...respelled(type, profile, printAttributePath(path)));
  return spellings;
}

/** Quirks draft-urns and joined-urns: a path that begins with the URN of a schema, however it goes on. */
function respelled(type: ResourceType, profile: Profile, text: string): Resolution[] {
  const current = profile.has(draftUrns) ? currentUrn(text) : text;
  return schemasOf(type)
    .filter(({ id }) => current.toLowerCase().startsWith(id.toLowerCase()))
    .map(({ id }): Resolution => {
      if (current.length === id.length) return resolveUrn(type, id);
      const [, separator, behind = ''] = /^([.:])(.+)$/s.exec(current.slice(id.length)) ?? [];
      const [name = '', subAttribute, ...more] = behind.split(/[.:]/);
      const isJoined = separator === '.' || behind.includes(':');
      if (name === '' || more.length > 0 || (isJoined && !profile.has(joinedUrns)))
        return { kind: 'unknown', token: text };
      return resolveAttributePath(type, { urn: id, name, ...(subAttribute !== undefined && { subAttribute }) });
    });
}
