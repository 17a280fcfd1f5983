import { count, formatNumber } from '../../../parts/when.tsx';
import type { Undone } from '../../api/types.ts';

export const UNDO = {
  title: 'Undo a credential',
  description:
    'What one credential did since a time, and taking it back: for a token that was stolen. Revoke it first; it may be done again, and what is done already is passed over.',
  credential: 'The credential',
  since: 'Since',
  sinceHint: 'Shortly before the first damage.',
  look: 'Look',
  touched: 'What it changed',
  touchedHint: 'Each once, with all that was done to it. What is not chosen stays as it is.',
  nothing: 'It changed nothing since then.',
  all: 'Choose all',
  none: 'Choose none',
  created: 'Also delete the people whom it created; they can be restored',
  preview: 'Preview',
  previewed: 'What would become of them',
  previewHint: 'Nothing is changed by looking. Of a group those members are counted who are here now.',
  became: 'What became of them',
  back: 'Take back',
  how: 'Each is as it was before this credential changed it, but for what others have changed since. People come first, then groups with their members. Consumers get an event of each.',
  number: 'the number of those that are chosen',
};

/** Who changes things because of something else, or for an operator: no credential. */
export const OURSELVES: ReadonlySet<string> = new Set(['operator', 'purge', 'recovery']);

type Shown = Readonly<
  Record<
    Undone['result'],
    { readonly type: 'success' | 'info' | 'warning' | 'error' | 'stopped'; readonly is: string; readonly would: string }
  >
>;

export const RESULTS: Shown = {
  restored: { type: 'success', is: 'As before', would: 'Will be as before' },
  same: { type: 'stopped', is: 'Was so already', would: 'Is so already' },
  created: { type: 'info', is: 'Created by it, and left', would: 'Created by it, and left' },
  deleted: { type: 'warning', is: 'Created by it, and deleted', would: 'Created by it, and will be deleted' },
  failed: { type: 'error', is: 'Not taken back', would: 'Cannot be taken back' },
};

export const foundText = (found: number): string => `${count(found, 'resource', 'resources')} found so far`;

export const farText = (done: number, of: number): string => `${formatNumber(done)} of ${formatNumber(of)}`;

/** "12 as before, 1 not taken back". */
export const summaryText = (undone: readonly Undone[], which: 'is' | 'would'): string =>
  (['restored', 'same', 'created', 'deleted', 'failed'] as const)
    .flatMap((result) => {
      const number = undone.filter((each) => each.result === result).length;
      return number === 0 ? [] : [`${formatNumber(number)}: ${RESULTS[result][which]}`];
    })
    .join('; ');
