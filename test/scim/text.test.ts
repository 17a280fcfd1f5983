import fc from 'fast-check';
import { parseDateTime, parseDateTimeOrDate } from '../../lambdas/scim/date-time.ts';
import { fold, unseenIn } from '../../lambdas/scim/fold.ts';

describe('dates', () => {
  const at = Date.UTC(2027, 0, 31, 8);

  test.each<[string, number]>([
    ['2027-01-31T08:00:00Z', at],
    ['2027-01-31T08:00:00', at],
    ['2027-01-31T08:00:00.250Z', at + 250],
    ['2027-01-31T08:00:00.5', at + 500],
    ['2027-01-31T09:30:00+01:30', at],
    ['2027-01-31T06:30:00-01:30', at],
    ['2027-01-31T06:30:00.000-01:30', at],
  ])('%s is an instant', (text, instant) => {
    expect(parseDateTime(text)).toBe(instant);
    expect(parseDateTimeOrDate(text)).toBe(instant);
  });

  test.each([
    '',
    'soon',
    '2027',
    '2027-01-31 08:00:00Z',
    '2027-1-31T08:00:00Z',
    '27-01-31T08:00:00Z',
    '2027-01-31T08:00Z',
    '2027-01-31T08:00:00.Z',
    '2027-01-31T08:00:00z',
    '2027-01-31T08:00:00+1:00',
    '2027-01-31T08:00:00+0100',
    '2027-13-31T08:00:00Z',
    '2027-01-31T25:00:00Z',
    'x2027-01-31T08:00:00Z',
    '2027-01-31T08:00:00Zx',
    '2027-01-31T08:00:00Z+01:00',
    '+2027-01-31T08:00:00Z',
  ])('%s is none', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
    expect(parseDateTimeOrDate(text)).toBeUndefined();
  });

  test('a date alone is its first moment, where people type it', () => {
    expect(parseDateTimeOrDate('2027-01-31')).toBe(Date.UTC(2027, 0, 31));
    expect(parseDateTime('2027-01-31')).toBeUndefined();
    for (const text of ['x2027-01-31', '2027-01-31x', '2027-1-1', '2027-02-99'])
      expect(parseDateTimeOrDate(text)).toBeUndefined();
  });
});

describe('folding', () => {
  test.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['', ''],
    ['STRAßE', 'straße'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['E\u0301', 'é'],
    ['É', 'é'],
    ['é', 'é'],
    ['Ａｄａ', 'ada'],
    ['ｱ', 'ア'],
    ['\u212b', 'å'],
    ['A\u030a', 'å'],
    ['Жанна', 'жанна'],
    ['İ', 'i\u0307'],
    ['\u0130x', 'i\u0307x'],
    ['①', '①'],
    ['ß', 'ß'],
    // Blanks around it, and what cannot be seen.
    [' Ada ', 'ada'],
    ['\tada\r\n', 'ada'],
    ['\u00a0Ada\u3000', 'ada'],
    ['a\u00a0da', 'a da'],
    ['a\u2009da', 'a da'],
    ['a\u2800da', 'a da'],
    ['a\u00adda', 'ada'],
    ['a\u200bda', 'ada'],
    ['a\u200c\u200d\u2060da', 'ada'],
    ['\ufeffada', 'ada'],
    ['\u202eada\u202c', 'ada'],
    ['\u2067a\u2069d\u200ea\u200f\u061c', 'ada'],
    ['a\u034fda\ufe0f', 'ada'],
    ['ad\u3164a\uffa0', 'ada'],
    ['a\ufff9da\u{e0041}', 'ada'],
    ['e\u200b\u0301', 'é'],
    [' \u200b ', ''],
    ['a  b', 'a  b'],
  ])('%s folds to %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(fold(folded)).toBe(folded);
  });

  test('what is folded stays as it is when it is folded again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => expect(fold(fold(value))).toBe(fold(value))));
  });
});

test.each([
  ['anna', []],
  ['', []],
  ['anna smith', []],
  [' anna', [' ']],
  ['anna\t', ['\t']],
  ['\tanna ', ['\t', ' ']],
  ['  anna smith  ', [' ']],
  ['anna\u00adsmith', ['\u00ad']],
  ['anna\u00a0smith', ['\u00a0']],
  ['anna\u00a0s m\u00a0ith', ['\u00a0']],
  ['\u00a0an\u200bna\u2003x', ['\u00a0', '\u200b', '\u2003']],
])('what cannot be seen in %j, each once', (value, unseen) => {
  expect(unseenIn(value)).toEqual(unseen);
});
