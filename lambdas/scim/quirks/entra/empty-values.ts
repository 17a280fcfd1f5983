import type { Quirk } from '../quirk.ts';

export const emptyValues: Quirk = {
  name: 'empty-values',
  arrives: '{"op":"Replace","path":"urn:…:level","value":""}',
  rfc: 'RFC 7643 §2.3: an empty string is no boolean, no number, no dateTime and no object.',
  tolerance:
    'For a boolean, a number, a dateTime or a complex attribute "" is no value: the attribute is unassigned. Where one always has a value, as "active" does, it is refused.',
  clients: ['entra'],
};
