import { jest } from '@jest/globals';
import { createProgram } from '../../../tools/cli/program.ts';
import { candidatesOf } from '../../../tools/cli/completion/candidates.ts';
import { count } from '../../../tools/cli/output/count.ts';
import { withProgress } from '../../../tools/cli/output/progress.ts';
import { formatTable } from '../../../tools/cli/output/table.ts';
import { ago, momentAndAgo, momentsIn } from '../../../tools/cli/output/time.ts';
import { wrap } from '../../../tools/cli/output/width.ts';

const NOW = '2027-01-01T12:00:00.000Z';
const later = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

test.each([
  [-59, 'just now'],
  [-60, '1 minute ago'],
  [-119 * 60, '119 minutes ago'],
  [-3 * 3600, '3 hours ago'],
  [-49 * 3600, '2 days ago'],
  [30, 'just now'],
  [90, 'in 2 minutes'],
  [365 * 86_400 - 1, 'in 365 days'],
])('a time %i seconds away is "%s"', (seconds, text) => {
  expect(ago(later(seconds), NOW)).toBe(text);
});

test('a moment is told to the second, and how far away it is', () => {
  expect(momentAndAgo(later(-7200), NOW)).toBe('2027-01-01T10:00:00Z, 2 hours ago');
  expect(momentAndAgo(undefined, NOW)).toBeUndefined();
});

test('what the service says is told to people to the second', () => {
  const text = 'Works; due at 2027-01-01T08:30:00.012Z, seen 2027-01-01T08:00:00Z, 1.5 s after v1.2.3Z';
  expect(momentsIn(text)).toBe(text.replace('.012Z', 'Z'));
});

test('one is one', () => {
  expect([count(1, 'day'), count(0, 'day'), count(2, 'policy', 'policies')]).toEqual(['1 day', '0 days', '2 policies']);
});

test('a line is broken between words, below its text; a long word stays whole', () => {
  expect(wrap('  one two three\nfour', 11)).toBe('  one two\n  three\nfour');
  expect(wrap('see https://example.com/a/long/one now', 12)).toBe('see\nhttps://example.com/a/long/one\nnow');
});

describe('a table', () => {
  const columns = ['id', ['name', 'Name', 'cut'], 'nextDue'] as const;
  const rows = [
    { id: 'a1', name: '山田太郎 of the department with the longest name', nextDue: 'in 3 days' },
    { id: 'b2', nextDue: 'never' },
  ];

  test('is whole where something else reads, and its headings are words', () => {
    expect(formatTable(columns, rows, Infinity).split('\n')).toEqual([
      'Id  Name                                              Next due',
      'a1  山田太郎 of the department with the longest name  in 3 days',
      'b2  -                                                 never',
    ]);
  });

  test('is cut where it may be, by the width of what is shown', () => {
    expect(formatTable(columns, rows, 30).split('\n')).toEqual([
      'Id  Name             Next due',
      'a1  山田太郎 of th…  in 3 days',
      'b2  -                never',
    ]);
  });

  test('is without a column that may be dropped, where cutting is not enough, and says so', () => {
    expect(formatTable([...columns, ['by', 'By', 'drop']], [{ ...rows[0], by: '43a7feb551c2bd65' }], 30)).toBe(
      'Id  Name             Next due\na1  山田太郎 of th…  in 3 days\n(no room for: By; a wider terminal and --json have it)',
    );
  });

  test('is a list of facts where there is no room for it', () => {
    expect(formatTable(columns, rows, 22)).toBe(
      'Id        a1\nName      山田太郎 of\n          the\n          department\n          with the\n          longest name\nNext due  in 3 days\n\nId        b2\nNext due  never',
    );
  });
});

describe('progress', () => {
  beforeAll(() => void jest.useFakeTimers());
  afterAll(() => void jest.useRealTimers());

  const play = async (isTTY: boolean): Promise<string> => {
    let shown = '';
    const stream = {
      isTTY,
      columns: 30,
      write: (text: string) => {
        shown += text;
        return true;
      },
    };
    const result = await withProgress(
      'check',
      async (say) => {
        for (const items of [1000, 2000, 3000]) {
          say(`${items} items`);
          jest.advanceTimersByTime(1000);
        }
        return 'done';
      },
      stream,
    );
    expect(result).toBe('done');
    return shown;
  };

  test('is told from the second second on, in one line that is gone at the end', async () => {
    expect(await play(true)).toBe('\r\u001B[Kcheck, 2000 items, 2 s …\r\u001B[Kcheck, 3000 items, 3 s …\r\u001B[K');
  });

  test('is not told where nobody looks', async () => {
    expect(await play(false)).toBe('');
  });
});

test.each<[string[], string[]]>([
  [['to'], ['token']],
  [
    ['token', ''],
    ['create', 'list', 'rotate', 'revoke', 'help'],
  ],
  [['token', 'create', '--sc'], ['--scope']],
  [
    ['token', 'create', '--scope', 'scim'],
    ['scim', 'scim:read'],
  ],
  [['token', 'list', '--ten'], ['--tenant']],
  [['token', 'list', '--tenant', ''], ['demo']],
  [['token', 'list', '--tenant=de'], ['--tenant=demo']],
  [['token', 'list', '--tenant=demo', '--js'], ['--json']],
  [['token', 'list', '--no-'], ['--no-color']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['nobody', '--tenant', 'x'], []],
])('behind %j a shell offers %j', async (words, offered) => {
  expect(candidatesOf(await createProgram(), words).map(({ word }) => word)).toEqual(offered);
});
