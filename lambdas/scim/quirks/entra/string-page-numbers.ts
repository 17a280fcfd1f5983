import type { Quirk } from '../quirk.ts';

export const stringPageNumbers: Quirk = {
  name: 'string-page-numbers',
  arrives: '{"schemas":["…:SearchRequest"],"startIndex":"1","count":"5"} in a POST to .search',
  rfc: 'RFC 7644 §3.4.3: "startIndex" and "count" are integers.',
  tolerance: 'A string is read as it would be in a URL, where it is text too.',
  clients: [],
};
