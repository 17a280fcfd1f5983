/**
 * The cells that a spreadsheet makes of a text with this separator. A quote that begins a cell holds
 * separators and line breaks until the next quote that is not doubled; what stands behind that one is
 * part of the cell, too. `quotes: false` is a reader that splits at each of them.
 */
export function cellsAsSpreadsheet(text: string, separator: string, { quotes }: { quotes: boolean }): string[] {
  const cells: string[] = [];
  let cell = '';
  let isStart = true;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if (isQuoted && letter === '"' && text[index + 1] === '"') {
      cell += letter;
      index += 1;
    } else if (quotes && letter === '"' && (isQuoted || isStart)) {
      isQuoted = !isQuoted;
      isStart = false;
    } else if (!isQuoted && [separator, '\n', '\r'].includes(letter)) {
      cells.push(cell);
      cell = '';
      isStart = true;
    } else {
      cell += letter;
      isStart = false;
    }
  }
  return cell === '' ? cells : [...cells, cell];
}
