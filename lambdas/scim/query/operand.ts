import { parseDateTimeOrDate } from '../date-time.ts';
import { invalidFilter, show } from '../errors.ts';
import { idsInCapitals } from '../quirks/entra/ids-in-capitals.ts';
import { stringBooleans } from '../quirks/entra/string-booleans.ts';
import { stringNumbers } from '../quirks/entra/string-numbers.ts';
import { unquotedFilterValues } from '../quirks/entra/unquoted-filter-values.ts';
import type { Profile } from '../quirks/quirk.ts';
import type { Attribute, AttributeType } from '../schemas/attribute.ts';
import { spelledBoolean, spelledNumber } from './spelled.ts';
import type { Operand } from './bound-filter.ts';
import type { CompareOp } from './syntax.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of a member, or of a group, that a client means (quirk ids-in-capitals). */
export const memberIdOf = (id: string, profile: Profile): string =>
  profile.has(idsInCapitals) && UUID.test(id) ? id.toLowerCase() : id;

type SimpleType = Exclude<AttributeType, 'complex'>;

/**
 * The comparisons that make sense for a type (RFC 7644 §3.4.2.2, table 3: no order on booleans and
 * binaries, no substrings of numbers).
 */
const ALLOWED: Readonly<Record<SimpleType, readonly CompareOp[]>> = {
  string: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  reference: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  binary: ['eq', 'ne', 'co', 'sw', 'ew'],
  boolean: ['eq', 'ne'],
  integer: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
  decimal: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
  dateTime: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
};

/**
 * A compValue as a value of the attribute that it is compared with. Throws 400 `invalidFilter` when
 * the operator or the value does not suit the attribute's type.
 */
export function operandOf(
  { type, name }: Attribute,
  compareOp: CompareOp,
  compValue: Operand,
  at: number,
  profile: Profile,
): Operand {
  if (type === 'complex')
    throw invalidFilter(`filter: "${name}" is complex, name one of its sub-attributes, at position ${at}`);
  const allowed = ALLOWED[type];
  if (!allowed.includes(compareOp)) {
    throw invalidFilter(
      `filter: "${compareOp}" cannot be used with "${name}" (${type}; allowed: ${allowed.join(' ')}, pr), at position ${at}`,
    );
  }
  const operand = asType(type, compValue, profile);
  if (operand === undefined)
    throw invalidFilter(
      `filter: ${show(compValue)} is not a ${type} and cannot be compared with "${name}", at position ${at}`,
    );
  return operand;
}

/** Undefined where it cannot be one of that type. */
function asType(type: SimpleType, value: Operand, profile: Profile): Operand | undefined {
  switch (type) {
    case 'boolean':
      if (typeof value === 'string' && profile.has(stringBooleans)) return spelledBoolean(value);
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
    case 'decimal':
      if (typeof value === 'string' && profile.has(stringNumbers)) return finite(spelledNumber(value));
      return typeof value === 'number' ? value : undefined;
    case 'dateTime':
      return typeof value === 'string' && parseDateTimeOrDate(value) !== undefined ? value : undefined;
    case 'string':
    case 'reference':
    case 'binary':
      return typeof value === 'string' || profile.has(unquotedFilterValues) ? String(value) : undefined;
  }
}

const finite = (value: number | undefined): number | undefined => (Number.isFinite(value) ? value : undefined);
