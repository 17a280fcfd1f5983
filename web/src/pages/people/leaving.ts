import type { Person } from '../../api/types.ts';
import { count, daysUntil, formatDay } from '../../parts/when.tsx';

/** "Disabled on 3 May. Will be removed on 2 June (12 days left)."; null for who is not leaving. */
export function leavingText({ state, softDeletedAt, purgeAfter }: Person, now: number): string | null {
  if (softDeletedAt === null) return null;
  const since = `${state === 'leaving' ? 'Deleted' : 'Disabled'} on ${formatDay(softDeletedAt)}.`;
  if (purgeAfter === null) return `${since} Kept until Entra deletes the person.`;
  return `${since} Will be removed on ${formatDay(purgeAfter)} (${daysLeft(purgeAfter, now)}).`;
}

/** By the clock of the server, in milliseconds. */
export const daysLeft = (purgeAfter: string, now: number): string => {
  const days = daysUntil(purgeAfter, now);
  return days === 0 ? 'any time now' : `${count(days, 'day', 'days')} left`;
};
