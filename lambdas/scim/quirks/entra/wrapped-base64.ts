import type { Quirk } from '../quirk.ts';

export const wrappedBase64: Quirk = {
  name: 'wrapped-base64',
  arrives: '{"x509Certificates":[{"value":"MIIDQzCC…\\n…"}]}',
  rfc: 'RFC 7643 §2.3.6: binary values are base64 without line breaks (RFC 4648 §3.1).',
  tolerance: 'White space within base64 is not an error; the value is kept as sent.',
  clients: [],
};
