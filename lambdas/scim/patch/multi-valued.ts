import { invalidValue, noTarget, show } from '../errors.ts';
import { bareElements } from '../quirks/entra/bare-elements.ts';
import { removeByValue } from '../quirks/entra/remove-by-value.ts';
import { unmatchedFilterCreates } from '../quirks/entra/unmatched-filter-creates.ts';
import { isObject, listOf, sameJson, withKey, type Json, type JsonObject } from '../json.ts';
import { immutable } from '../resource/read.ts';
import { attributeValue, checkCount, elements, onlyPrimary, withoutDuplicates } from '../resource/value.ts';
import type { Rules } from '../rules.ts';
import type { Attribute } from '../schemas/attribute.ts';
import { isPrimary } from '../schemas/values-at.ts';
import { describedElement } from './described.ts';
import type { Predicate } from '../query/predicate.ts';
import type { PatchOperation } from './message.ts';
import { isMeantBy, isOneOf, waysOf } from './named-values.ts';
import type { AttributeTarget } from './target.ts';

type Elements = readonly Json[];

/**
 * What an operation makes of the values of a multi-valued attribute (RFC 7644 §3.5.2.1 to
 * §3.5.2.3); undefined when none are left.
 */
export function patchMultiValued(
  current: Elements,
  operation: PatchOperation,
  target: AttributeTarget,
  rules: Rules,
): Elements | undefined {
  const { attribute, selection, text } = target;
  rules.spend?.(listOf(operation.value).length + current.length * (1 + (selection?.terms ?? 0)));
  const next =
    operation.op === 'remove'
      ? removeFrom(current, operation, target, rules)
      : writeTo(current, operation, target, rules);
  const isBounded = attribute.name !== rules.type.members;
  if (isBounded && next.length > current.length) checkCount(attribute, next.length, text, rules);
  return next.length > 0 ? next : undefined;
}

function writeTo(current: Elements, operation: PatchOperation, target: AttributeTarget, rules: Rules): Elements {
  const { attribute, subAttribute, selection } = target;
  if (selection && attribute.type !== 'complex')
    return writeSimple(current, operation, target, selection.matches, rules);
  if (selection || subAttribute) return writeSelected(current, operation, target, rules);
  const values = elements(attribute, operation.value ?? null, target.text, rules) ?? [];
  if (operation.op === 'replace') return values;
  const isThere = isOneOf(attribute, current);
  const added = values.filter((value) => !isThere(value));
  return withOnePrimary([...current, ...added], added.find(isPrimary));
}

/** Quirk wrapped-values: what is sent stands in the place of the simple values that the path selects. */
function writeSimple(
  current: Elements,
  operation: PatchOperation,
  { attribute, text }: AttributeTarget,
  matches: Predicate,
  rules: Rules,
): Elements {
  const values = elements(attribute, operation.value ?? null, text, rules) ?? [];
  const place = current.findIndex(matches);
  const kept = (value: Json, index: number): Elements => (index === place ? values : matches(value) ? [] : [value]);
  return withoutDuplicates(place === -1 ? [...current, ...values] : current.flatMap(kept));
}

/** Writes to the values that the path selects: to all of them when it has no filter. */
function writeSelected(current: Elements, operation: PatchOperation, target: AttributeTarget, rules: Rules): Elements {
  const { selection } = target;
  const selected = current.filter(isObject).filter((element) => !selection || selection.matches(element));
  if (selected.length === 0) return createSelected(current, operation, target, rules);
  const write = writer(operation, target, rules);
  const written = new Map<Json, JsonObject | undefined>(selected.map((element) => [element, write(element)]));
  const next = current
    .map((element) => (written.has(element) ? written.get(element) : element))
    .filter((element) => element !== undefined);
  const primary = [...written.values()].find((element) => element !== undefined && isPrimary(element));
  return withoutDuplicates(withOnePrimary(next, primary));
}

type WriteElement = (element: JsonObject) => JsonObject | undefined;

