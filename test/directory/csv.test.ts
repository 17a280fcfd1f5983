import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { toCsv } from '../../lambdas/directory/csv.ts';
import { sizes } from '../support/sizes.ts';
import { cellsAsSpreadsheet } from './spreadsheet.ts';

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

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['+cmd|x', "'+cmd|x"],
  ['\t=1', "\t'=1"],
  ['x;=1+1', "x;'=1+1"],
  ['x\t=1', "x\t'=1"],
  ['x| -1', "x| '-1"],
  ['x,=1', `"x,'=1"`],
  ['x\n=1', `"x\n'=1"`],
  ['\0=1', "\0'=1"],
  ['"=1', `"""'=1"`],
  ['\u200b=1', "\u200b'=1"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠A1', "'＠A1"],
  ['−1', "'−1"],
  ['+49-30/2', "'+49-30/2"],
  ['+1-555-1234', "'+1-555-1234"],
  ['+1 1/2', "'+1 1/2"],
  ['+49 -30', "'+49 -30"],
  ["'=1", "''=1"],
])('%j is not run by a spreadsheet', (value, cell) => {
  expect(toCsv([[value]])).toBe(`${cell}\r\n`);
});

test.each(['+49 (30) 123-45', '+1 555 0100', '+1(555)010-0100', '+49 170 1', '0049-30/2', '(030) 12'])(
  'the phone number %s stays as it is',
  (phone) => {
    expect(toCsv([[phone]])).toBe(`${phone}\r\n`);
  },
);

test.each(['a-b', 'anna@example.com', 'A; B', '1=1', "O'Neill-Smith", '2027-01-31T08:00:00Z'])(
  '%s begins no formula',
  (value) => {
    expect(toCsv([[value]])).toBe(`${value}\r\n`);
  },
);

/** What is dangerous beside one another. */
const BITS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', ',', ';', '\t', '|', '"', '""', "'", '\n', '\r', '\0', ' '];
const MORE = ['\u200b', '\u00a0', 'a', '1', '+49 30 1', '=1+1'];
const value = fc.oneof(
  fc.array(fc.constantFrom(...BITS, ...MORE), { maxLength: 8 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const rows = fc.array(fc.array(fc.option(value), { minLength: 1, maxLength: 4 }), { maxLength: 4 });
const runs = { numRuns: sizes.fuzzRequests };

test('no cell begins with a formula, whichever separator a spreadsheet takes', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t', '|'), fc.boolean(), (table, separator, quotes) => {
      const begins = (cell: string): boolean => {
        const seen = cell.replace(/^[\s"\p{Cc}\p{Cf}]+/u, '').normalize('NFKC');
        const isPhone = /^\+\d{1,4}(?: \(?|\()\d/.test(seen);
        return /^[=+\-@−]/u.test(seen) && !isPhone;
      };
      expect(cellsAsSpreadsheet(toCsv(table), separator, { quotes }).filter(begins)).toEqual([]);
    }),
    runs,
  );
});

test('whoever takes one apostrophe away before each beginning of a formula has the value', () => {
  const added = /(?<=(?:^|[,;|\p{Cc}\u2028\u2029])[\s"'\p{Cf}]*)'(?=[=+\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−﬩])/gu;
  fc.assert(
    fc.property(value, (text) => {
      const file = toCsv([[text]]);
      const cell = file.startsWith('"') ? file.slice(1, -3).replaceAll('""', '"') : file.slice(0, -2);
      expect(cell.replaceAll(added, '')).toBe(text);
    }),
    runs,
  );
});

const office = (args: readonly string[]) => spawnSync('soffice', args, { encoding: 'utf8' });

// Where LibreOffice is not installed, the run shows this one as skipped.
const whereInstalled = office(['--version']).status === 0 ? describe : describe.skip;

whereInstalled('LibreOffice (soffice)', () => {
  test('computes nothing, with ; or , as separator', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'csv-'));
    const values = ['=1+2', '+1+2', '-1+2', '@SUM(1)', '＝1+2', '+49-30/2', "'=1+2", '"=1+2"', '\u200b=1+2'];
    const before = ['', 'x,', 'x;', 'x\t', 'x|', 'x\n', 'x\r', 'x\0', 'x; '];
    const phone = '+49 (30) 123-45';
    const table = [...before.flatMap((text) => values.map((each) => ['x', `${text}${each}`, each])), ['x', phone]];
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    for (const separator of [',', ';']) {
      const file = path.join(folder, 'table.csv');
      // The last line shows that formulas would be computed.
      fs.writeFileSync(file, `${toCsv(table)}=1+1\r\n`);
      // Separator, quote, UTF-8, first line, …; the 13th evaluates formulas.
      const tokens = `${separator.charCodeAt(0)},34,76,1,,1033,false,true,false,false,false,0,true`;
      const read = `--infilter=Text - txt - csv (StarCalc):${tokens}`;
      const run = office([profile, '--headless', read, '--convert-to', 'fods', '--outdir', folder, file]);
      expect(run).toMatchObject({ status: 0 });
      const sheet = fs.readFileSync(path.join(folder, 'table.fods'), 'utf8');
      expect(sheet.match(/table:formula="[^"]*"/g)).toEqual(['table:formula="of:=1+1"']);
      if (separator === ',') expect(sheet).toContain(phone);
    }
    fs.rmSync(folder, { recursive: true });
  });
});
