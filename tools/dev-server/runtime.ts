import type { Writable } from 'node:stream';
import { PlainError } from '../plain-error.ts';
import { readApi } from './api.ts';
import type { Stack } from './assembly.ts';
import { functionsOf } from './deployment.ts';
import { createGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { createFunction } from './local-function.ts';
import type { LocalFunction } from './local-function.ts';
import { startSchedules } from './schedules.ts';

/** A tenant's stacks, running: what is replaced as a whole when a source file changes. */
export interface Runtime {
  gateway: Gateway;
  /** By ARN. */
  functions: ReadonlyMap<string, LocalFunction>;
  /** Stops the schedules, lets requests finish, ends the workers. */
  close: () => Promise<void>;
}

export interface RuntimeOptions {
  dynamodbEndpoint: string;
  throttle: boolean;
  /** Takes what the functions print. */
  log: Writable;
  onError: (message: string) => void;
}

/** Loads every function and starts the schedules. Throws PlainError when a function cannot even be loaded. */
export async function startRuntime(stacks: readonly Stack[], options: RuntimeOptions): Promise<Runtime> {
  const api = readApi(stacks);
  const functions = new Map(
    functionsOf(stacks).map((definition) => [definition.arn, createFunction(definition, options)]),
  );
  const all = [...functions.values()];
  const close = async (): Promise<void> => {
    await Promise.all(all.map((one) => one.close()));
  };
  try {
    await Promise.all(all.map((one) => one.warmUp()));
  } catch (error) {
    await close();
    throw new PlainError(`a function cannot be loaded: ${(error as Error).message}`, { cause: error });
  }
  const stopSchedules = startSchedules(stacks, functions, options.onError);
  return {
    gateway: createGateway(api, functions, options),
    functions,
    close: async () => {
      stopSchedules();
      await close();
    },
  };
}
