import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../../plain-error.ts';

/**
 * The time of the local server, which can be moved forward: 30 days of retention can be tried in a minute. The offset is shared with the
 * threads in which functions run, so that a move takes effect in all of them at once.
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

/** Makes `Date` tell the time of a clock, in this thread: what runs here does not know. Timers stay as they are. */
export function installClock({ now }: Clock): void {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values: unknown[], newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
  });
}

/**
 * The clock of a tenant. How far it was moved is kept with the data, which would lie in the future otherwise; with `folder` undefined nothing is
 * kept. `at`: where it starts, ISO 8601. Throws PlainError when that is before the time of the data.
 */
export function openClock(folder: string | undefined, at: string | undefined): Clock {
  const file = folder === undefined ? undefined : path.join(folder, 'clock.json');
  const clock = createClock();
  if (file !== undefined && existsSync(file))
    clock.forward((JSON.parse(readFileSync(file, 'utf8')) as { offset: number }).offset);
  const forward = (milliseconds: number): void => {
    clock.forward(milliseconds);
    if (file !== undefined) writeFileSync(file, `${JSON.stringify({ offset: clock.now() - real() })}\n`);
  };
  if (at !== undefined) {
    const distance = Date.parse(at) - clock.now();
    if (distance < 0)
      throw new PlainError(
        `--clock is ${at}, and the clock of this tenant is at ${new Date(clock.now()).toISOString()} already: it only moves forward; ` +
          'give a later time, start with --memory, or delete the data',
      );
    forward(distance);
  }
  return { ...clock, forward };
}
