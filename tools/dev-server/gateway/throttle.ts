/** Requests per second, and how many at once. */
export interface Throttle {
  rate: number;
  burst: number;
}

/**
 * A token bucket, as API Gateway throttles a method: `burst` requests at once, `rate` more per
 * second. The function returned takes one token; false means "too many requests". `now` is in
 * milliseconds.
 */
export function createThrottle({ rate, burst }: Throttle): (now?: number) => boolean {
  let tokens = burst;
  let filledAt = -Infinity;
  return (now = performance.now()) => {
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * rate);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
