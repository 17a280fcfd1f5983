import type { Quirk } from '../quirk.ts';

export const emptyFilter: Quirk = {
  name: 'empty-filter',
  arrives: 'GET /Users?filter=, and {"filter":""} in a POST to .search',
  rfc: 'RFC 7644 §3.4.2.2: a filter has at least one expression; an empty one is 400 "invalidFilter".',
  tolerance: 'An empty filter is none: all resources match.',
  clients: [],
};
