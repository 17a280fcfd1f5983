import type { Quirk } from '../quirk.ts';

export const numbersForStrings: Quirk = {
  name: 'numbers-for-strings',
  arrives: '{"externalId":4711}',
  rfc: 'RFC 7643 §2.3.1: a string is a JSON string.',
  tolerance:
    'A number is its decimal text, where no digit can be lost: whole numbers up to 2^53, and decimals of up to 15 digits without an exponent. It has no zeros at its end that JSON does not need: 1.0 is 1.',
  clients: [],
};
