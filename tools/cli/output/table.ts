import stringWidth from 'string-width';
import { coloured, painted } from './colour.ts';
import { formatFacts } from './facts.ts';
import { cut, padded, widthOf } from './width.ts';

/**
 * What a row has under `name` stands below `title`, or below the words of the name: `nextCycleDue` is "Next cycle
 * due". Where there is no room it is cut or dropped, if it says so, and whole otherwise: ids are copied.
 */
type Column<Name extends string> = Name | Titled<Name>;
type Titled<Name extends string> = readonly [name: Name, title: string, fit?: 'cut' | 'drop'];

type Cell = string | readonly string[] | undefined;
type Row<Name extends string> = Partial<Record<Name, Cell>>;

const GAP = 2;
/** A column that is cut keeps so many characters. */
const LEAST = 10;
/** Columns whose words have colours. */
const STATES: ReadonlySet<string> = new Set(['state', 'status', 'result']);

/**
 * Lays rows out under the titles of their columns, for people, as wide as the terminal at most; a list is joined by
 * commas, a missing value is "-". What was dropped is told; where nothing helps, each row becomes lines of facts.
 */
export function formatTable<Name extends string>(
  columns: readonly Column<Name>[],
  rows: readonly Row<Name>[],
  width = widthOf(),
): string {
  const all = columns.map(titled);
  const dropped: string[] = [];
  for (let shown = all; ;) {
    const widths = widthsOf(shown, rows, width);
    if (widths) return [linesOf(shown, rows, widths), ...noteOf(dropped)].join('\n');
    const at = shown.findLastIndex(([, , fit]) => fit === 'drop');
    if (at < 0) return rows.map((row) => asFacts(all, row, width)).join('\n\n');
    dropped.unshift(shown[at]?.[1] ?? '');
    shown = shown.toSpliced(at, 1);
  }
}

function titled<Name extends string>(column: Column<Name>): Titled<Name> {
  if (typeof column !== 'string') return column;
  const words = column.replaceAll(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return [column, words.charAt(0).toUpperCase() + words.slice(1)];
}

const noteOf = (dropped: readonly string[]): string[] =>
  dropped.length === 0 ? [] : [`(no room for: ${dropped.join(', ')}; a wider terminal and --json have it)`];

/** How wide the columns are together in a line; the widest gives first. Undefined where there is no room for the least. */
function widthsOf<Name extends string>(
  columns: readonly Titled<Name>[],
  rows: readonly Row<Name>[],
  room: number,
): number[] | undefined {
  const widths = columns.map(([name, title]) =>
    rows.reduce((most, row) => Math.max(most, stringWidth(toCell(row[name]))), stringWidth(title)),
  );
  const least = columns.map(([, title, fit], at) => (fit === 'cut' ? Math.max(LEAST, title.length) : widths[at]));
  let over = widths.reduce((sum, each) => sum + each, GAP * (widths.length - 1)) - room;
  while (over > 0) {
    const [most, at] = widths.reduce<[number, number]>(
      (found, each, index) => (each > (least[index] ?? 0) && each > found[0] ? [each, index] : found),
      [0, -1],
    );
    if (at < 0) return undefined;
    widths[at] = most - 1;
    over -= 1;
  }
  return widths;
}

function linesOf<Name extends string>(
  columns: readonly Titled<Name>[],
  rows: readonly Row<Name>[],
  widths: readonly number[],
): string {
  const lineOf = (textOf: (column: Titled<Name>) => string, paint: (text: string, name: Name) => string): string =>
    columns
      .map((column, at) => {
        const text = cut(textOf(column), widths[at] ?? 0);
        return paint(at < columns.length - 1 ? padded(text, widths[at] ?? 0) : text, column[0]);
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  return [
    lineOf(
      ([, title]) => title,
      (text) => painted('bold', text),
    ),
    ...rows.map((row) =>
      lineOf(
        ([name]) => toCell(row[name]),
        (text, name) => (STATES.has(name) ? coloured(text) : text),
      ),
    ),
  ].join('\n');
}

function asFacts<Name extends string>(columns: readonly Titled<Name>[], row: Row<Name>, width: number): string {
  const names = Math.max(...columns.map(([, title]) => title.length)) + GAP;
  const facts = columns.flatMap(([name, title]) =>
    row[name] === undefined ? [] : [[title, toCell(row[name])] as const],
  );
  return formatFacts(facts, names, width).join('\n');
}

function toCell(value: Cell): string {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : value.join(', ');
}
