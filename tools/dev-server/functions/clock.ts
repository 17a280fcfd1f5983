/**
 * The time of the local server, which can be moved forward: 30 days of retention can be tried in a
 * minute. The offset is shared with the threads in which functions run, so that a move takes effect
 * in all of them at once.
 */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  readonly now: () => number;
  /** Moves the time forward by so many milliseconds. */
  readonly forward: (milliseconds: number) => void;
  readonly offset: SharedArrayBuffer;
}

const real = Date.now.bind(Date);

export function createClock(offset = new SharedArrayBuffer(8)): Clock {
  const shared = new BigInt64Array(offset);
  return {
    now: () => real() + Number(Atomics.load(shared, 0)),
    forward: (milliseconds) => void Atomics.add(shared, 0, BigInt(Math.round(milliseconds))),
    offset,
  };
}

/** By how much a clock is ahead of the real time, in milliseconds. */
export const ahead = ({ now }: Clock): number => now() - real();

/**
 * Makes `Date` tell the time of a clock, in this thread: what runs here does not know. Timers stay
 * as they are.
 */
export function installClock({ now }: Clock): void {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values: unknown[], newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver): unknown => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
}
