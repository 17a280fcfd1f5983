import type { ReactNode } from 'react';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Dates and numbers are written as the reader's browser does. */
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const hour = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const number = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

export const formatDay = (time: string | number): string => day.format(new Date(time));
const formatMoment = (time: string | number): string => moment.format(new Date(time));
export const formatHour = (time: string | number): string => hour.format(new Date(time));
export const formatNumber = (value: number): string => number.format(value);
export const formatPercent = (share: number): string => percent.format(share);

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g;

/** A text of the service, with its times as the reader writes them. */
export const withTimes = (text: string): string => text.replaceAll(TIME, formatMoment);

/** "1 person", "12 people". */
export const count = (value: number, one: string, many: string): string =>
  `${formatNumber(value)} ${value === 1 ? one : many}`;

/** How long ago, or how long until then, in whole minutes, hours or days. */
function distance(time: string, now: number = Date.now()): string {
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
export const daysUntil = (time: string, now: number = Date.now()): number =>
  Math.max(0, Math.ceil((Date.parse(time) - now) / DAY));

/** A point in time, or what is said where there is none. */
export function When({ time, none = 'never' }: { readonly time: string | null; readonly none?: string }): ReactNode {
  if (time === null) return <span className="none">{none}</span>;
  return (
    <time dateTime={time}>
      {formatMoment(time)} <span className="quiet together">({distance(time)})</span>
    </time>
  );
}
