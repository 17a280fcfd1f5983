import type { Quirk } from '../quirk.ts';

export const emptyOperations: Quirk = {
  name: 'empty-operations',
  arrives: '{"schemas":["…:PatchOp"],"Operations":[]}',
  rfc: 'RFC 7644 §3.5.2: Operations holds one or more operations.',
  tolerance: 'An empty list changes nothing and succeeds.',
  clients: ['entra'],
};
