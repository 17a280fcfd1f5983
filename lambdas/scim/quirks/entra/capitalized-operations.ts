import type { Quirk } from '../quirk.ts';

export const capitalizedOperations: Quirk = {
  name: 'capitalized-operations',
  arrives: '{"op":"Replace", …}',
  rfc: 'RFC 7644 §3.5.2: "op" is one of "add", "remove" or "replace", and JSON strings have a case.',
  tolerance: 'The names of operations are read without regard to case.',
  clients: ['entra'],
};
