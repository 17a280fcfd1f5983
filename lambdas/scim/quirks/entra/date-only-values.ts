import type { Quirk } from '../quirk.ts';

export const dateOnlyValues: Quirk = {
  name: 'date-only-values',
  arrives: '{"urn:…:since":"2027-01-31"}',
  rfc: 'RFC 7643 §2.3.5: a dateTime is an xsd:dateTime, with a time.',
  tolerance: 'A date alone is taken and kept as sent; filters compare it as its first moment in UTC.',
  clients: [],
};
