import type { Quirk } from '../quirk.ts';

export const unassignedDefaults: Quirk = {
  name: 'unassigned-defaults',
  arrives: '{"op":"Remove","path":"active"}, {"op":"Replace","path":"active","value":null}',
  rfc: 'RFC 7644 §3.5.2.2: what cannot be removed is refused with mutability.',
  tolerance: 'An attribute that always has a value, such as "active", keeps the one it has.',
  clients: ['entra'],
};
