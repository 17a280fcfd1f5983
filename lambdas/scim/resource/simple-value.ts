import { parseDateTime, parseDateTimeOrDate } from '../date-time.ts';
import { invalidValue, show } from '../errors.ts';
import { dateOnlyValues } from '../quirks/entra/date-only-values.ts';
import { numbersForStrings } from '../quirks/entra/numbers-for-strings.ts';
import { stringBooleans } from '../quirks/entra/string-booleans.ts';
import { stringNumbers } from '../quirks/entra/string-numbers.ts';
import { wrappedBase64 } from '../quirks/entra/wrapped-base64.ts';
import type { Profile } from '../quirks/quirk.ts';
import type { Attribute, AttributeType } from '../schemas/attribute.ts';
import type { Json } from '../json.ts';
import { controlIn, nameOf } from './characters.ts';
import { spelledBoolean, spelledNumber } from '../query/spelled.ts';

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
/** DynamoDB keeps 38 digits up to 10^125; beyond that a number could not be stored as sent. */
const LARGEST = 1e125;

const EXPECTED: Record<AttributeType, string> = {
  string: 'a string',
  boolean: 'true or false',
  decimal: 'a number',
  integer: 'a whole number',
  dateTime: 'a date and time such as "2027-01-31T08:00:00Z"',
  binary: 'a base64 string',
  reference: 'a string that holds a URI',
  complex: 'an object',
};

/** The text of "what is allowed" for a type. */
export const expected = (attribute: Attribute): string => EXPECTED[attribute.type];

/**
 * A value of a simple attribute in the form it is stored in (RFC 7643 §2.3). Strings are kept
 * exactly as sent: Entra compares them with its own and would write forever if one came back
 * different. Throws 400 `invalidValue` naming `path`.
 */
export function simpleValue(attribute: Attribute, value: Json, path: string, profile: Profile): Json {
  const accepted = accept(attribute.type, value, profile);
  if (accepted === undefined) throw invalidValue(`"${path}" is ${show(value)}; it must be ${expected(attribute)}`);
  if (typeof accepted === 'string' && !accepted.isWellFormed()) {
    throw invalidValue(
      `"${path}" holds half of a Unicode surrogate pair, which cannot be stored; send whole characters`,
    );
  }
  const control = typeof accepted === 'string' && isUnique(attribute) ? controlIn(accepted) : undefined;
  if (control !== undefined) {
    throw invalidValue(
      `"${path}" holds the control character ${nameOf(control)}; nobody sees it in a value that has to be unique, so send the value without it`,
    );
  }
  return accepted;
}

const isUnique = ({ uniqueness }: Attribute): boolean => uniqueness !== 'none';

const textOf = (value: Json): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * Beyond 2^53, and beyond 15 digits of a decimal, JSON.parse has lost some, and with an exponent
 * nobody knows which were sent.
 */
function digitsOf(value: number): string | undefined {
  const text = String(value);
  const isWhole = Number.isInteger(value) ? Number.isSafeInteger(value) : Number(value.toPrecision(15)) === value;
  return isWhole && !text.includes('e') ? text : undefined;
}

const isBase64 = (text: string, profile: Profile): boolean =>
  BASE64.test(profile.has(wrappedBase64) ? text.replaceAll(/\s/g, '') : text);

function accept(type: AttributeType, value: Json, profile: Profile): Json | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'number' && profile.has(numbersForStrings) ? digitsOf(value) : textOf(value);
    case 'reference':
      return textOf(value);
    case 'binary':
      return typeof value === 'string' && isBase64(value, profile) ? value : undefined;
    case 'dateTime': {
      const parse = profile.has(dateOnlyValues) ? parseDateTimeOrDate : parseDateTime;
      return typeof value === 'string' && parse(value) !== undefined ? value : undefined;
    }
    case 'boolean':
      if (typeof value === 'string' && profile.has(stringBooleans)) return spelledBoolean(value);
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
    case 'decimal': {
      const number = typeof value === 'string' && profile.has(stringNumbers) ? spelledNumber(value) : value;
      if (typeof number !== 'number' || !(Math.abs(number) < LARGEST)) return undefined;
      return type === 'decimal' || Number.isSafeInteger(number) ? number : undefined;
    }
    case 'complex':
      return undefined;
  }
}
