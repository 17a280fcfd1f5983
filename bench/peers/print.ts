import type { Grown, Growing } from './grow.ts';
import type { Taken } from './play.ts';
import { median } from '../median.ts';
import type { Probe, Verdict } from './probes/probe.ts';

/** A table as text: the first column to the left, the others to the right; columns of words behind them to the left, too. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[], words = 0): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isWords = (column: number): boolean => column === 0 || column >= head.length - words;
  const cell = (text: string, column: number): string =>
    isWords(column) ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(cell).join('  ').trimEnd()).join('\n');
}

/** µs as ms, with as many digits as mean something. */
const asMs = (microseconds: number): string => {
  const ms = microseconds / 1_000;
  return Number.isNaN(ms) ? '-' : ms.toFixed(ms < 100 ? 2 : 0);
};

/** What each contender took for each step, in each round. */
export type Rounds = ReadonlyMap<string, readonly ReadonlyMap<string, Taken>[]>;

const sumOf = (round: ReadonlyMap<string, Taken>, what: 'cpu' | 'wall'): number =>
  [...round.values()].reduce((sum, taken) => sum + taken[what], 0) / round.size;

/** CPU of a request by step, the mean of a life, its ratio to the first contender, and how long an answer takes. */
export function printRounds(rounds: Rounds, concurrency: number): string {
  const names = [...rounds.keys()];
  const of = (name: string) => rounds.get(name) ?? [];
  const steps = [...(of(names[0] ?? '')[0]?.keys() ?? [])];
  const cell = (name: string, step: string): string => {
    const taken = of(name).flatMap((round) => round.get(step) ?? []);
    return asMs(median(taken.map(({ cpu }) => cpu))) + (taken.some(({ refused }) => refused > 0) ? ' !' : '');
  };
  const mean = (name: string, what: 'cpu' | 'wall'): number => median(of(name).map((round) => sumOf(round, what)));
  const first = mean(names[0] ?? '', 'cpu');
  return tableOf(
    [`CPU of a request, ms, ${concurrency} at a time`, ...names],
    [
      ...steps.map((step) => [step, ...names.map((name) => cell(name, step))]),
      ['mean of a life', ...names.map((name) => asMs(mean(name, 'cpu')))],
      [`${names[0]} is so many times it`, ...names.map((name) => (first / mean(name, 'cpu')).toFixed(2))],
      ['wall time of a request, ms', ...names.map((name) => asMs(mean(name, 'wall')))],
    ],
  );
}

/** How often each contender calls DynamoDB for a step. */
export function printCalls(calls: ReadonlyMap<string, ReadonlyMap<string, number>>): string {
  const names = [...calls.keys()];
  const steps = [...new Set(names.flatMap((name) => [...(calls.get(name)?.keys() ?? [])]))];
  return tableOf(
    ['calls to DynamoDB', ...names],
    steps.map((step) => [step, ...names.map((name) => String(calls.get(name)?.get(step) ?? '-'))]),
  );
}

type Sizes = ReadonlyMap<number, ReadonlyMap<Growing, Grown>>;

/** What a request takes in a small and in a large directory, and how many times as much that is. */
export function printGrowth(found: ReadonlyMap<string, Sizes>, asked: readonly Growing[]): string {
  const all = [...found];
  const sizes = [...(all[0]?.[1].keys() ?? [])];
  const cell = (grown: Grown | undefined): string =>
    grown?.wrong === undefined ? asMs(grown?.cpu ?? NaN) : `no ${grown.wrong}`;
  const rows = asked.flatMap((what) =>
    all.map(([name, bySize]) => {
      const cells = sizes.map((size) => bySize.get(size)?.get(what));
      const [small, large] = [cells[0], cells.at(-1)];
      const times = (large?.cpu ?? NaN) / (small?.cpu ?? NaN);
      return [
        `${what}: ${name}`,
        ...cells.map(cell),
        Number.isNaN(times) ? '-' : times.toFixed(1),
        asMs(large?.wall ?? NaN),
      ];
    }),
  );
  const largest = sizes.at(-1) ?? 0;
  return tableOf(['CPU of a request, ms, by users', ...sizes.map(String), 'times', `wall at ${largest}`], rows);
}

/** What each contender was found to do: `-` where it does not show what would have to be looked at. */
export type Found = ReadonlyMap<Probe, ReadonlyMap<string, Verdict>>;

const WORDS = { yes: 'yes', no: 'no', unseen: '-' };

/** The table of the probes of one subject; what is the host's own doing stands in parentheses. */
export function printProbes(subject: string, found: Found, hosted: ReadonlySet<string>): string {
  const all = [...found];
  const names = [...(all[0]?.[1].keys() ?? [])];
  const cell = ({ ofStore }: Probe, name: string, verdict: Verdict | undefined): string => {
    if (!verdict) return '';
    const text = `${WORDS[verdict.is]} ${verdict.status || 'no answer'}`;
    return ofStore && hosted.has(name) ? `(${text})` : text;
  };
  return tableOf(
    [subject, ...names, 'expected by'],
    all.map(([probe, verdicts]) => [
      probe.what,
      ...names.map((name) => cell(probe, name, verdicts.get(name))),
      probe.by,
    ]),
    1,
  );
}
