import { formerMembers, type MovedMembers, type Verdict } from '../../lambdas/life/former-members.ts';

/** Who is to be a member once changes are undone. Capitals name whoever made a change. */

type Row = readonly [by: 'T' | 'O' | 'P', add: string, remove: string, all?: string];
const VERDICTS = { T: 'undone', O: 'left', P: 'passed' } as const satisfies Record<string, Verdict>;
const ids = (text: string): string[] => text.split('');

test.each<[string, Row[], Record<string, boolean>]>([
  ['nothing', [], {}],
  ['what came goes, what went comes', [['T', 'a', 'b']], { a: false, b: true }],
  [
    'the first change of one tells',
    [
      ['T', 'a', ''],
      ['T', '', 'a'],
      ['T', '', 'b'],
      ['T', 'b', ''],
    ],
    { a: false, b: true },
  ],
  [
    'what others did behind it stays',
    [
      ['T', '', 'ab'],
      ['O', 'a', ''],
    ],
    { b: true },
  ],
  [
    'and what was before that does not matter',
    [
      ['T', 'a', ''],
      ['O', '', 'a'],
      ['T', 'a', ''],
    ],
    { a: false },
  ],
  [
    'what others did before it does not matter',
    [
      ['O', 'a', ''],
      ['T', '', 'a'],
    ],
    { a: true },
  ],
  [
    'what is passed says nothing',
    [
      ['T', '', 'a'],
      ['P', 'a', ''],
    ],
    { a: true },
  ],
  ['all come back, and who came instead goes', [['T', 'xa', '', 'abc']], { a: true, b: true, c: true, x: false }],
  [
    'who came behind it goes, but for those who were there before',
    [
      ['T', '', '', 'ab'],
      ['T', 'ax', ''],
    ],
    { a: true, b: true, x: false },
  ],
  [
    'what was before all went goes on from them',
    [
      ['T', 'a', 'z'],
      ['T', '', '', 'ab'],
    ],
    { a: false, b: true, z: true },
  ],
  [
    'whom others put in behind it is left',
    [
      ['T', '', '', 'ab'],
      ['O', 'ax', ''],
    ],
    { b: true },
  ],
  [
    'nothing comes back that others took out with all the rest',
    [
      ['T', '', 'a'],
      ['O', '', '', 'b'],
      ['T', 'x', ''],
    ],
    { x: false },
  ],
])('%s', (_, rows, expected) => {
  const changes = rows.map(([by, add, remove, all]): MovedMembers & { by: keyof typeof VERDICTS } => ({
    by,
    add: ids(add),
    remove: ids(remove),
    ...(all !== undefined && { all: ids(all) }),
  }));
  expect(Object.fromEntries(formerMembers(changes, ({ by }) => VERDICTS[by]))).toEqual(expected);
});
