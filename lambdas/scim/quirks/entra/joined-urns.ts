import type { Quirk } from '../quirk.ts';

export const joinedUrns: Quirk = {
  name: 'joined-urns',
  arrives: '{"op":"Replace","path":"urn:…:enterprise:2.0:User.manager.value"}, "urn:…:core:2.0:User:name:givenName"',
  rfc: 'RFC 7644 §3.10: a colon joins a URN and an attribute, a dot an attribute and its sub-attribute.',
  tolerance: 'Dots and colons may stand for each other behind the URN of a schema.',
  clients: ['entra'],
};
