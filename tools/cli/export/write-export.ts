import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import writeXlsxFile from 'write-excel-file/node';
import { toCsv } from '../../../lambdas/directory/csv.ts';
import type { Exported } from '../../../lambdas/directory/paths.ts';
import { cellOf, groupTable, MEMBER_TABLE, userTable, type Row } from '../../../lambdas/directory/tables.ts';
import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';
import type { Line } from './read-export.ts';

/** In a file that is not there yet, for nobody else on this machine to read. */
const NEW = { flags: 'wx', flag: 'wx', mode: 0o600 };

type Lines = AsyncIterable<Line>;
type Write = (what: Exported, lines: Lines, file: string) => Promise<void>;

/** How a file is written. Each rejects with what the lines throw; then the file is worth nothing. */
export const WRITERS: Readonly<Record<'csv' | 'json' | 'xlsx', Write>> = {
  csv: (what, lines, file) => pipeline(csvOf(what, lines), createWriteStream(file, NEW)),
  json: (_what, lines, file) => pipeline(jsonOf(lines), createWriteStream(file, NEW)),
  xlsx: async (what, lines, file) => writeFile(file, await sheetOf(what, lines), NEW),
};

/** The columns of the table; the first line has all fields that users or groups of the tenant have. */
const columnsOf: Readonly<Record<Exported, (fields: readonly string[]) => readonly string[]>> = {
  users: (fields) => userTable(fields, { groups: false }).columns,
  groups: (fields) => groupTable(fields).columns,
  members: () => MEMBER_TABLE.columns,
};

const fieldsIn = (fields: unknown): Line => (isRecord(fields) ? fields : {});

/** A row for each line behind one with the names of the columns. No field is called like a column. */
async function* rowsOf(what: Exported, lines: Lines): AsyncGenerator<Row, void> {
  let columns: readonly string[] | undefined;
  for await (const { fields: given, ...own } of lines) {
    const fields = fieldsIn(given);
    if (columns === undefined) yield (columns = columnsOf[what](Object.keys(fields)));
    const cells: Line = { ...fields, ...own };
    yield columns.map((column) => cellOf(cells[column]));
  }
  if (columns === undefined) yield columnsOf[what]([]);
}

async function* csvOf(what: Exported, lines: Lines): AsyncGenerator<string, void> {
  for await (const row of rowsOf(what, lines)) yield toCsv([row]);
}

/** One array, a line for each of its elements. */
async function* jsonOf(lines: Lines): AsyncGenerator<string, void> {
  let before = '[\n';
  for await (const line of lines) {
    yield before + JSON.stringify(line);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** What a sheet, and a cell of it, may hold at most. */
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;

/** A sheet is made in memory, as a whole. */
async function sheetOf(what: Exported, lines: Lines): Promise<Buffer> {
  const rows: (string | null)[][] = [];
  for await (const row of rowsOf(what, lines)) {
    if (rows.length === MOST_ROWS) throw tooMuch(`more than ${MOST_ROWS} rows`);
    if (row.some((text) => (text ?? '').length > MOST_CHARACTERS))
      throw tooMuch(`a text of more than ${MOST_CHARACTERS} characters`);
    rows.push([...row]);
  }
  return writeXlsxFile(rows, { sheet: what, stickyRowsCount: 1 }).toBuffer();
}

const tooMuch = (what: string): PlainError =>
  new PlainError(`the ${what} of this directory fit into no sheet of a spreadsheet: take --format csv`);
