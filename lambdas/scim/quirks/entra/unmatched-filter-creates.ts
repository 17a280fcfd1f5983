import type { Quirk } from '../quirk.ts';

export const unmatchedFilterCreates: Quirk = {
  name: 'unmatched-filter-creates',
  arrives: '{"op":"Add","path":"phoneNumbers[type eq \\"work\\"].value","value":"1"} on a user without phones',
  rfc: 'RFC 7644 §3.12: a path whose filter matches nothing is noTarget.',
  tolerance: 'Add and Replace create the value that the filter describes, from equalities joined by and.',
  clients: ['entra'],
};
