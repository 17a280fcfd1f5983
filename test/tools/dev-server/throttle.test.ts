import type { Route } from '../../../tools/dev-server/gateway/routes.ts';
import { createThrottle } from '../../../tools/dev-server/gateway/throttle.ts';
import { createThrottles } from '../../../tools/dev-server/gateway/throttles.ts';

test('a burst passes at once, then as many as the rate refills', () => {
  const take = createThrottle({ rate: 10, burst: 3 });
  const at = (now: number, times: number): boolean[] => Array.from({ length: times }, () => take(now));
  expect(at(0, 4)).toEqual([true, true, true, false]);
  expect(at(100, 2)).toEqual([true, false]);
  expect(at(10_000, 4)).toEqual([true, true, true, false]);
});

describe('the limits of an API', () => {
  const route = (path: string, throttle?: Route['throttle']): Route => ({
    path,
    resourceId: path,
    method: 'ANY',
    functionArn: 'scim',
    timeoutMs: 1000,
    ...(throttle && { throttle }),
  });
  const [users, groups, token] = [route('/Users'), route('/Groups'), route('/token', { rate: 1, burst: 1 })];
  const routes = [users, groups, token];
  const taken = (take: (route: Route) => boolean, one: Route, times: number): boolean[] =>
    Array.from({ length: times }, () => take(one));

  test('of the stage hold for each method, and a method may have its own', () => {
    const take = createThrottles({ throttle: { rate: 10, burst: 2 }, routes }, () => 0);
    expect(taken(take, users, 3)).toEqual([true, true, false]);
    expect(taken(take, groups, 3)).toEqual([true, true, false]);
    expect(taken(take, token, 2)).toEqual([true, false]);
  });

  test('of the account hold for all methods together, and refill by its rate', () => {
    let now = 0;
    const take = createThrottles({ throttle: { rate: 10, burst: 2 }, routes }, () => now, { rate: 1, burst: 3 });
    expect([...taken(take, users, 2), ...taken(take, groups, 2)]).toEqual([true, true, true, false]);
    now = 1000;
    expect(taken(take, groups, 2)).toEqual([true, false]);
  });

  test('of the account are there where the stage has none', () => {
    const take = createThrottles({ routes }, () => 0, { rate: 1, burst: 1 });
    expect(taken(take, users, 2)).toEqual([true, false]);
  });
});
