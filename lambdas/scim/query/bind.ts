import { invalidFilter, type ScimError } from '../errors.ts';
import { wrappedValues } from '../quirks/entra/wrapped-values.ts';
import { resolvePath, type Rules } from '../rules.ts';
import { isSimpleList, type Attribute } from '../schemas/attribute.ts';
import {
  canonicalPath,
  leafOf,
  printAttributePath,
  withDefaultSubAttribute,
  type AttributePath,
  type ResolvedAttribute,
} from '../schemas/attribute-path.ts';
import { findAttribute } from '../schemas/resource-type.ts';
import type { BoundFilter } from './bound-filter.ts';
import { isRelated } from './equalities.ts';
import { meantBy } from './meant.ts';
import { memberIdOf, operandOf } from './operand.ts';
import type { AttrExp, Filter, ValuePath } from './syntax.ts';

/** How the names in a filter are found. */
interface Scope {
  readonly find: (path: AttributePath, at: number) => ResolvedAttribute;
  /** Whether an attribute holds ids of members or of groups. */
  readonly holdsIds: (attrPath: ResolvedAttribute) => boolean;
  readonly rules: Rules;
}

/**
 * Looks the names of a filter up in the schemas, once and for all. Throws 400 `invalidFilter` for
 * unknown attributes, and for operators and values that do not suit an attribute (RFC 7644
 * §3.4.2.2); nothing that is done with a bound filter can fail.
 */
export const bindFilter = (filter: Filter, rules: Rules): BoundFilter =>
  bind(filter, {
    rules,
    find: (path, at) => findInResource(rules, path, at),
    holdsIds: (attrPath) => isRelated(attrPath, rules.type),
  });

/** The same for a valFilter (`emails[…]`), whose names are sub-attributes of the attribute. */
export const bindValFilter = (valFilter: Filter, attribute: Attribute, rules: Rules): BoundFilter =>
  bind(valFilter, {
    rules,
    find: (path, at) => findInElement(attribute, path, at),
    holdsIds: () => isRelated({ attribute }, rules.type),
  });

function bind(filter: Filter, scope: Scope): BoundFilter {
  switch (filter.kind) {
    case 'attrExp':
      return bindAttrExp(filter, scope);
    case 'valuePath':
      return bindValuePath(filter, scope);
    case 'not':
      return { kind: 'not', filter: bind(filter.filter, scope) };
    case 'logExp': {
      const { operator, left, right } = filter;
      return { kind: 'logExp', operator, left: bind(left, scope), right: bind(right, scope) };
    }
  }
}

function bindAttrExp(exp: AttrExp, { find, holdsIds, rules }: Scope): BoundFilter {
  const { kind, at } = exp;
  const whole = find(exp.attrPath, at);
  if (exp.compareOp === 'pr') return { kind, attrPath: whole, compareOp: 'pr' };
  const { compareOp } = exp;
  const attrPath = withDefaultSubAttribute(whole);
  const isId = typeof exp.compValue === 'string' && holdsIds(attrPath);
  const compValue = isId ? memberIdOf(exp.compValue, rules.profile) : exp.compValue;
  if (compValue !== null) {
    const operand = operandOf(leafOf(attrPath), compareOp, compValue, at, rules.profile);
    return { kind, attrPath, compareOp, compValue, operand };
  }
  // eq null and ne null ask for absence and presence (RFC 7643 §2.5: null is unassigned).
  const presence: BoundFilter = { kind, attrPath, compareOp: 'pr' };
  if (compareOp === 'ne') return presence;
  if (compareOp === 'eq') return { kind: 'not', filter: presence };
  throw invalidFilter(`filter: null can only be compared with eq and ne, not with "${compareOp}", at position ${at}`);
}

/** A simple value as the element {"value": x} that Entra takes it for (quirk wrapped-values). */
export const asElement = (attribute: Attribute): Attribute => ({
  ...attribute,
  type: 'complex',
  subAttributes: [{ ...attribute, name: 'value', multiValued: false }],
});

function bindValuePath({ attrPath: path, valFilter, at }: ValuePath, { find, rules }: Scope): BoundFilter {
  const attrPath = find(path, at);
  const { attribute } = attrPath;
  if (isSimpleList(attribute) && rules.profile.has(wrappedValues)) {
    const inner = bindValFilter(valFilter, asElement(attribute), rules);
    // One comparison needs no element: so that an index can answer it.
    return inner.kind === 'attrExp' ? { ...inner, attrPath } : { kind: 'valuePath', attrPath, valFilter: inner };
  }
  if (attribute.type !== 'complex' || attrPath.subAttribute) {
    throw invalidFilter(
      `filter: "${printAttributePath(path)}" is not complex, brackets cannot follow it, at position ${at}`,
    );
  }
  return { kind: 'valuePath', attrPath, valFilter: bindValFilter(valFilter, attribute, rules) };
}

function findInResource(rules: Rules, path: AttributePath, at: number): ResolvedAttribute {
  const resolution = resolvePath(rules, path);
  if (resolution.kind !== 'attribute') throw unknown(rules.type.name, path, at, meantBy(path, rules));
  return filterable(resolution.resolved, at);
}

function findInElement(attribute: Attribute, path: AttributePath, at: number): ResolvedAttribute {
  const isName = path.urn === undefined && path.subAttribute === undefined;
  const found = isName ? findAttribute(attribute.subAttributes, path.name) : undefined;
  if (!found) throw unknown(attribute.name, path, at);
  return filterable({ attribute: found }, at);
}

function unknown(owner: string, path: AttributePath, at: number, meant?: ResolvedAttribute): ScimError {
  const guess = meant ? `did you mean ${canonicalPath(meant)}? The` : 'the';
  return invalidFilter(
    `filter: ${owner} has no attribute "${printAttributePath(path)}", at position ${at}; ${guess} attributes are listed at /Schemas`,
  );
}

/**
 * What is never returned must not be guessed through filters either (RFC 7643 §7 `returned`,
 * RFC 7644 §7.5).
 */
function filterable(resolved: ResolvedAttribute, at: number): ResolvedAttribute {
  const secret = [resolved.attribute, resolved.subAttribute].find((attribute) => attribute?.returned === 'never');
  if (secret)
    throw invalidFilter(`filter: "${secret.name}" is never returned and cannot be used in a filter, at position ${at}`);
  return resolved;
}
