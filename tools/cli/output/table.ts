/**
 * Lays rows out under their column names, for people; a list is joined by commas, a missing value
 * is "-".
 */
export function formatTable<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, string | readonly string[] | undefined>>[],
): string {
  const cells = [columns, ...rows.map((row) => columns.map((column) => toCell(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return cells
    .map((line) => line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function toCell(value: string | readonly string[] | undefined): string {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : value.join(',');
}
