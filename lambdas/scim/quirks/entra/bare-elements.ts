import type { Quirk } from '../quirk.ts';

export const bareElements: Quirk = {
  name: 'bare-elements',
  arrives: '{"op":"Remove","path":"emails[type eq \\"work\\"].value"}',
  rfc: 'RFC 7644 §3.5.2.2: the sub-attribute is removed, its siblings stay.',
  tolerance:
    'A value that is left with nothing but "type", "primary" and "display" is removed as a whole: it would say that there is an address where there is none.',
  clients: ['entra'],
};
