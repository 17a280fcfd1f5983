/**
 * What begins a formula: = + - @ and what looks or is typed like them, such as the full-width forms,
 * which a spreadsheet may take for the same.
 */
const FORMULA = /[=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﬩]/u;
/** Behind any of these a new cell can begin: the separators of all locales, and line breaks. */
const SEPARATOR = /[,;|\u2028\u2029]/u;
/** What spreadsheets leave out in front of a cell: blanks, quotes, what cannot be seen. */
const LEFT_OUT = /[\s"'\p{Cf}]/u;
const CONTROL = /\p{Cc}/u;
/**
 * A phone number that stays as it is: a blank or a bracket between two digits cannot be computed. One
 * that could, such as +49-30 or +1 1/2, or that becomes a number without its +, is not among them.
 */
const PHONE = /^\+\d{1,4}(?: \(?|\()\d[\d ().-]*$/;

/**
 * Rows as CSV (RFC 4180): the first holds the names; lines end in CRLF. No cell begins with a
 * formula, whichever separator a spreadsheet takes.
 */
export function toCsv(rows: readonly (readonly (string | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | null): string {
  if (value === null) return '';
  const safe = withoutFormulas(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * An apostrophe stands before all that would begin a formula, in a cell or in what another separator
 * makes of it. Spreadsheets show both as text. Whoever takes one apostrophe away in each of these
 * places has the value again: that is why a value's own apostrophes do not count.
 */
function withoutFormulas(value: string): string {
  if (!FORMULA.test(value) || PHONE.test(value)) return value;
  let isBeginning = true;
  let safe = '';
  for (const letter of value) {
    safe += isBeginning && FORMULA.test(letter) ? `'${letter}` : letter;
    isBeginning = SEPARATOR.test(letter) || CONTROL.test(letter) || (isBeginning && LEFT_OUT.test(letter));
  }
  return safe;
}
