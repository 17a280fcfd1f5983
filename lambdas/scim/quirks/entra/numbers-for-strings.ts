import type { Quirk } from '../quirk.ts';

export const numbersForStrings: Quirk = {
  name: 'numbers-for-strings',
  arrives: '{"externalId":4711}',
  rfc: 'RFC 7643 §2.3.1: a string is a JSON string.',
  tolerance:
    'A number is the text that it is written as, where no digit can be lost: whole numbers up to 2^53, and decimals without an exponent.',
  clients: [],
};
