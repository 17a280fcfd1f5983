import { cut, widthOf } from '../cli/output/width.ts';
import type { Row, Size } from './month.ts';
import { costOf, PRICES, PRICES_OF, REGIONS, sumOf, type Region, type Use } from './prices.ts';

type Line = readonly (string | number | undefined)[];

const inAll = (rows: readonly Row[]): Use => sumOf(rows.map(({ use }) => use));
const count = (amount = 0): string => Math.round(amount).toLocaleString('en-US');
/** Also of what is a part of one. */
const billed = (amount: number): string => (amount < 1 ? amount.toFixed(2) : count(amount));
const usd = (use: Use, region: Region): string => costOf(use, region).toFixed(4);
const inEach = (use: Use): string[] => REGIONS.map((region) => usd(use, region));

/** Lays lines out: the first cell to the left, cut where there is no room for it, all others to the right. */
function laidOut(lines: readonly Line[]): string[] {
  const cells = lines.map((line) => line.map((cell) => String(cell ?? '')));
  const [named = 0, ...widths] = (cells[0] ?? []).map((_, at) =>
    Math.max(...cells.map((line) => line[at]?.length ?? 0)),
  );
  const others = widths.reduce((sum, each) => sum + each + 2, 0);
  const first = Math.max(10, Math.min(named, widthOf() - others));
  return cells.map((line) =>
    line
      .map((cell, at) => (at === 0 ? cut(cell, first).padEnd(first) : cell.padStart(widths[at - 1] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

const byWhatHappens = (rows: readonly Row[], first: Use): Line[] => {
  const line = (what: string, times: number | undefined, use: Use): Line => [
    what,
    times === undefined ? '' : count(times),
    count(use.wru),
    count(use.rru),
    count(use.apiRequests),
    ...inEach(use),
  ];
  return [
    ['what happens in a month', 'times', 'WRU', 'RRU', 'requests', ...REGIONS],
    ...rows.map(({ what, times, use }) => line(what, times, use)),
    line('all of it', undefined, inAll(rows)),
    ...(costOf(first, 'us-east-1') > 0 ? [line('the first cycle, once', undefined, first)] : []),
  ];
};

const byWhatIsBilled = (use: Use): Line[] => [
  ['what AWS bills', 'amount', ...REGIONS],
  ...Object.entries(PRICES).flatMap(([name, { unit }]): Line[] => {
    const amount = Object.entries(use).find(([key]) => key === name)?.[1] ?? 0;
    return amount > 0 ? [[unit, billed(amount), ...inEach({ [name]: amount })]] : [];
  }),
];

/** The month as a person reads it, in USD of each Region. */
export function costText({ users, groups, changesPerDay }: Size, rows: readonly Row[], first: Use): string {
  const who =
    users + groups === 0
      ? 'A tenant that nobody calls'
      : `${count(users)} users, ${count(groups)} groups, ${count(changesPerDay)} changes of users a day`;
  return [
    `${who}: USD a month,
at the list prices of ${PRICES_OF}, before any free tier`,
    '',
    ...laidOut(byWhatHappens(rows, first)),
    '',
    ...laidOut(byWhatIsBilled(inAll(rows))),
  ].join('\n');
}
