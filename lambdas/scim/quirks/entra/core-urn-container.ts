import type { Quirk } from '../quirk.ts';

export const coreUrnContainer: Quirk = {
  name: 'core-urn-container',
  arrives: '{"op":"Replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User":{"active":false}}}',
  rfc: 'RFC 7643 §3.3: only the attributes of an extension are put under a URN.',
  tolerance: 'What stands under the URN of the core schema, as a key or as the path of an operation, stands beside it.',
  clients: ['entra'],
};
