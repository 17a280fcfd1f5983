import type { ReactNode } from 'react';
import { count, formatMoment } from './format.ts';
import { useNow } from './now.tsx';

export { count, formatDay, formatHour, formatNumber, formatPercent, withTimes } from './format.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How long ago, or how long until then, in whole minutes, hours or days. */
function distance(time: string, now: number): string {
  const milliseconds = Date.parse(time) - now;
  const minutes = Math.round(Math.abs(milliseconds) / MINUTE);
  if (minutes < 1) return milliseconds > 0 ? 'in a moment' : 'just now';
  const length =
    minutes < 90
      ? count(minutes, 'minute', 'minutes')
      : minutes < 48 * 60
        ? count(Math.round(minutes / 60), 'hour', 'hours')
        : count(Math.round(minutes / 60 / 24), 'day', 'days');
  return milliseconds > 0 ? `in ${length}` : `${length} ago`;
}

/** Whole days until a time; 0 where it has passed. */
export const daysUntil = (time: string, now: number): number => Math.max(0, Math.ceil((Date.parse(time) - now) / DAY));

/** A point in time, or what is said where there is none. */
export function When({ time, none = 'never' }: { readonly time: string | null; readonly none?: string }): ReactNode {
  const now = useNow();
  if (time === null) return <span className="none">{none}</span>;
  return (
    <time dateTime={time}>
      {formatMoment(time)} <span className="quiet together">({distance(time, now)})</span>
    </time>
  );
}
