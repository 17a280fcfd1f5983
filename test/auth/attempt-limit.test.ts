import { createAttemptLimit } from '../../lambdas/auth/attempt-limit.ts';

it('lets an address guess twenty times in a minute, then tells it how long to wait, and others go on', () => {
  let time = 0;
  const limit = createAttemptLimit(() => time);
  for (let each = 0; each < 20; each += 1) expect(limit.refused('a', 'unknown')).toBe(0);
  time += 20_000;
  expect([limit.refused('a', 'signature'), limit.refused('b', 'unknown')]).toEqual([40, 0]);
  time += 40_000;
  expect(limit.refused('a', 'unknown')).toBe(0);
});

it.each(['expired', 'revoked', 'malformed', 'audience', 'turned-off', 'keys-unavailable'])(
  'takes %s for no guess',
  (reason) => {
    const limit = createAttemptLimit(() => 0);
    for (let each = 0; each < 40; each += 1) expect(limit.refused('a', reason)).toBe(0);
    expect(limit.refused('a', 'unknown')).toBe(0);
  },
);

it('remembers a thousand addresses at most', () => {
  const limit = createAttemptLimit(() => 0);
  for (let each = 0; each < 20; each += 1) limit.refused('first', 'unknown');
  for (let each = 0; each < 1000; each += 1) limit.refused(`address ${each}`, 'unknown');
  expect(limit.refused('first', 'unknown')).toBe(0);
});
