import type { Person, TimelineEntry } from '../../api/types.ts';

export const STATES: Readonly<
  Record<Person['state'], { readonly type: 'success' | 'stopped' | 'warning'; readonly word: string }>
> = {
  active: { type: 'success', word: 'Active' },
  deactivated: { type: 'stopped', word: 'Disabled' },
  leaving: { type: 'warning', word: 'Leaving' },
};

/** How one looks for people; `parameter` is that of the API. */
export const WAYS_TO_FIND = [
  {
    parameter: 'search',
    text: 'Begins with',
    hint: 'The beginning of an account name, an e-mail address, a family name or a display name; two characters or more.',
  },
  {
    parameter: 'externalId',
    text: 'External id is',
    hint: 'The whole objectId of Entra, if that is what is mapped onto externalId.',
  },
  { parameter: 'id', text: 'Id is', hint: 'The whole id that this service gave.' },
] as const;

export type WayToFind = (typeof WAYS_TO_FIND)[number]['parameter'];

export const NOBODY = [
  'Nobody like that is here. It can mean:',
  '**Never arrived.** The person is not assigned to the application, or only by a group inside of a group. Look at **Users and groups** in the portal.',
  '**Refused.** Entra brought the person, and something was wrong. **Is it flowing?** says what was refused, and **Provisioning logs** in the portal whom it was about.',
  '**Erased.** The person left, and the time for which the data is kept has passed.',
];

const EVENTS: Readonly<Record<string, string>> = {
  'user.created': 'Created',
  'user.updated': 'Changed',
  'user.deactivated': 'Disabled',
  'user.reactivated': 'Enabled again',
  'user.deleted': 'Deleted',
  'user.restored': 'Brought back',
  'user.erased': 'Erased',
};

export const eventName = ({ event }: TimelineEntry): string => EVENTS[event] ?? event;

const MAKERS: Readonly<Record<string, string>> = {
  operator: 'by the operator of the service',
  purge: 'because the time to keep it has passed',
  recovery: 'by a recovery',
};

/** Who made a change; nothing is said where Entra did. */
export const madeBy = ({ by }: TimelineEntry): string | null => (by === undefined ? null : (MAKERS[by] ?? null));
