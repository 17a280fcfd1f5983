import type { Quirk } from '../quirk.ts';

export const bareReferences: Quirk = {
  name: 'bare-references',
  arrives: '{"op":"Add","path":"urn:…:User:manager","value":"<id>"}, or [{"value":"<id>"}], or "" to clear',
  rfc: 'RFC 7643 §4.3: manager is a complex attribute, {"value":"<id>"}.',
  tolerance:
    'For a complex attribute with a sub-attribute "value", a string is that value, an array of one object is the object, and an empty value is none.',
  clients: ['entra'],
};
