import type { Quirk } from '../quirk.ts';

export const schemaVariants: Quirk = {
  name: 'schema-variants',
  arrives: '"schemas":["…:User","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"]',
  rfc: 'RFC 7643 §3: "schemas" names exactly the schemas of the resource.',
  tolerance:
    'Unknown URNs in "schemas" are ignored, and the URN of the core schema may be missing. The list at /Schemas holds no schemas of discovery resources.',
  clients: ['entra', 'onelogin', 'sailpoint'],
};
