import { count, formatNumber } from '../../../parts/when.tsx';
import type { Due, PurgeReport } from '../../api/types.ts';

export const PURGE = {
  title: 'Who will be erased',
  description:
    'Whom the purge, which runs every hour, erases up to a day if nothing changes until then. Who is on legal hold is not among them.',
  until: 'Up to',
  empty: 'Nobody will be erased by then.',
  list: 'In the order in which they left, the deleted ones first',
  more: 'Show more',
  now: 'Who is due now',
  nobody: 'Nobody is due now.',
  action: 'Erase now',
  number: 'the number of those who are due',
  erase:
    'All that is known of them is erased now, as the purge does it every hour. Nobody can bring them back. Who is held back is left alone.',
  held: 'Held back: too many were lost at once',
};

export const REASONS: Readonly<Record<Due['reason'], string>> = {
  deleted: 'Deleted by a client',
  deactivated: 'Disabled, and the retention has passed by then',
};

/** How many are due, and how many a hold keeps. */
export const dueText = (due: number, heldBack: number): string =>
  `${formatNumber(due)} would be erased${heldBack > 0 ? `; ${formatNumber(heldBack)} are held back, because too many were lost at once` : ''}.`;

/** What a purge did. */
export const purgedText = ({ purged, skipped, failed, remaining }: PurgeReport): string =>
  [
    `${count(purged, 'one is', 'are')} erased.`,
    ...(skipped > 0 ? [`${count(skipped, 'one was', 'were')} restored, held or erased meanwhile.`] : []),
    ...(failed > 0
      ? [`${count(failed, 'one', 'of them')} could not be erased: see the log of the purge function.`]
      : []),
    ...(remaining ? ['More are due: do it again.'] : []),
  ].join(' ');
