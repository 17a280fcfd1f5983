import type { Quirk } from '../quirk.ts';

export const stringBooleans: Quirk = {
  name: 'string-booleans',
  arrives: '{"op":"Replace","path":"active","value":"False"}',
  rfc: 'RFC 7643 §2.3.2: a boolean is true or false, without quotes.',
  tolerance:
    'The strings "true" and "false" in any case become booleans, for boolean attributes only, in bodies and in filters.',
  clients: ['entra', 'google'],
};
