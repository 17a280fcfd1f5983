import { readFileSync } from 'node:fs';
import { BUDGETS } from '../../lambdas/service/budget.ts';

const TEXT = readFileSync('docs/performance.md', 'utf8');
const HEAD = '## Budgets of work\n';
/** The cells of the table behind the heading, row by row. */
const rows = (TEXT.split(HEAD)[1] ?? '')
  .split(/^## /m, 1)
  .join('')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('docs/performance.md has the table of budgets as the code has it', () => {
  const inCode = Object.entries(BUDGETS).map(([name, { limit, unit, why }]) => [
    `\`${name}\``,
    limit.toLocaleString('en-US'),
    unit,
    why,
  ]);
  expect(rows).toEqual(inCode);
});
