import { createAttemptLimit } from '../../lambdas/auth/attempt-limit.ts';

it('lets an address fail twenty times in a minute, and others go on', () => {
  let time = 0;
  const limit = createAttemptLimit(() => time);
  for (let each = 0; each < 19; each += 1) limit.fail('a');
  expect(limit.waitFor('a')).toBe(0);
  limit.fail('a');
  time += 20_000;
  expect([limit.waitFor('a'), limit.waitFor('b')]).toEqual([40, 0]);
  time += 40_000;
  expect(limit.waitFor('a')).toBe(0);
});

it('remembers a thousand addresses at most', () => {
  const limit = createAttemptLimit(() => 0);
  for (let each = 0; each < 20; each += 1) limit.fail('first');
  for (let each = 0; each < 1000; each += 1) limit.fail(`address ${each}`);
  expect(limit.waitFor('first')).toBe(0);
});
