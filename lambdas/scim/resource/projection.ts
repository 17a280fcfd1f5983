import { invalidValue } from '../errors.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { bindName } from '../query/bind-path.ts';
import { unknownAttributes } from '../quirks/entra/unknown-attributes.ts';
import type { Rules } from '../rules.ts';
import { canonicalPath } from '../schemas/attribute-path.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { coreAttributes, type ResourceType } from '../schemas/resource-type.ts';

/** Which attributes an answer holds (RFC 7644 §3.9): only these, or all but these. */
export interface Projection {
  readonly mode: 'default' | 'only' | 'without';
  /** Canonical keys: `name`, `name.givenName`, `<urn>`, `<urn>:manager`, `<urn>:manager.value`. */
  readonly keys: ReadonlySet<string>;
  /**
   * Keys with `returned: request` that the write which is answered set: they are shown without
   * being named (RFC 7643 §7).
   */
  readonly specified?: ReadonlySet<string>;
}

export const everything: Projection = { mode: 'default', keys: new Set() };
/**
 * What is always returned stays (RFC 7643 §7 `returned`), also when the whole extension around it
 * is excluded.
 */
const nothing: Projection = { mode: 'only', keys: new Set() };

/**
 * Reads the parameters `attributes` and `excludedAttributes`, comma-separated names (RFC 7644
 * §3.9). Throws 400 `invalidValue` when both are given, or when a name cannot be read; a name that
 * the schema lacks selects nothing, and is refused where the profile is strict.
 */
export function readProjection(
  only: readonly string[] | undefined,
  without: readonly string[] | undefined,
  rules: Rules,
): Projection {
  if (only && without) throw invalidValue('"attributes" and "excludedAttributes" exclude each other; send one of them');
  if (only) return { mode: 'only', keys: new Set(only.flatMap((name) => canonicalKeys(name, rules))) };
  if (without) return { mode: 'without', keys: new Set(without.flatMap((name) => canonicalKeys(name, rules))) };
  return everything;
}

/**
 * `emails[type eq "work"]`, which Microsoft's test collection sends, selects the whole attribute.
 */
function canonicalKeys(name: string, rules: Rules): readonly string[] {
  const { type, profile } = rules;
  const shown = name.slice(0, 80);
  const refusal = () =>
    invalidValue(`"${shown}" in "attributes" or "excludedAttributes" is not the name of an attribute`);
  const resolution = bindName(name, rules, refusal, { unquotedValues: true });
  if (resolution.kind === 'attribute') return [canonicalPath(resolution.resolved)];
  if (resolution.kind === 'extension') return [resolution.schema.id];
  if (resolution.kind === 'core') return coreAttributes(type).map(({ name: core }) => core);
  if (profile.has(unknownAttributes)) return [];
  throw invalidValue(`"${shown}" is not an attribute of ${type.name}; the attributes are listed at /Schemas`);
}

/**
 * Whether a projection lets any part of a top-level attribute through, so that what is costly to
 * read need not be read.
 */
export function selects(projection: Projection, attribute: Attribute): boolean {
  return keep(projection, attribute, attribute.name);
}

/** The part of a resource that an answer holds. */
type ProjectResource = (whole: JsonObject) => JsonObject;
/** That of a value; undefined where it is nothing. */
type ProjectValue = (value: Json) => Json | undefined;

/**
 * The part of a rendered resource that an answer holds, by the projection and by `returned` (RFC
 * 7643 §2.2).
 */
export function project(resource: JsonObject, projection: Projection, { type }: Rules): JsonObject {
  const byType = projectors.get(projection) ?? new Map<ResourceType, ProjectResource>();
  projectors.set(projection, byType);
  const known = byType.get(type) ?? projectorOf(type, projection);
  byType.set(type, known);
  return known(resource);
}

/** What is decided by the names alone is decided once: an answer may have 20,000 members. */
const projectors = new WeakMap<Projection, Map<ResourceType, ProjectResource>>();

function projectorOf(type: ResourceType, projection: Projection): ProjectResource {
  const core = ofObject(coreAttributes(type), projection, '');
  const extensions = type.extensions.map(({ schema: { id, attributes } }) => {
    const whole = projection.keys.has(id);
    const inner = whole ? (projection.mode === 'only' ? everything : nothing) : projection;
    return [id, ofObject(attributes, inner, `${id}:`)] as const;
  });
  return (resource) => {
    const { meta, ...result }: Record<string, Json> = core(resource);
    for (const [urn, part] of extensions) {
      const value = resource[urn];
      const kept = isObject(value) ? part(value) : {};
      if (!isEmpty(kept)) result[urn] = kept;
    }
    return meta === undefined ? result : { ...result, meta };
  };
}

function ofObject(attributes: readonly Attribute[], projection: Projection, prefix: string) {
  const parts = attributes.flatMap((attribute) => {
    const { name, subAttributes } = attribute;
    const key = `${prefix}${name}`;
    if (!keep(projection, attribute, key)) return [];
    return { name, part: subAttributes && ofValue(subAttributes, projection, key) };
  });
  return (object: JsonObject): Record<string, Json> => {
    const result: Record<string, Json> = {};
    for (const { name, part } of parts) {
      const value = object[name];
      const kept = value === undefined || !part ? value : part(value);
      if (kept !== undefined) result[name] = kept;
    }
    return result;
  };
}

function keep(projection: Projection, attribute: Attribute, key: string): boolean {
  if (attribute.returned === 'never') return false;
  if (attribute.returned === 'always') return true;
  if (projection.mode === 'only') return projection.keys.has(key) || hasSubKey(projection, attribute, key);
  if (attribute.returned === 'request' && !projection.specified?.has(key)) return false;
  return projection.mode === 'default' || !projection.keys.has(key);
}

const hasSubKey = ({ keys }: Projection, attribute: Attribute, key: string): boolean =>
  attribute.subAttributes?.some(({ name }) => keys.has(`${key}.${name}`)) ?? false;

function ofValue(subAttributes: readonly Attribute[], projection: Projection, key: string): ProjectValue {
  const inner = projection.mode === 'only' && projection.keys.has(key) ? everything : projection;
  const ofOne = ofObject(subAttributes, inner, `${key}.`);
  const one = (value: Json): JsonObject | undefined => {
    const kept = isObject(value) ? ofOne(value) : {};
    return isEmpty(kept) ? undefined : kept;
  };
  return (value) => {
    if (!isList(value)) return one(value);
    const kept = value.map(one).filter((element) => element !== undefined);
    return kept.length > 0 ? kept : undefined;
  };
}

function isEmpty(object: JsonObject): boolean {
  for (const _ in object) return false;
  return true;
}
