import type { Quirk } from '../quirk.ts';

export const draftUrns: Quirk = {
  name: 'draft-urns',
  arrives: '{"urn:scim:schemas:extension:enterprise:1.0":{"department":"R&D"}}',
  rfc: 'RFC 7643 §4.3: the enterprise extension is urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.',
  tolerance:
    'The names that the extension had in SCIM 1.1 and in drafts of 2.0 (urn:scim:schemas:extension:enterprise:1.0 and 2.0, with and without ":User") are its name.',
  clients: ['onelogin'],
};
