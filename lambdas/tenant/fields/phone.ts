import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { PhoneNumber } from 'libphonenumber-js/min';
import type { FIELDS } from '../settings/fields.ts';

/** How a phone number may be written. */
export type PhoneFormat = (typeof FIELDS.fields.additionalProperties.properties.format.enum)[number];

/** How `scim quality` looks at a text that no country is known for: three digits, and what stands between. */
const LIKE_A_NUMBER = /^\+?[\d ()./-]*\d[\d ()./-]*\d[\d ()./-]*\d[\d ()./-]*$/;
/** An extension, in words that the library does not know. */
const EXTENSION = /\s*(?:durchwahl|extension|ext:|ext\.?|x)\s*(?=\d+$)/i;

/** Whether numbers of a country, by its two letters, are known. */
export const isPhoneCountry = isSupportedCountry;

/**
 * The number that a text is, whatever its digits and brackets look like; undefined for what has too
 * few or too many digits to be one, and without a country for what does not begin with one.
 */
function parsePhone(text: string, country: string | undefined): PhoneNumber | undefined {
  const plain = plainOf(text);
  const known = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(plain, { extract: false, ...(known && { defaultCountry: known }) });
  return number?.isPossible() ? number : undefined;
}

/** Full-width digits as others, an extension as the library knows it, and no bracket before the +. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/^[([\s]+(?=\+)/, '')
    .replace(EXTENSION, ' ext. ');

/**
 * A number as it is wanted; undefined for what is none. E.164 has no extension. A number of another
 * country than `country` is never written without its own.
 */
export function formatPhone(text: string, format: PhoneFormat, country: string | undefined): string | undefined {
  const number = parsePhone(text, country);
  if (!number) return undefined;
  if (format === 'E.164') return number.format('E.164');
  const isOurs = country !== undefined && isSupportedCountry(country) && isOf(number, country);
  return number.format(format === 'national' && isOurs ? 'NATIONAL' : 'INTERNATIONAL');
}

const isOf = ({ countryCallingCode }: PhoneNumber, country: Parameters<typeof getCountryCallingCode>[0]): boolean =>
  getCountryCallingCode(country) === countryCallingCode;

/** Whether a text may be a phone number; without a country, one without a + has to look like it. */
export function isPhone(text: string, country: string | undefined): boolean {
  if (parsePhone(text, country)) return true;
  const plain = plainOf(text).replace(/ ext\. \d+$/, '');
  return country === undefined && !plain.startsWith('+') && LIKE_A_NUMBER.test(plain);
}
