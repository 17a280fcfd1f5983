import { spawnSync } from 'node:child_process';

/** The rule holds for what came after this commit. */
const SINCE = '1c7154c0e88b';
const SUBJECT = /^[a-z][a-z0-9 ./-]*(?:, [a-z][a-z0-9 ./-]*)*: \S.*[^.\s]$/;
const MAX_LENGTH = 72;

const git = (...args: string[]): { ok: boolean; output: string } => {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return { ok: status === 0, output: stdout ?? '' };
};

/** Subjects since then; none in a copy without history, or with too little of it. */
function subjects(): string[] {
  if (!git('merge-base', '--is-ancestor', SINCE, 'HEAD').ok) return [];
  const { output } = git('log', '--no-merges', '--format=%s', `${SINCE}..HEAD`);
  return output.split('\n').filter((line) => line !== '');
}

test('commits say "area: what changes" in 72 characters', () => {
  const wrong = subjects().filter((subject) => subject.length > MAX_LENGTH || !SUBJECT.test(subject));
  expect(wrong).toEqual([]);
});

test.each([
  ['store: one transaction function', true],
  ['store, service: one way to write', true],
  ['dev server: rooms without a way back', true],
  ['One transaction function', false],
  ['store: ends with a full stop.', false],
  ['store:', false],
])('the rule for "%s"', (subject, holds) => {
  expect(SUBJECT.test(subject)).toBe(holds);
});
