import type { Quirk } from '../quirk.ts';

export const singleForList: Quirk = {
  name: 'single-for-list',
  arrives: '{"emails":{"value":"ada@example.com","type":"work"}}, "roles":"admin"',
  rfc: 'RFC 7643 §2.4: a multi-valued attribute is a JSON array.',
  tolerance: 'A single value is a list of one, in POST, PUT and PATCH.',
  clients: [],
};
