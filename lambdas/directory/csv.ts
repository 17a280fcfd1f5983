/** A cell that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A phone number begins with + and is none: nothing in it can be called or computed. */
const PHONE = /^\+[\d ()./-]+$/;

/**
 * Rows as CSV (RFC 4180): the first holds the names; lines end in CRLF. What a spreadsheet would
 * run as a formula gets an apostrophe in front, which spreadsheets show as text.
 */
export function toCsv(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | null): string {
  if (value === null) return '';
  const safe = FORMULA.test(value) && !PHONE.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
