import type { Quirk } from '../quirk.ts';

export const severalPrimaries: Quirk = {
  name: 'several-primaries',
  arrives: '{"emails":[{"value":"a@example.com","primary":true},{"value":"b@example.com","primary":true}]}',
  rfc: 'RFC 7643 §2.4: "primary" is true for one value of an attribute at most.',
  tolerance: 'The last one is the primary one.',
  clients: ['ping'],
};
