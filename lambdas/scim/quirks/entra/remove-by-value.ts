import type { Quirk } from '../quirk.ts';

export const removeByValue: Quirk = {
  name: 'remove-by-value',
  arrives: '{"op":"Remove","path":"members","value":[{"value":"<id>"}]}',
  rfc: 'RFC 7644 §3.5.2.2: remove has no value; without a filter it removes all values of the attribute.',
  tolerance:
    'Only the listed values are removed; those of its parts that are sent say which one is meant, in any case where case does not count. With a filter in the path, or for a single value, the value of a Remove is ignored.',
  clients: ['entra', 'jumpcloud'],
};
