import { invalidFilter } from '../errors.ts';
import type { Rules } from '../rules.ts';
import { resolvePath } from '../rules.ts';
import type { Attribute } from '../schemas/attribute.ts';
import {
  findAttribute,
  printAttributePath,
  type AttributePath,
  type ResolvedAttribute,
} from '../schemas/resource-type.ts';
import type { Filter } from './ast.ts';
import { comparison, type Test } from './comparison.ts';

type Values = (container: unknown) => readonly unknown[];

/** How the names in a filter are found, and how their values are taken out of what is tested. */
interface Scope {
  readonly find: (path: AttributePath, at: number) => ResolvedAttribute;
  readonly rules: Rules;
}

/**
 * Turns a filter into a test of resources in their canonical form (RFC 7644 §3.4.2.2). A multi-valued attribute matches when any of its
 * values does. Throws 400 `invalidFilter` for unknown attributes and for operators or values that do not suit the type.
 */
export function compileFilter(filter: Filter, rules: Rules): (resource: unknown) => boolean {
  return compile(filter, { rules, find: (path, at) => findInResource(rules, path, at) });
}

/** The same for the filter within a value path (`emails[…]`), which is tested against one element of the attribute. */
export function compileElementFilter(
  filter: Filter,
  attribute: Attribute,
  rules: Rules,
): (element: unknown) => boolean {
  return compile(filter, { rules, find: (path, at) => findInElement(attribute, path, at) });
}

function compile(filter: Filter, scope: Scope): Test {
  switch (filter.kind) {
    case 'and': {
      const [left, right] = [compile(filter.left, scope), compile(filter.right, scope)];
      return (value) => left(value) && right(value);
    }
    case 'or': {
      const [left, right] = [compile(filter.left, scope), compile(filter.right, scope)];
      return (value) => left(value) || right(value);
    }
    case 'not': {
      const inner = compile(filter.filter, scope);
      return (value) => !inner(value);
    }
    case 'present':
      return compilePresent(filter, scope);
    case 'element':
      return compileElement(filter, scope);
    case 'compare':
      return compileCompare(filter, scope);
  }
}

function compilePresent(filter: Filter & { kind: 'present' }, scope: Scope): Test {
  const resolved = scope.find(filter.path, filter.at);
  const values = valuesOf(resolved);
  return (container) => values(container).some(isPresent);
}

function compileElement(filter: Filter & { kind: 'element' }, scope: Scope): Test {
  const resolved = scope.find(filter.path, filter.at);
  if (resolved.attribute.type !== 'complex' || resolved.subAttribute) {
    throw invalidFilter(
      `filter: "${printAttributePath(filter.path)}" is not complex, brackets cannot follow it, at position ${filter.at}`,
    );
  }
  const test = compileElementFilter(filter.filter, resolved.attribute, scope.rules);
  const values = valuesOf(resolved);
  return (container) => values(container).some((element) => test(element));
}

function compileCompare(filter: Filter & { kind: 'compare' }, scope: Scope): Test {
  const resolved = withDefaultSubAttribute(scope.find(filter.path, filter.at));
  const values = valuesOf(resolved);
  const { operator, value: literal } = filter;
  // eq null and ne null ask for absence and presence (RFC 7643 §2.5: null is unassigned).
  if (literal === null) {
    if (operator === 'eq') return (container) => !values(container).some(isPresent);
    if (operator === 'ne') return (container) => values(container).some(isPresent);
    throw invalidFilter(
      `filter: null can only be compared with eq and ne, not with "${operator}", at position ${filter.at}`,
    );
  }
  const test = comparison(
    resolved.subAttribute ?? resolved.attribute,
    operator,
    literal,
    filter.at,
    scope.rules.profile,
  );
  if (operator !== 'ne') return (container) => values(container).some(test);
  // What is not there is not equal to anything.
  return (container) => {
    const found = values(container);
    return found.length === 0 || found.some(test);
  };
}

/** A complex attribute is compared by its `value` (RFC 7643 §2.4), `emails co "x"` as `emails.value co "x"`. */
function withDefaultSubAttribute(resolved: ResolvedAttribute): ResolvedAttribute {
  if (resolved.subAttribute || resolved.attribute.type !== 'complex') return resolved;
  const subAttribute = findAttribute(resolved.attribute.subAttributes, 'value');
  return subAttribute ? { ...resolved, subAttribute } : resolved;
}

/** RFC 7644 table 3, `pr`: a non-empty value, or for complex ones a sub-attribute with one. */
function isPresent(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (typeof value !== 'object') return true;
  return Object.values(value).some(isPresent);
}

const property = (container: unknown, name: string): unknown =>
  typeof container === 'object' && container !== null && Object.hasOwn(container, name)
    ? (container as Record<string, unknown>)[name]
    : undefined;

/** The values an attribute has; a multi-valued sub-attribute adds all of its own. */
function valuesOf({ extension, attribute, subAttribute }: ResolvedAttribute): Values {
  return (container) => {
    const owner = extension === undefined ? container : property(container, extension);
    const values = assigned(property(owner, attribute.name));
    return subAttribute ? values.flatMap((value) => assigned(property(value, subAttribute.name))) : values;
  };
}

/** A value as a list; null is no value (RFC 7643 §2.5). */
function assigned(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.filter((element) => element !== undefined && element !== null) : [value];
}

function findInResource(rules: Rules, path: AttributePath, at: number): ResolvedAttribute {
  const resolution = resolvePath(rules, path);
  if (resolution.kind !== 'attribute') throw unknown(rules.type.name, path, at);
  return filterable(resolution.resolved, at);
}

function findInElement(attribute: Attribute, path: AttributePath, at: number): ResolvedAttribute {
  const found =
    path.urn === undefined && path.subAttribute === undefined
      ? findAttribute(attribute.subAttributes, path.name)
      : undefined;
  if (!found) throw unknown(attribute.name, path, at);
  return filterable({ attribute: found }, at);
}

const unknown = (owner: string, path: AttributePath, at: number) =>
  invalidFilter(
    `filter: ${owner} has no attribute "${printAttributePath(path)}", at position ${at}; the attributes are listed at /Schemas`,
  );

/** What is never returned must not be guessed through filters either (RFC 7643 §7 `returned`, RFC 7644 §7.5). */
function filterable(resolved: ResolvedAttribute, at: number): ResolvedAttribute {
  const secret = [resolved.attribute, resolved.subAttribute].find((attribute) => attribute?.returned === 'never');
  if (secret)
    throw invalidFilter(`filter: "${secret.name}" is never returned and cannot be used in a filter, at position ${at}`);
  return resolved;
}
