import { count, formatNumber } from '../../../parts/when.tsx';
import type { Hold, HoldReport, LifeState } from '../../api/types.ts';

export const HOLDS = {
  title: 'Holds',
  description:
    'When too many are disabled, deleted or overwritten at once, the purge leaves all of them alone until somebody decides.',
  empty: 'There is no hold: there was never too much lost at once.',
  back: 'Back to all holds',
  members: 'Who is in it',
  nobody: 'Nobody is in it any more.',
  chosen: 'Choose what to do',
  release: 'They were meant: nothing is brought back, and the purge erases them when their retention has passed.',
  restore:
    'They were a mistake: everybody is as before, active and in the same groups, whatever Entra does next. When Entra still takes them for gone, its next cycle disables them again: mend the assignment there first.',
  number: 'the number of those in it',
};

export const familyName = ({ family = 'users' }: Hold, number: number): string =>
  family === 'groups' ? count(number, 'group', 'groups') : count(number, 'person', 'people');

export const HOLD_STATES: Readonly<
  Record<Hold['state'], { readonly type: 'warning' | 'success' | 'info'; readonly word: string }>
> = {
  held: { type: 'warning', word: 'Waits for a decision' },
  released: { type: 'info', word: 'Released' },
  restored: { type: 'success', word: 'Restored' },
};

export const noticedText = ({ count: lost, of }: Hold): string =>
  `${formatNumber(lost)} of ${formatNumber(of)} were lost`;

export const LIFE_STATES: Readonly<
  Record<LifeState, { readonly type: 'success' | 'stopped' | 'warning' | 'error'; readonly word: string }>
> = {
  active: { type: 'success', word: 'Active' },
  deactivated: { type: 'stopped', word: 'Disabled' },
  deleted: { type: 'warning', word: 'Deleted, and kept' },
  erased: { type: 'error', word: 'Erased' },
};

export const restoredText = (restored: number, refused: number): string =>
  `${count(restored, 'one is', 'are')} back as before${refused > 0 ? `; ${formatNumber(refused)} could not be restored` : ''}.`;

export const releasedText = ({ hold, users }: HoldReport): string =>
  `The hold is released: ${familyName(hold, users)} will be erased when their retention has passed.`;
