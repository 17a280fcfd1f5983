import type { Quirk } from '../quirk.ts';

export const extensionAttributesWithoutUrn: Quirk = {
  name: 'extension-attributes-without-urn',
  arrives: '{"op":"Add","path":"manager", …}, filter=id eq "…" and manager eq "…", attributes=manager',
  rfc: 'RFC 7644 §3.10: an attribute of an extension is named with the URN of the extension.',
  tolerance: 'A bare name that the core schema lacks is looked for in the extensions.',
  clients: ['entra'],
};
