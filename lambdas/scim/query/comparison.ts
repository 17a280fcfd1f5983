import { parseDateTimeOrDate } from '../date-time.ts';
import { invalidFilter, show } from '../errors.ts';
import { fold } from '../fold.ts';
import { stringBooleans } from '../quirks/entra/string-booleans.ts';
import { stringNumbers } from '../quirks/entra/string-numbers.ts';
import { unquotedFilterValues } from '../quirks/entra/unquoted-filter-values.ts';
import type { Profile } from '../quirks/quirk.ts';
import type { Attribute } from '../schemas/attribute.ts';
import type { Operator } from './ast.ts';

/** Whether one value of an attribute meets a comparison. */
export type Test = (value: unknown) => boolean;

type Ordered = string | number | boolean;

const ORDER: Record<'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le', (a: Ordered, b: Ordered) => boolean> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};

const SUBSTRING: Record<'co' | 'sw' | 'ew', (a: string, b: string) => boolean> = {
  co: (a, b) => a.includes(b),
  sw: (a, b) => a.startsWith(b),
  ew: (a, b) => a.endsWith(b),
};

/** The comparisons that make sense for a type (RFC 7644 §3.4.2.2, table 3: no order on booleans and binaries, no substrings of numbers). */
const ALLOWED: Record<Exclude<Attribute['type'], 'complex'>, string> = {
  string: 'eq ne co sw ew gt ge lt le',
  reference: 'eq ne co sw ew gt ge lt le',
  binary: 'eq ne co sw ew',
  boolean: 'eq ne',
  integer: 'eq ne gt ge lt le',
  decimal: 'eq ne gt ge lt le',
  dateTime: 'eq ne gt ge lt le',
};

/**
 * The test that a non-null literal and an operator make for a simple attribute, by the rules of its type and of `caseExact`
 * (RFC 7643 §2.2, §2.3). Throws 400 `invalidFilter` when operator or literal do not suit the type.
 */
export function comparison(
  attribute: Attribute,
  operator: Operator,
  literal: string | number | boolean,
  at: number,
  profile: Profile,
): Test {
  const { type, name } = attribute;
  if (type === 'complex')
    throw invalidFilter(`filter: "${name}" is complex, name one of its sub-attributes, at position ${at}`);
  if (!ALLOWED[type].split(' ').includes(operator)) {
    throw invalidFilter(
      `filter: "${operator}" cannot be used with "${name}" (${type}; allowed: ${ALLOWED[type]}, pr), at position ${at}`,
    );
  }
  const wanted = literalOfType(attribute, literal, at, profile);
  if (typeof wanted === 'string' && (operator === 'co' || operator === 'sw' || operator === 'ew')) {
    const test = SUBSTRING[operator];
    const needle = normal(attribute, wanted);
    return (value) => typeof value === 'string' && test(normal(attribute, value), needle);
  }
  const test = ORDER[operator as keyof typeof ORDER];
  const right = comparable(attribute, wanted);
  return (value) => {
    const left = comparable(attribute, value);
    return left !== undefined && right !== undefined && test(left, right);
  };
}

const normal = (attribute: Attribute, text: string): string => (attribute.caseExact ? text : fold(text));

function comparable(attribute: Attribute, value: unknown): Ordered | undefined {
  if (typeof value === 'string')
    return attribute.type === 'dateTime' ? parseDateTimeOrDate(value) : normal(attribute, value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function literalOfType(
  attribute: Attribute,
  literal: string | number | boolean,
  at: number,
  profile: Profile,
): string | number | boolean {
  switch (attribute.type) {
    case 'boolean':
      if (typeof literal === 'boolean') return literal;
      if (typeof literal === 'string' && profile.has(stringBooleans) && /^(?:true|false)$/i.test(literal))
        return /^true$/i.test(literal);
      break;
    case 'integer':
    case 'decimal':
      if (typeof literal === 'number') return literal;
      if (
        typeof literal === 'string' &&
        profile.has(stringNumbers) &&
        literal.trim() !== '' &&
        Number.isFinite(Number(literal))
      )
        return Number(literal);
      break;
    case 'dateTime':
      if (typeof literal === 'string' && parseDateTimeOrDate(literal) !== undefined) return literal;
      break;
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      if (typeof literal === 'string') return literal;
      if (profile.has(unquotedFilterValues)) return String(literal);
  }
  throw invalidFilter(
    `filter: ${show(literal)} is not a ${attribute.type} and cannot be compared with "${attribute.name}", at position ${at}`,
  );
}
