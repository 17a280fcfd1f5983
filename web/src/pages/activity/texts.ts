import type { ActivityRow } from '../../api/types.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** What can be chosen, by the parameter of the API that it goes into; the first is everything. */
export const CHOICES: Readonly<Record<'type' | 'kind' | 'result', readonly [Choice, ...Choice[]]>> = {
  type: [
    { value: '', text: 'People and groups' },
    { value: 'User', text: 'People' },
    { value: 'Group', text: 'Groups' },
  ],
  kind: [
    { value: '', text: 'Whatever happened' },
    { value: 'create', text: 'Created' },
    { value: 'update', text: 'Changed' },
    { value: 'delete', text: 'Deleted' },
    { value: 'search', text: 'Looked for' },
  ],
  result: [
    { value: '', text: 'Done and refused' },
    { value: 'done', text: 'Done' },
    { value: 'refused', text: 'Refused' },
  ],
};

export const LABELS = { type: 'About', kind: 'What', result: 'Result' } as const;

const TYPES: Readonly<Record<string, string>> = { User: 'Person', Group: 'Group' };
export const typeName = ({ type }: Pick<ActivityRow, 'type'>): string => TYPES[type ?? ''] ?? type ?? '';

export const PERSON_HINT = 'An account name, an e-mail address, an external id or an id, as it is.';

export const WITHOUT_PEOPLE = 'Your link does not show people: what happened is here, and not to whom.';

export const NOTHING = 'Nothing like that happened in the last 30 days.';
export const FURTHER = 'Nothing yet; look further back.';
