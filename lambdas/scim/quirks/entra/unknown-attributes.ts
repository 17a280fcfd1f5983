import type { Quirk } from '../quirk.ts';

export const unknownAttributes: Quirk = {
  name: 'unknown-attributes',
  arrives: '{"userName":"ada@example.com","shoeSize":"38"}',
  rfc: 'RFC 7644 §3.1: a body must conform to the schema (400 invalidSyntax); §3.5.2: a path to an unknown attribute is invalidPath.',
  tolerance:
    'Attributes, sub-attributes, extensions and schema URNs that nobody declared are left out, in POST, PUT and PATCH; the answer does not show them. The log line, the doctor and "scim mapping" tell their names.',
  clients: ['entra'],
};
