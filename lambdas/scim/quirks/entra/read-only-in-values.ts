import type { Quirk } from '../quirk.ts';

export const readOnlyInValues: Quirk = {
  name: 'read-only-in-values',
  arrives: '{"op":"replace","value":{"id":"…","meta":{…},"title":"x"}}',
  rfc: 'RFC 7644 §3.5.2: an operation on a readOnly attribute is refused with mutability.',
  tolerance:
    'Read-only attributes within the value of an operation without a path are ignored, as in POST and PUT, and so are read-only sub-attributes, such as manager.displayName, wherever they are named; a path to a read-only attribute is still refused.',
  clients: ['aws'],
};