/** What an operation makes of each value that it selects; what was sent is read once for all of them. */
function writer(operation: PatchOperation, target: AttributeTarget, rules: Rules): WriteElement {
  const { attribute, subAttribute, selection, text } = target;
  if (subAttribute) {
    const value = attributeValue(subAttribute, operation.value, text, rules);
    return (element) => {
      checkImmutableSub(element, subAttribute, value, text);
      return withoutBare(withKey(element, subAttribute.name, value), value === undefined, attribute, rules);
    };
  }
  const value = elementValue(operation, target, rules);
  if (value === undefined) return () => undefined;
  if (operation.op === 'add') {
    const sent = (attribute.subAttributes ?? []).filter(({ name }) => Object.hasOwn(value, name));
    return (element) => {
      for (const sub of sent) checkImmutableSub(element, sub, value[sub.name], text);
      return { ...element, ...value };
    };
  }
  // A replaced value stays one that the path selects: a value sent without its "type" keeps the one
  // the filter names.
  const described =
    selection && rules.profile.has(unmatchedFilterCreates) ? describedElement(selection.valFilter, rules) : undefined;
  return () => ({ ...described, ...value });
}

/**
 * A value can be removed and another one added, but a value cannot become another one (RFC 7643 §7
 * `mutability`).
 */
function checkImmutableSub(
  element: JsonObject,
  { name, mutability }: Attribute,
  value: Json | undefined,
  text: string,
) {
  if (mutability === 'immutable' && element[name] !== undefined && !sameJson(element[name], value))
    throw immutable(text);
}

function elementValue(
  operation: PatchOperation,
  { attribute, text }: AttributeTarget,
  rules: Rules,
): JsonObject | undefined {
  const values = elements(attribute, operation.value ?? null, text, rules) ?? [];
  if (values.length > 1)
    throw invalidValue(`"${text}" selects single values; "value" is a list of ${values.length}, send one object`);
  const [value] = values;
  if (value !== undefined && !isObject(value)) throw invalidValue(`"${text}" is ${show(value)}; it must be an object`);
  return value;
}

/**
 * RFC 7644 §3.12: a filter that matches nothing is noTarget. Quirk unmatched-filter-creates: the
 * described value comes to be.
 */
function createSelected(current: Elements, operation: PatchOperation, target: AttributeTarget, rules: Rules): Elements {
  const { attribute, selection, subAttribute, text } = target;
  if (selection && !rules.profile.has(unmatchedFilterCreates))
    throw noTarget(`"${text}" matches no value of "${attribute.name}"`);
  const described = selection ? describedElement(selection.valFilter, rules) : {};
  const value = subAttribute
    ? withKey({}, subAttribute.name, attributeValue(subAttribute, operation.value, text, rules))
    : elementValue(operation, target, rules);
  if (value === undefined || Object.keys(value).length === 0) return current;
  if (!described) {
    throw noTarget(
      `"${text}" matches no value of "${attribute.name}", and its filter does not describe one to create: use eq joined by and`,
    );
  }
  const created = { ...described, ...value };
  return withOnePrimary([...current, created], isPrimary(created) ? created : undefined);
}

function removeFrom(current: Elements, operation: PatchOperation, target: AttributeTarget, rules: Rules): Elements {
  const { attribute, selection, subAttribute, text } = target;
  // A filter that matches nothing leaves nothing to remove, which is success (RFC 7644 §3.5.2.2
  // knows no error for it).
  if (subAttribute) {
    const left = current
      .map((element) => {
        if (!isObject(element) || (selection && !selection.matches(element))) return element;
        checkImmutableSub(element, subAttribute, undefined, text);
        return withoutBare(withKey(element, subAttribute.name, undefined), true, attribute, rules);
      })
      .filter((element) => element !== undefined);
    return withoutDuplicates(left);
  }
  if (selection) return current.filter((element) => !selection.matches(element));
  if (operation.value !== undefined && operation.value !== null && rules.profile.has(removeByValue)) {
    const removed = elements(attribute, operation.value, text, rules) ?? [];
    rules.spend?.(current.length * waysOf(attribute, removed));
    const isRemoved = isMeantBy(attribute, removed);
    return current.filter((element) => !isRemoved(element));
  }
  return [];
}

/** One that was told from another by being primary may be the same as that now. */
const withOnePrimary = (values: Elements, primary: Json | undefined): Elements =>
  primary === undefined ? values : withoutDuplicates(onlyPrimary(values, primary));

const BARE = new Set(['type', 'primary', 'display']);

/** Quirk bare-elements: what is left of a value after its content went. */
function withoutBare(
  element: JsonObject,
  lost: boolean,
  attribute: Attribute,
  { profile }: Rules,
): JsonObject | undefined {
  const keys = Object.keys(element);
  if (keys.length === 0) return undefined;
  const hasContent = attribute.subAttributes?.some(({ name }) => !BARE.has(name)) ?? false;
  return lost && hasContent && profile.has(bareElements) && keys.every((key) => BARE.has(key)) ? undefined : element;
}
