import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readErased, writeErased } from '../../../../tools/cli/restore/erased-ids.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'erased-ids-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'acme.txt');

const asOf = '2027-01-31T12:00:00.000Z';
const erased = [
  { type: 'User', id: '2819c223-7f76-453a-919d-413861904646', erasedAt: '2027-01-30T08:00:00.000Z' },
  { type: 'Printer', id: 'b', erasedAt: '2027-01-30T09:00:00.000Z' },
];

test('an export is read as it was written, and replaced whole', () => {
  writeErased(file, 'acme', { asOf, erased });
  expect(readErased(file, 'acme')).toEqual({ asOf, erased });
  writeErased(file, 'acme', { asOf, erased: [] });
  expect(readFileSync(file, 'utf8')).toBe(`# erased of acme as of ${asOf}\n# end 0\n`);
});

test.each([
  ['of another tenant', (text: string) => text.replace('of acme', 'of other'), 'is an export of tenant other'],
  ['that was cut off', (text: string) => text.slice(0, -10), 'has no end: it was cut off'],
  ['without a line', (text: string) => text.replace(/Printer.*\n/, ''), 'has 1 ids and says 2'],
  ['with a line that is none', (text: string) => text.replace('Printer b', 'Printer'), 'has no id and time in line 3'],
  ['that is none', () => 'id\n', 'does not begin as an export of erased ids does'],
])('a file %s is refused, with what to give instead', (_, change, words) => {
  writeErased(file, 'acme', { asOf, erased });
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  expect(() => readErased(file, 'acme')).toThrow(`${file} ${words}`);
  expect(() => readErased(file, 'acme')).toThrow('"scim erased-ids --tenant acme --out"');
});

test('a file that is not there is said to be so', () =>
  expect(() => readErased(path.join(folder, 'none'), 'acme')).toThrow('cannot be read'));
