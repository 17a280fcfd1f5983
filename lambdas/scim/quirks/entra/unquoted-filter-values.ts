import type { Quirk } from '../quirk.ts';

export const unquotedFilterValues: Quirk = {
  name: 'unquoted-filter-values',
  arrives: 'filter=externalId eq jyoung',
  rfc: 'RFC 7644 §3.4.2.2: a comparison value is a JSON string, number, true, false or null.',
  tolerance: 'A word where a value is expected is a string.',
  clients: ['entra'],
};
