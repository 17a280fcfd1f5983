import { randomUUID } from 'node:crypto';
import { messageOf } from '../../../lib/thrown.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { createPool } from './environment-pool.ts';
import { startEnvironment, type EnvironmentOptions } from './function-environment.ts';
import type { Outcome } from './function-messages.ts';
import type { Sink } from './streaming.ts';

/** A Lambda function that runs here. */
export interface LocalFunction {
  name: string;
  arn: string;
  /**
   * Runs the function with a JSON payload. Never rejects: crashes and time-outs are outcomes, as in
   * Lambda. `sink` takes what it streams; left out, all of it is the payload of the outcome.
   */
  invoke: (payload: string, requestId?: string, sink?: Sink) => Promise<Outcome>;
  /**
   * Loads the function once, so that a bundle that cannot even be loaded shows at once. Rejects if
   * so.
   */
  warmUp: () => Promise<void>;
  /**
   * Ends an environment in the middle of its invocation; false where none is at work, or nothing was
   * answered since the last one was ended: whoever tries again is served once before it dies again.
   */
  kill: () => boolean;
  /** Lets what runs finish, then ends every environment. */
  close: () => Promise<void>;
}

/**
 * Makes a function that starts environments as invocations come in, reuses idle ones and replaces
 * crashed ones.
 */
export function createFunction(definition: FunctionDefinition, options: EnvironmentOptions): LocalFunction {
  const pool = createPool(() => startEnvironment(definition, options));
  const running = new Set<Promise<Outcome>>();
  let hasServed = true;

  const run = async (payload: string, requestId: string, sink: Sink): Promise<Outcome> => {
    const environment = await pool.acquire();
    try {
      await environment.ready;
      const outcome = await environment.run(payload, requestId, sink);
      hasServed ||= outcome.ok;
      return outcome;
    } catch (error) {
      return { ok: false, error: { errorType: 'Runtime.ImportModuleError', errorMessage: messageOf(error) } };
    } finally {
      pool.release(environment);
    }
  };
  return {
    name: definition.name,
    arn: definition.arn,
    invoke: async (payload, requestId = randomUUID(), sink) => {
      const outcome = sink ? run(payload, requestId, sink) : buffered((into) => run(payload, requestId, into));
      running.add(outcome);
      try {
        return await outcome;
      } finally {
        running.delete(outcome);
      }
    },
    warmUp: async () => {
      const environment = await pool.acquire();
      try {
        await environment.ready;
      } finally {
        pool.release(environment);
      }
    },
    kill: () => {
      const isKilled = hasServed && pool.kill();
      hasServed &&= !isKilled;
      return isKilled;
    },
    close: async () => {
      await Promise.all(running);
      await pool.close();
    },
  };
}

/** What a function streams as one payload, as whoever invokes it without streaming gets it. */
export async function buffered(run: (sink: Sink) => Promise<Outcome>): Promise<Outcome> {
  const parts: Uint8Array[] = [];
  const outcome = await run(async (part) => void parts.push(part));
  return outcome.ok && parts.length > 0 ? { ok: true, payload: Buffer.concat(parts).toString('utf8') } : outcome;
}
