import { invalidValue } from '../errors.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { bindName } from '../query/bind-path.ts';
import { unknownAttributes } from '../quirks/entra/unknown-attributes.ts';
import type { Rules } from '../rules.ts';
import { canonicalPath } from '../schemas/attribute-path.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { coreAttributes } from '../schemas/resource-type.ts';

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

/**
 * The part of a rendered resource that an answer holds, by the projection and by `returned` (RFC
 * 7643 §2.2).
 */
export function project(resource: JsonObject, projection: Projection, { type }: Rules): JsonObject {
  const core = projectObject(resource, coreAttributes(type), projection, '');
  const extensions = type.extensions.flatMap(({ schema }): [string, Json][] => {
    const value = resource[schema.id];
    if (!isObject(value)) return [];
    const whole = projection.keys.has(schema.id);
    const inner = whole ? (projection.mode === 'only' ? everything : nothing) : projection;
    const kept = projectObject(value, schema.attributes, inner, `${schema.id}:`);
    return Object.keys(kept).length > 0 ? [[schema.id, kept]] : [];
  });
  const { meta, ...rest } = core;
  return { ...rest, ...Object.fromEntries(extensions), ...(meta === undefined ? {} : { meta }) };
}

function projectObject(
  object: JsonObject,
  attributes: readonly Attribute[],
  projection: Projection,
  prefix: string,
): JsonObject {
  const result: Record<string, Json> = {};
  for (const attribute of attributes) {
    const value = object[attribute.name];
    const key = `${prefix}${attribute.name}`;
    if (value === undefined || !keep(projection, attribute, key)) continue;
    const kept = attribute.subAttributes ? projectValue(value, attribute, projection, key) : value;
    if (kept !== undefined) result[attribute.name] = kept;
  }
  return result;
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

function projectValue(value: Json, attribute: Attribute, projection: Projection, key: string): Json | undefined {
  const inner = projection.mode === 'only' && projection.keys.has(key) ? everything : projection;
  const subAttributes = attribute.subAttributes ?? [];
  if (!isList(value)) {
    const kept = projectSub(value, subAttributes, inner, key);
    return Object.keys(kept).length > 0 ? kept : undefined;
  }
  const kept = value
    .map((element) => projectSub(element, subAttributes, inner, key))
    .filter((element) => Object.keys(element).length > 0);
  return kept.length > 0 ? kept : undefined;
}

const projectSub = (
  value: Json,
  subAttributes: readonly Attribute[],
  projection: Projection,
  key: string,
): JsonObject => (isObject(value) ? projectObject(value, subAttributes, projection, `${key}.`) : {});
