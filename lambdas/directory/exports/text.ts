import { toCsv } from '../csv.ts';
import type { ExportFormat } from '../paths.ts';
import type { Table } from '../tables.ts';
import type { Batch } from './batches.ts';

/** How an export is written. */
interface Writing<Listed> {
  /** What stands before all. */
  readonly begin: string;
  readonly lines: (listed: readonly Listed[]) => string;
  /** The last line, which alone tells that it is whole. */
  readonly end: (count: number, changes: string | undefined) => string;
}

/** What the first cell of the last row of a table says; all others are empty. */
const endOf = (count: number): string => `end of ${count} rows`;

/** The last line of JSON lines: nothing that is listed has `end`. `changes` as pages of users have it. */
interface End {
  readonly end: { readonly count: number; readonly changes?: string };
}

const csv = <Listed>({ columns, rowOf }: Table<Listed>): Writing<Listed> => ({
  begin: toCsv([columns]),
  lines: (listed) => toCsv(listed.map(rowOf)),
  end: (count) => toCsv([columns.map((_, at) => (at === 0 ? endOf(count) : null))]),
});

const JSON_LINES: Writing<unknown> = {
  begin: '',
  lines: (listed) => listed.map((each) => `${JSON.stringify(each)}\n`).join(''),
  end: (count, changes) =>
    `${JSON.stringify({ end: { count, ...(changes !== undefined && { changes }) } } satisfies End)}\n`,
};

/** What a text says of itself when it has ended: how many were listed. */
export interface Progress {
  rows: number;
}

/**
 * Everything that is listed, as text, a batch at a time; `progress` counts. The last line has the count: a
 * text without it broke off.
 */
export async function* exportText<Listed>(
  batches: AsyncIterable<Batch<Listed>>,
  { format, table, progress }: { format: ExportFormat; table: Table<Listed>; progress: Progress },
): AsyncGenerator<string, void> {
  const { begin, lines, end } = format === 'csv' ? csv(table) : JSON_LINES;
  let text = begin;
  let since: string | undefined;
  for await (const { listed, changes } of batches) {
    since = changes;
    text += lines(listed);
    progress.rows += listed.length;
    if (text !== '') yield text;
    text = '';
  }
  yield text + end(progress.rows, since);
}
