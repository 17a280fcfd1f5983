import { count } from '../../../parts/when.tsx';
import type { Answer, Replay } from '../../api/types.ts';

export const EVENTS = {
  title: 'Events',
  description:
    'What changed in the last 36 days, the newest first, as consumers are told it: who and what, and no values.',
  list: 'What changed',
  grows: 'New ones come by themselves, some seconds after they happened.',
  empty: 'Nothing like that changed in the last 36 days.',
  further: 'Nothing yet; look further back.',
  older: 'Show older',
  failed: 'The older ones did not come. Try again.',
  stands: 'How things stand',
  untold: 'What could not be told',
  kind: 'What',
  type: 'About',
  again: 'Tell consumers again',
  replay:
    'Every user and group is told as it stands now, marked as replayed, so that a consumer can make up what it missed. The whole directory is read for it.',
  since: 'Only what was changed since',
  sinceHint: 'Without it all are told.',
  redrive:
    'What consumers could not be told for hours is in a queue, and names records of the stream. They are told now, as far as the stream still has them: for 24 hours.',
};

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** What can be chosen; the first is everything. */
export const CHOICES: Readonly<Record<'kind' | 'type', readonly [Choice, ...Choice[]]>> = {
  kind: [
    { value: '', text: 'Whatever happened' },
    { value: 'create', text: 'Created' },
    { value: 'update', text: 'Changed' },
    { value: 'delete', text: 'Deleted' },
  ],
  type: [
    { value: '', text: 'Everything' },
    { value: 'User', text: 'People' },
    { value: 'Group', text: 'Groups' },
  ],
};

export const replayText = (progress: Replay | null): string =>
  progress === null
    ? 'It begins'
    : `${count(progress.seen, 'resource', 'resources')} looked at, ${count(progress.sent, 'event', 'events')} sent`;

export const replayedText = ({ sent }: Replay): string => `${count(sent, 'event was', 'events were')} sent again.`;

/** What a redrive did, and what helps with what is left. */
export function redrivenText({ told, failed, gone }: Answer<'events redrive'>): string {
  const since = gone.toSorted()[0];
  return [
    `${count(told, 'batch of changes was', 'batches of changes were')} told.`,
    ...(failed > 0 ? [`${count(failed, 'one', 'of them')} failed again: see the log of the changes function.`] : []),
    ...(since === undefined
      ? []
      : [`The stream has ${count(gone.length, 'one', 'of them')} no longer: replay what was changed since ${since}.`]),
  ].join(' ');
}
