import { createThrottle } from '../../../tools/dev-server/gateway/throttle.ts';

test('a burst passes at once, then as many as the rate refills', () => {
  const take = createThrottle({ rate: 10, burst: 3 });
  const at = (now: number, times: number): boolean[] => Array.from({ length: times }, () => take(now));
  expect(at(0, 4)).toEqual([true, true, true, false]);
  expect(at(100, 2)).toEqual([true, false]);
  expect(at(10_000, 4)).toEqual([true, true, true, false]);
});
