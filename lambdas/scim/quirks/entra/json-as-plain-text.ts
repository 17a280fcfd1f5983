import type { Quirk } from '../quirk.ts';

export const jsonAsPlainText: Quirk = {
  name: 'json-as-plain-text',
  arrives: '{"userName":"…"} with Content-Type: text/plain, or with none',
  rfc: 'RFC 7644 §3.1: a body is sent as application/scim+json, or application/json.',
  tolerance: 'The body is read as JSON; one that is not JSON is 400 "invalidSyntax".',
  clients: ['aws'],
};
