import { toCsv } from '../../lambdas/directory/csv.ts';

test('cells with commas, quotes and line breaks are quoted, and lines end in CRLF', () => {
  expect(
    toCsv([
      ['a', 'b'],
      ['x, y', 'say "hi"\nthere'],
    ]),
  ).toBe('a,b\r\n"x, y","say ""hi""\nthere"\r\n');
});

test('nothing is an empty cell', () => {
  expect(toCsv([[null, '']])).toBe(',\r\n');
});

test.each(['=1+1', '@SUM(A1)', '-2+3', '+cmd|x', '\t=1'])('%j is not run by a spreadsheet', (value) => {
  expect(toCsv([[value]])).toBe(`'${value}\r\n`);
});

test('a phone number stays as it is', () => {
  expect(toCsv([['+49 (30) 123-45']])).toBe('+49 (30) 123-45\r\n');
});
