import { invalidPath, mutability } from '../errors.ts';
import { bindPath } from '../query/bind-path.ts';
import { bindValFilter } from '../query/bind.ts';
import type { BoundFilter } from '../query/bound-filter.ts';
import { compilePredicate, type Predicate } from '../query/predicate.ts';
import type { Filter } from '../query/syntax.ts';
import { unknownAttributes } from '../quirks/entra/unknown-attributes.ts';
import { unquotedFilterValues } from '../quirks/entra/unquoted-filter-values.ts';
import { isWritable } from '../resource/read.ts';
import type { Rules } from '../rules.ts';
import { printAttributePath } from '../schemas/attribute-path.ts';
import type { Attribute, Schema } from '../schemas/attribute.ts';

/**
 * What an operation works on: a whole extension, or an attribute, some of its values, or a
 * sub-attribute of them.
 */
export type Target =
  | { readonly kind: 'extension'; readonly schema: Schema; readonly text: string }
  | AttributeTarget
  /** Nothing: the path names what nobody declared, and the profile leaves it out. */
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
}

/**
 * Finds what the path of an operation means (RFC 7644 §3.5.2, figure 7). Throws 400 `invalidPath`
 * for what cannot be parsed or is unknown, 400 `invalidFilter` for a filter in it that makes no
 * sense (§3.12, table 9), 400 `mutability` for what is read-only.
 */
export function findTarget(text: string, rules: Rules): Target {
  const unquotedValues = rules.profile.has(unquotedFilterValues);
  const { attrPath, resolution, valFilter } = bindPath(text, rules, { unquotedValues });
  if (resolution.kind === 'unknown') {
    if (rules.profile.has(unknownAttributes)) return { kind: 'ignored' };
    throw invalidPath(
      `path: ${rules.type.name} has no attribute "${printAttributePath(attrPath)}"; the attributes are listed at /Schemas`,
    );
  }
  if (resolution.kind === 'extension') {
    if (valFilter) throw invalidPath(`path: brackets cannot follow the extension ${resolution.schema.id}`);
    return { kind: 'extension', schema: resolution.schema, text };
  }
  const { attribute, subAttribute } = resolution.resolved;
  if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {
    throw mutability(`"${text}" is readOnly: the service sets it, an operation cannot`);
  }
  // Write-only values are discarded, and `schemas` follows from what the resource holds: there is
  // nothing to do.
  if (!isWritable(attribute) || subAttribute?.mutability === 'writeOnly') return { kind: 'ignored' };
  const target: AttributeTarget = { kind: 'attribute', text, ...resolution.resolved };
  return valFilter ? { ...target, selection: select(valFilter, target, rules) } : target;
}

function select(filter: Filter, { attribute, text }: AttributeTarget, rules: Rules): Selection {
  if (!attribute.multiValued || attribute.type !== 'complex') {
    throw invalidPath(
      `path: "${attribute.name}" has ${attribute.multiValued ? 'simple values' : 'a single value'}, brackets cannot follow it in "${text}"`,
    );
  }
  const valFilter = bindValFilter(filter, attribute, rules);
  return { valFilter, matches: compilePredicate(valFilter) };
}
