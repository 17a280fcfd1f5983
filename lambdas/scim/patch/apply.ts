import { invalidValue, mutability, noTarget, ScimError, show } from '../errors.ts';
import { bareReferences } from '../quirks/entra/bare-references.ts';
import { flatKeys } from '../quirks/entra/flat-keys.ts';
import { schemaVariants } from '../quirks/entra/schema-variants.ts';
import { unassignedDefaults } from '../quirks/entra/unassigned-defaults.ts';
import { unknownAttributes } from '../quirks/entra/unknown-attributes.ts';
import { readOnlyInValues } from '../quirks/entra/read-only-in-values.ts';
import { removeByValue } from '../quirks/entra/remove-by-value.ts';
import { isObject, listOf, objectOf, withKey, type Json, type JsonObject } from '../json.ts';
import { isPath } from '../query/bind-path.ts';
import { checkImmutable, checkRequired, isWritable } from '../resource/read.ts';
import { isReadOnlyPath, isUrn, withoutOwnSchemas } from '../resource/split-body.ts';
import type { Attributes } from '../resource/resource.ts';
import { attributeValue } from '../resource/value.ts';
import type { Rules } from '../rules.ts';
import { isReference, type Attribute } from '../schemas/attribute.ts';
import { coreAttributes, findAttribute, findExtension, hasDefault, schemasOf } from '../schemas/resource-type.ts';
import { withValueAt } from '../schemas/values-at.ts';
import type { PatchOperation } from './message.ts';
import { patchMultiValued } from './multi-valued.ts';
import { findTarget, type AttributeTarget, type Target } from './target.ts';

/**
 * Applies the operations in order and returns the resulting attributes; nothing is changed in
 * place, so a refused operation refuses the whole request (RFC 7644 §3.5.2, atomicity). Throws the
 * ScimError of the operation that cannot be applied.
 */
export function applyPatch(current: Attributes, operations: readonly PatchOperation[], rules: Rules): Attributes {
  const next = operations.reduce(
    (attributes, operation) => located(operation, () => applyOperation(attributes, operation, rules)),
    current,
  );
  checkRequired(next, rules);
  checkImmutable(current, next, rules);
  return next;
}

/** Says in the error which operation it was. */
export function located<T>(operation: PatchOperation, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw new ScimError(error.status, error.scimType, `${operation.at} (${operation.op}): ${error.message}`);
  }
}

function applyOperation(attributes: Attributes, operation: PatchOperation, rules: Rules): Attributes {
  if (operation.path !== undefined)
    return applyToTarget(attributes, operation, findTarget(operation.path, rules), rules);
  if (operation.op === 'remove') throw noTarget('"path" is missing; remove needs one (RFC 7644 §3.5.2.2)');
  if (!isObject(operation.value)) {
    throw invalidValue(`"value" is ${show(operation.value)}; without a "path" it must be an object of attributes`);
  }
  return Object.entries(operation.value).reduce(
    (state, [key, value]) => applyKey(state, { ...operation, value }, key, rules),
    attributes,
  );
}

/**
 * One key of the value of an operation without a path: an attribute, an extension, or (quirk
 * flat-keys) a path.
 */
export function applyKey(attributes: Attributes, operation: PatchOperation, key: string, rules: Rules): Attributes {
  const attribute = findAttribute(coreAttributes(rules.type), key);
  if (attribute?.name === 'schemas' && rules.profile.has(schemaVariants)) return attributes;
  return applyNamed(attributes, operation, { key, path: key, attribute }, rules);
}

/** A key of a value, the path that it stands for, and the attribute, where it is the name of one. */
interface Named {
  readonly key: string;
  readonly path: string;
  readonly attribute: Attribute | undefined;
}

