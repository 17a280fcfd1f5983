import type { Quirk } from '../quirk.ts';

export const stringNumbers: Quirk = {
  name: 'string-numbers',
  arrives: '{"op":"Add","path":"urn:…:User:level","value":"25"}',
  rfc: 'RFC 7643 §2.3.3, §2.3.4: a number is a JSON number.',
  tolerance: 'A string that spells a JSON number becomes one, for integer and decimal attributes only.',
  clients: ['entra'],
};
