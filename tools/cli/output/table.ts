import stringWidth from 'string-width';
import { coloured, painted } from './colour.ts';
import { formatFacts } from './facts.ts';
import { cut, padded, widthOf } from './width.ts';

/**
 * What a row has under `name` stands below `title`, or below the words of the name: `nextCycleDue` is "Next cycle
 * due". It is cut where there is no room, if it says so, and whole otherwise: ids are copied.
 */
type Column<Name extends string> = Name | Titled<Name>;
type Titled<Name extends string> = readonly [name: Name, title: string, fit?: 'cut'];

type Cell = string | readonly string[] | undefined;

const GAP = 2;
/** A column that is cut keeps so many characters. */
const LEAST = 12;
/** Columns whose words have colours. */
const STATES: ReadonlySet<string> = new Set(['state', 'status', 'result']);

/**
 * Lays rows out under the titles of their columns, for people, as wide as the terminal at most; a list is joined by
 * commas, a missing value is "-". Where not even cut columns have room, each row becomes lines of names and values.
 */
export function formatTable<Name extends string>(
  wanted: readonly Column<Name>[],
  rows: readonly Partial<Record<Name, Cell>>[],
  width = widthOf(),
): string {
  const columns = wanted.map(titled);
  const titles = columns.map(([, title]) => title);
  const cells = rows.map((row) => columns.map(([name]) => toCell(row[name])));
  const widest = titles.map((title, at) =>
    cells.reduce((most, line) => Math.max(most, stringWidth(line[at] ?? '')), stringWidth(title)),
  );
  const least = columns.map(([, title, fit], at) => (fit ? Math.max(LEAST, title.length) : (widest[at] ?? 0)));
  const widths = fitted(widest, least, width);
  if (!widths) return rows.map((row) => asFacts(columns, row, width)).join('\n\n');
  const lineOf = (line: readonly string[], paint: (text: string, at: number) => string): string =>
    line
      .map((cell, at) =>
        at < line.length - 1 ? padded(cut(cell, widths[at] ?? 0), widths[at] ?? 0) : cut(cell, widths[at] ?? 0),
      )
      .map(paint)
      .join(' '.repeat(GAP))
      .trimEnd();
  return [
    lineOf(titles, (text) => painted('bold', text)),
    ...cells.map((line) => lineOf(line, (text, at) => (STATES.has(columns[at]?.[0] ?? '') ? coloured(text) : text))),
  ].join('\n');
}

/** The widths of columns that have room together; the widest gives first. Undefined where there is none for the least. */
function fitted(widest: readonly number[], least: readonly number[], room: number): number[] | undefined {
  const widths = [...widest];
  const total = (): number => widths.reduce((sum, each) => sum + each, GAP * (widths.length - 1));
  while (total() > room) {
    const [, at] = widths.reduce<[number, number]>(
      (found, each, index) => (each > (least[index] ?? 0) && each > found[0] ? [each, index] : found),
      [0, -1],
    );
    if (at < 0) return undefined;
    widths[at] = (widths[at] ?? 0) - 1;
  }
  return widths;
}

function titled<Name extends string>(column: Column<Name>): Titled<Name> {
  if (typeof column !== 'string') return column;
  const words = column.replaceAll(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return [column, words.charAt(0).toUpperCase() + words.slice(1)];
}

function asFacts<Name extends string>(
  columns: readonly Titled<Name>[],
  row: Partial<Record<Name, Cell>>,
  width: number,
): string {
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
