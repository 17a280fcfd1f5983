import type { Person } from '../../api/types.ts';

export const STATES: Readonly<
  Record<Person['state'], { readonly type: 'success' | 'stopped' | 'warning'; readonly word: string }>
> = {
  active: { type: 'success', word: 'Active' },
  deactivated: { type: 'stopped', word: 'Disabled' },
  leaving: { type: 'warning', word: 'Leaving' },
};

/** One character is enough where a name may have no more: Chinese, Japanese, Korean. */
export const ENOUGH = /..|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

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
  '**Never arrived.** The person is not assigned to the application, or only by a group inside of a group. Look at **Users and groups** in the portal.',
  '**Refused.** Entra brought the person, and something was wrong. The page **Activity** says what, of the last 30 days.',
  '**Erased.** The person left, and the time for which the data is kept has passed.',
];

export const MAY_MEAN = 'It can mean:';
