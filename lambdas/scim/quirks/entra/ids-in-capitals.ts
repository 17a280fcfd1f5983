import type { Quirk } from '../quirk.ts';

export const idsInCapitals: Quirk = {
  name: 'ids-in-capitals',
  arrives: '{"op":"Remove","path":"members[value eq \\"2819C223-7F76-453A-919D-413861904646\\"]"}',
  rfc: 'RFC 7643 §3.1: an id is compared exactly.',
  tolerance:
    'The id of a member in capitals is the one in small letters: the ids of this service are UUIDs in small letters.',
  clients: [],
};
