import type { Quirk } from '../quirk.ts';

export const wrappedValues: Quirk = {
  name: 'wrapped-values',
  arrives:
    '{"op":"Add","path":"urn:…:codes","value":[{"value":"a"}]}, filter=urn:…:codes.value eq "a", urn:…:codes[value eq "a"]',
  rfc: 'RFC 7643 §2.4: the values of a multi-valued attribute that is not complex are its elements themselves.',
  tolerance:
    'An object with "value" is that value, an object without anything and "" are none, and "value" behind such an attribute, in a path or in a filter, is each of its values.',
  clients: ['entra'],
};
