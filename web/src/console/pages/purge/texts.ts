import type { Due } from '../../api/types.ts';

export const PURGE = {
  title: 'Who will be erased',
  description:
    'Whom the purge, which runs every hour, erases up to a day if nothing changes until then. Who is on legal hold is not among them.',
  until: 'Up to',
  empty: 'Nobody will be erased by then.',
  list: 'In the order in which they left, the deleted ones first',
  more: 'Show more',
  held: 'Held back: too many were lost at once',
};

export const REASONS: Readonly<Record<Due['reason'], string>> = {
  deleted: 'Deleted by a client',
  deactivated: 'Disabled, and the retention has passed by then',
};
