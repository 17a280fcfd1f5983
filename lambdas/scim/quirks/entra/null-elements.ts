import type { Quirk } from '../quirk.ts';

export const nullElements: Quirk = {
  name: 'null-elements',
  arrives: '{"op":"Add","path":"emails","value":[null]}',
  rfc: 'RFC 7643 §2.5: null says that an attribute is unassigned; it is not a value of a list.',
  tolerance: 'null within a list is left out.',
  clients: ['entra'],
};