function applyNamed(attributes: Attributes, operation: PatchOperation, named: Named, rules: Rules): Attributes {
  const { key, path, attribute } = named;
  const { type, profile, leftOut } = rules;
  const isSetByService = attribute ? isReadOnly(attribute) : isReadOnlyPath(path, rules);
  if (isSetByService && profile.has(readOnlyInValues)) return attributes;
  // Any key may come; one that is no path is an attribute nobody declared, however it is spelled.
  if (profile.has(unknownAttributes) && !isPath(path, rules)) {
    leftOut?.(path);
    return attributes;
  }
  const isFlat = !attribute && !findExtension(type, key) && !isUrn(key) && /[.[]/.test(key);
  if (isFlat && !profile.has(flatKeys))
    throw invalidValue(`"${key.slice(0, 80)}" is a path; send it as the "path" of an operation of its own`);
  return applyToTarget(attributes, operation, findTarget(path, rules), rules);
}

/**
 * `schemas` follows from what the resource holds: an operation may name schemas of the type, and
 * changes nothing by it. Throws 400 `mutability` for anything else.
 */
function checkSchemas({ op, value }: PatchOperation, { type }: Rules): void {
  const urns = schemasOf(type).map(({ id }) => id);
  const known = new Set(urns.map((urn) => urn.toLowerCase()));
  const named = listOf(value);
  const isKnown = named.every((urn) => typeof urn === 'string' && known.has(urn.toLowerCase()));
  if (op === 'remove' || named.length === 0 || !isKnown)
    throw mutability(
      `"schemas" follows from the attributes that the resource has: an operation cannot remove it, and may name only ${urns.join(', ')}`,
    );
}

const isReadOnly = (attribute: Attribute): boolean => attribute.mutability === 'readOnly';

function applyToTarget(attributes: Attributes, operation: PatchOperation, target: Target, rules: Rules): Attributes {
  if (target.kind === 'ignored') return attributes;
  if (target.kind === 'schemas') {
    checkSchemas(operation, rules);
    return attributes;
  }
  if (target.kind === 'extension') return applyToExtension(attributes, operation, target.schema.id, rules);
  const { extension, attribute } = target;
  const owner = extension === undefined ? attributes : objectOf(attributes[extension]);
  return withValueAt(attributes, target, patchAttribute(owner[attribute.name], operation, target, rules));
}

/** The URN of an extension as path or key: its value is a set of the extension's attributes. */
function applyToExtension(attributes: Attributes, operation: PatchOperation, urn: string, rules: Rules): Attributes {
  if (operation.op === 'remove' || operation.value === null) return withKey(attributes, urn, undefined);
  if (!isObject(operation.value))
    throw invalidValue(
      `"${urn}" is ${show(operation.value)}; it must be an object with the attributes of the extension`,
    );
  const known = findExtension(rules.type, urn)?.attributes;
  return Object.entries(withoutOwnSchemas(operation.value, urn)).reduce((state, [key, value]) => {
    const named = { key, path: `${urn}:${key}`, attribute: findAttribute(known, key) };
    return applyNamed(state, { ...operation, value }, named, rules);
  }, attributes);
}

function patchAttribute(
  current: Json | undefined,
  operation: PatchOperation,
  target: AttributeTarget,
  rules: Rules,
): Json | undefined {
  const { op, value } = operation;
  if (op === 'remove' && value !== undefined && value !== null && !rules.profile.has(removeByValue))
    throw invalidValue(`"value" is given; remove of "${target.text}" takes none (RFC 7644 §3.5.2.2)`);
  if (target.attribute.multiValued) return patchMultiValued(listOf(current), operation, target, rules);
  const next = target.subAttribute
    ? patchSubAttribute(current, operation, target, rules)
    : patchSingle(current, operation, target, rules);
  if (next === undefined && hasDefault(rules.type, target.attribute)) {
    if (rules.profile.has(unassignedDefaults)) return current;
    throw mutability(`"${target.text}" always has a value: send one with replace, it cannot be removed`);
  }
  if (next === undefined && op === 'remove' && target.attribute.required && !target.subAttribute) {
    // RFC 7644 §3.5.2.2: removing what is required is refused as mutability.
    throw mutability(`"${target.text}" is required and cannot be removed`);
  }
  return next;
}

function patchSingle(
  current: Json | undefined,
  operation: PatchOperation,
  target: AttributeTarget,
  rules: Rules,
): Json | undefined {
  const { attribute, text } = target;
  if (operation.op === 'remove') return undefined;
  const value = attributeValue(attribute, operation.value, text, rules);
  if (attribute.type !== 'complex' || !isObject(current) || !isObject(operation.value)) return value;
  return mergeComplex(attribute, current, operation.value, isObject(value) ? value : undefined);
}

/**
 * RFC 7644 §3.5.2.3: the sub-attributes that are sent replace those that are there, the others
 * stay; null and the empty list unassign one (RFC 7643 §2.5). But a reference ("value") that points
 * elsewhere is another value: what was known about the old one ("$ref", "displayName") must not
 * stay with it.
 */
function mergeComplex(
  attribute: Attribute,
  current: JsonObject,
  sent: JsonObject,
  value: JsonObject | undefined,
): JsonObject | undefined {
  if (value?.['value'] !== undefined && current['value'] !== value['value']) return value;
  const writable = Object.entries(sent).flatMap(([key, content]) => {
    const subAttribute = findAttribute(attribute.subAttributes, key);
    return subAttribute && isWritable(subAttribute) ? [{ name: subAttribute.name, content }] : [];
  });
  const cleared = writable.filter(({ name }) => value?.[name] === undefined);
  if (isReference(attribute) && cleared.some(({ name }) => name === 'value')) return undefined;
  const next = cleared.reduce((merged, { name }) => withKey(merged, name, undefined), { ...current, ...value });
  return Object.keys(next).length > 0 ? next : undefined;
}

function patchSubAttribute(
  current: Json | undefined,
  operation: PatchOperation,
  target: AttributeTarget,
  rules: Rules,
): Json | undefined {
  const { attribute, subAttribute, text } = target;
  if (!subAttribute) return current;
  const value = operation.op === 'remove' ? undefined : attributeValue(subAttribute, operation.value, text, rules);
  const refers = isReference(attribute);
  const changesReference = refers && subAttribute.name === 'value' && isObject(current) && current['value'] !== value;
  const base = changesReference ? {} : objectOf(current);
  // Without a "value" nothing is left that refers to anybody; "" is none either in Entra's dialect
  // (quirk bare-references).
  const refersToNone = value === undefined || (value === '' && rules.profile.has(bareReferences));
  if (refers && subAttribute.name === 'value' && refersToNone) return undefined;
  const next = withKey(base, subAttribute.name, value);
  return Object.keys(next).length > 0 ? next : undefined;
}
