import type { Cycle } from '../../api/types.ts';
import { formatDay, formatHour } from '../../parts/when.tsx';

/** The stretches that the chart can show, and how long one of its columns is. */
export const SPANS = [
  { days: 1, text: '1 day', column: 3_600_000 },
  { days: 7, text: '7 days', column: 6 * 3_600_000 },
  { days: 30, text: '30 days', column: 24 * 3_600_000 },
] as const;

export type Span = (typeof SPANS)[number];

/** A column of the chart: what all cycles that began in it did. */
export interface Bucket {
  readonly label: string;
  readonly cycles: number;
  readonly created: number;
  readonly changed: number;
  readonly refused: number;
  /** Requests that changed nothing: Entra looked, and all was as it should be. */
  readonly looked: number;
}

const DAY = 86_400_000;
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** Columns without a gap from `upTo` back, in local time; one in which no cycle began is zero. */
export function bucketsOf(cycles: readonly Cycle[], { days, column }: Span, upTo: number): readonly Bucket[] {
  const end = startOfColumn(upTo, column) + column;
  const begin = end - days * DAY;
  const columns = Array.from({ length: Math.round((end - begin) / column) }, (_, index) => begin + index * column);
  return columns.map((start) => {
    const inside = cycles.filter((cycle) => {
      const at = Date.parse(cycle.start);
      return at >= start && at < start + column;
    });
    const sum = (what: (cycle: Cycle) => number): number => inside.reduce((total, cycle) => total + what(cycle), 0);
    const [created, changed, refused] = [
      sum((each) => each.created),
      sum((each) => each.changed),
      sum((each) => each.refused),
    ];
    return {
      label: labelOf(start, column, days),
      cycles: inside.length,
      created,
      changed,
      refused,
      looked: Math.max(0, sum((each) => each.requests) - created - changed - refused),
    };
  });
}

/** Columns begin at whole hours or days of the reader's clock. */
function startOfColumn(time: number, column: number): number {
  const offset = new Date(time).getTimezoneOffset() * 60_000;
  return Math.floor((time - offset) / column) * column + offset;
}

function labelOf(start: number, column: number, days: number): string {
  if (column >= DAY) return formatDay(start);
  return days === 1 ? formatHour(start) : `${shortDay.format(start)} ${formatHour(start)}`;
}
