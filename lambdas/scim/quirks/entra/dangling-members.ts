import type { Quirk } from '../quirk.ts';

export const danglingMembers: Quirk = {
  name: 'dangling-members',
  arrives: '{"op":"Add","path":"members","value":[{"value":"<an id that names nothing>"}]}',
  rfc: 'RFC 7643 §4.2: a member is the id of a resource of the service; RFC 7644 §3.12: other values are invalidValue.',
  tolerance:
    'The member is kept and returned as it was sent, so that one stale id does not stop all others of the request. The id of a user who was deleted is left out.',
  clients: ['sailpoint'],
};
