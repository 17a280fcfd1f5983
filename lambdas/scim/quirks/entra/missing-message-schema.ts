import type { Quirk } from '../quirk.ts';

export const missingMessageSchema: Quirk = {
  name: 'missing-message-schema',
  arrives: '{"Operations":[…]} or {"userName":"…"} without "schemas"; a message with "schemas":[] or another URN',
  rfc: 'RFC 7644 §3.5.2 and RFC 7643 §3: messages and resources carry "schemas".',
  tolerance:
    'A missing "schemas" is not an error: the route says what the body is. In a message (PATCH, Bulk, .search) an empty list and one of other URNs count as missing.',
  clients: ['okta'],
};
