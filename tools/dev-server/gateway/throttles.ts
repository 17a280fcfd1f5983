import type { Api } from './api.ts';
import type { Route } from './routes.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/**
 * What AWS gives an account for all APIs of a Region together; some Regions have a quarter of it. The local server
 * stands for an account with one tenant.
 */
const ACCOUNT: Throttle = { rate: 10_000, burst: 5_000 };

/**
 * A bucket for each method, with limits of its own or those of the stage: AWS holds these per method, of which ANY on
 * a path is one, and not for the API as a whole. Over all of them is the account's. The function returned takes a
 * token of both; false means "too many requests". `now` tells milliseconds since 1970.
 */
export function createThrottles(
  { throttle, routes }: Pick<Api, 'throttle' | 'routes'>,
  now: () => number = Date.now,
  account = ACCOUNT,
): (route: Route) => boolean {
  const buckets = new Map(
    routes.map((route) => {
      const limits = route.throttle ?? throttle;
      return [route, limits ? createThrottle(limits) : () => true];
    }),
  );
  const ofAccount = createThrottle(account);
  return (route) => (buckets.get(route)?.(now()) ?? true) && ofAccount(now());
}
