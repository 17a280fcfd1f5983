import type { Quirk } from '../quirk.ts';

export const capitalizedParameters: Quirk = {
  name: 'capitalized-parameters',
  arrives: 'GET /Users?Filter=userName eq "x"&StartIndex=1, and {"Filter":"…"} in a POST to .search',
  rfc: 'RFC 7644 §3.4.2 names "filter", "startIndex" and the others so, and queries of URLs have a case (RFC 3986 §6.2.2.1).',
  tolerance:
    'The names of the parameters are read without regard to case. The exact one counts where there are several.',
  clients: [],
};
