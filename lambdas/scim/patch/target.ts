import { invalidPath, mutability } from '../errors.ts';
import { bindPath } from '../query/bind-path.ts';
import { asElement, bindValFilter } from '../query/bind.ts';
import type { BoundFilter } from '../query/bound-filter.ts';
import { compilePredicate, type Predicate } from '../query/predicate.ts';
import { attrPathsOf } from '../query/relation.ts';
import type { Filter } from '../query/syntax.ts';
import { readOnlyInValues } from '../quirks/entra/read-only-in-values.ts';
import { unknownAttributes } from '../quirks/entra/unknown-attributes.ts';
import { wrappedValues } from '../quirks/entra/wrapped-values.ts';
import { isWritable } from '../resource/read.ts';
import type { Rules } from '../rules.ts';
import { printAttributePath } from '../schemas/attribute-path.ts';
import { isSimpleList, type Attribute, type Schema } from '../schemas/attribute.ts';

/**
 * What an operation works on: a whole extension, or an attribute, some of its values, or a
 * sub-attribute of them.
 */
export type Target =
  | { readonly kind: 'extension'; readonly schema: Schema; readonly text: string }
  | AttributeTarget
  /** What the resource holds decides about it: an operation may only name what is so anyway. */
  | { readonly kind: 'schemas' }
  /** Nothing: the path names what nobody declared, or what is not stored, and the profile leaves it out. */
  | { readonly kind: 'ignored' };

export interface AttributeTarget {
  readonly kind: 'attribute';
  readonly extension?: string;
  readonly attribute: Attribute;
  readonly subAttribute?: Attribute;
  readonly selection?: Selection;
  /** The path as sent, for error texts. */
  readonly text: string;
}

/** Which values of a multi-valued attribute are meant. */
interface Selection {
  readonly valFilter: BoundFilter;
  readonly matches: Predicate;
  /** How many comparisons trying it on a value takes. */
  readonly terms: number;
}

/**
 * Finds what the path of an operation means (RFC 7644 §3.5.2, figure 7). Throws 400 `invalidPath`
 * for what cannot be parsed or is unknown, 400 `invalidFilter` for a filter in it that makes no
 * sense (§3.12, table 9), 400 `mutability` for what is read-only.
 */
export function findTarget(text: string, rules: Rules): Target {
  const { profile, leftOut } = rules;
  const { attrPath, resolution, valFilter } = bindPath(text, rules);
  if (resolution.kind === 'unknown' && profile.has(unknownAttributes)) {
    leftOut?.(printAttributePath(attrPath));
    return { kind: 'ignored' };
  }
  if (resolution.kind === 'unknown' || resolution.kind === 'core') {
    throw invalidPath(
      `path: ${rules.type.name} has no attribute "${printAttributePath(attrPath)}"; the attributes are listed at /Schemas`,
    );
  }
  if (resolution.kind === 'extension') {
    if (valFilter) throw invalidPath(`path: brackets cannot follow the extension ${resolution.schema.id}`);
    return { kind: 'extension', schema: resolution.schema, text };
  }
  const { attribute, subAttribute } = resolution.resolved;
  if (attribute.name === 'schemas') return { kind: 'schemas' };
  if (subAttribute?.mutability === 'readOnly' && isWritable(attribute) && profile.has(readOnlyInValues))
    return { kind: 'ignored' };
  if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {
    throw mutability(`"${text}" is readOnly: the service sets it, an operation cannot`);
  }
  // Write-only values are discarded, and so are the URIs of resources: there is nothing to do.
  if (!isWritable(attribute) || (subAttribute && !isWritable(subAttribute))) return { kind: 'ignored' };
  const target: AttributeTarget = { kind: 'attribute', text, ...resolution.resolved };
  return valFilter ? { ...target, selection: select(valFilter, target, rules) } : target;
}

function select(filter: Filter, { attribute, text }: AttributeTarget, rules: Rules): Selection {
  if (isSimpleList(attribute) && rules.profile.has(wrappedValues)) {
    const valFilter = bindValFilter(filter, asElement(attribute), rules);
    const matches = compilePredicate(valFilter);
    return { valFilter, matches: (value) => matches({ value }), terms: termsOf(valFilter) };
  }
  if (!attribute.multiValued || attribute.type !== 'complex') {
    throw invalidPath(
      `path: "${attribute.name}" has ${attribute.multiValued ? 'simple values' : 'a single value'}, brackets cannot follow it in "${text}"`,
    );
  }
  const valFilter = bindValFilter(filter, attribute, rules);
  return { valFilter, matches: compilePredicate(valFilter), terms: termsOf(valFilter) };
}

const termsOf = (filter: BoundFilter): number => attrPathsOf(filter).length;
