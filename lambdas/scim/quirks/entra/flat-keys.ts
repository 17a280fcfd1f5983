import type { Quirk } from '../quirk.ts';

export const flatKeys: Quirk = {
  name: 'flat-keys',
  arrives: '{"op":"replace","value":{"name.givenName":"Ada","urn:…:User:department":"R&D"}}',
  rfc: 'RFC 7644 §3.5.2.1: the value of an operation without a path is a set of attributes, nested as in a resource.',
  tolerance:
    'A key that is a path (a dot, a URN with an attribute, brackets) is an operation of its own on that path; in the body of a POST or PUT it adds there.',
  clients: ['entra'],
};
