/** Dates and numbers are written as the reader's browser does. */
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const hour = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const number = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

export const formatDay = (time: string | number): string => day.format(new Date(time));
export const formatMoment = (time: string | number): string => moment.format(new Date(time));
export const formatHour = (time: string | number): string => hour.format(new Date(time));
export const formatNumber = (value: number): string => number.format(value);
export const formatPercent = (share: number): string => percent.format(share);

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g;

/** A text of the service, with its times as the reader writes them. */
export const withTimes = (text: string, write: (time: string) => string = formatMoment): string =>
  text.replaceAll(TIME, (time) => write(time));

/** "1 person", "12 people". */
export const count = (value: number, one: string, many: string): string =>
  `${formatNumber(value)} ${value === 1 ? one : many}`;
