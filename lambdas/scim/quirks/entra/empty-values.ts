import type { Quirk } from '../quirk.ts';

export const emptyValues: Quirk = {
  name: 'empty-values',
  arrives: '{"op":"Replace","path":"urn:…:level","value":""}',
  rfc: 'RFC 7643 §2.3: an empty string is neither a boolean, a number, a dateTime nor an object.',
  tolerance:
    'For a boolean, a number, a dateTime or a complex attribute "" is not a value: the attribute is unassigned. Where one always has a value, as "active" does, it is refused.',
  clients: ['entra'],
};
