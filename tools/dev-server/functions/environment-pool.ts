import { availableParallelism } from 'node:os';
import type { Environment } from './function-environment.ts';

/**
 * Most of an invocation is waiting for DynamoDB: on two processors, six answered 1.09 times as many requests as four, and
 * three 0.89 times. Each takes 25 MB; invocations beyond that wait, where Lambda would start more.
 */
const MOST_ENVIRONMENTS = Math.min(8, 3 * availableParallelism());

/** The execution environments of one function. */
export interface EnvironmentPool {
  /** An environment for one invocation: an idle one, a new one, or the next that gets free. */
  acquire: () => Promise<Environment>;
  release: (environment: Environment) => void;
  /** Ends one that is at work, in the middle of its invocation; false where none is. */
  kill: () => boolean;
  /** Ends what is idle now, and the others as they are released. */
  close: () => Promise<void>;
}

/** Keeps environments for reuse and forgets crashed ones. */
export function createPool(start: () => Environment): EnvironmentPool {
  const all = new Set<Environment>();
  const idle: Environment[] = [];
  const waiting: ((environment: Environment) => void)[] = [];
  let closed = false;

  const startOne = (): Environment => {
    const environment = start();
    all.add(environment);
    return environment;
  };
  const takeIdle = (): Environment | undefined => {
    for (let one = idle.pop(); one !== undefined; one = idle.pop()) {
      if (one.isAlive()) return one;
      all.delete(one);
    }
    return undefined;
  };
  return {
    acquire: () => {
      const free = takeIdle() ?? (all.size < MOST_ENVIRONMENTS ? startOne() : undefined);
      return free ? Promise.resolve(free) : new Promise((resolve) => waiting.push(resolve));
    },
    release: (environment) => {
      const next = waiting.shift();
      if (!environment.isAlive()) all.delete(environment);
      if (next !== undefined) next(environment.isAlive() ? environment : startOne());
      else if (closed) void environment.end();
      else if (environment.isAlive()) idle.push(environment);
    },
    kill: () => {
      const busy = [...all].find((one) => one.isAlive() && !idle.includes(one));
      void busy?.end();
      return busy !== undefined;
    },
    close: async () => {
      closed = true;
      await Promise.all(idle.splice(0).map((environment) => environment.end()));
    },
  };
}
