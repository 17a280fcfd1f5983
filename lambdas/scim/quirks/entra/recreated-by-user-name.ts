import type { Quirk } from '../quirk.ts';

export const recreatedByUserName: Quirk = {
  name: 'recreated-by-user-name',
  arrives:
    'POST /Users with the "userName" of a user that was deleted and is still kept, and an "externalId" on one side at most',
  rfc: 'RFC 7644 §3.6: what was deleted is gone, so that a POST makes another resource.',
  tolerance:
    'It is the same person: the user comes back under its old id. With the same "externalId" that is so in both profiles.',
  clients: ['entra'],
};
