import type { Writable } from 'node:stream';
import { messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';
import type { Callers } from '../access/callers.ts';
import { startEventSources } from '../events/event-sources.ts';
import type { LocalServices } from '../events/local-services.ts';
import { startSchedules, type ScheduledRun } from '../events/schedules.ts';
import type { Clock } from '../functions/clock.ts';
import { createFunction, type LocalFunction } from '../functions/local-function.ts';
import { readApi } from '../gateway/api.ts';
import { createGateway, type Gateway } from '../gateway/gateway.ts';
import type { Stack } from '../template/assembly.ts';
import { functionsOf, type FunctionDefinition } from '../template/functions.ts';

/** A tenant's stacks, running: what is replaced as a whole when a source file changes. */
export interface Runtime {
  gateway: Gateway;
  /** Whether a host is a custom domain of the tenant. */
  isDomain: (host: string) => boolean;
  /** By ARN. */
  functions: ReadonlyMap<string, LocalFunction>;
  /** Runs the schedules that a move of the clock has passed; what their functions answered. */
  catchUp: () => Promise<ScheduledRun[]>;
  /** Stops schedules and streams, lets requests finish, ends the workers. */
  close: () => Promise<void>;
}

export interface RuntimeOptions {
  /** For what Lambda itself does there: it reads streams. */
  dynamodbEndpoint: string;
  dynamodbKey?: string;
  /** Where functions find DynamoDB, and who knows what they may do. Left out, they may do anything. */
  guard?: { readonly endpoint: string; readonly callers: Callers };
  /** Left out, no stream is read, and functions find no bus. */
  services?: LocalServices;
  throttle: boolean;
  /**
   * Loads every function at once, for whoever edits them. Left out, each is loaded by its first
   * call, as on AWS: all of them take 3.7 s of CPU.
   */
  loadAll?: boolean;
  clock: Clock;
  /** Takes what the functions print. */
  log: Writable;
  onError: (message: string) => void;
  /** Hears how each request was answered, as an access log does. */
  readAnswer?: (line: Readonly<Record<string, string>>, at: number) => void;
}

/**
 * Starts functions, schedules and streams. Throws PlainError when all functions are to be loaded and
 * one cannot be.
 */
export async function startRuntime(stacks: readonly Stack[], options: RuntimeOptions): Promise<Runtime> {
  const api = readApi(stacks);
  const { guard } = options;
  guard?.callers.know(stacks);
  const environment = {
    ...options,
    ...(guard && { dynamodbEndpoint: guard.endpoint, accessKeyOf: guard.callers.accessKeyOf }),
  };
  const functions = new Map(
    functionsOf(stacks).map((definition) => [
      definition.arn,
      createFunction(withServices(definition, options), environment),
    ]),
  );
  const all = [...functions.values()];
  const close = async (): Promise<void> => {
    await Promise.all(all.map((one) => one.close()));
  };
  try {
    if (options.loadAll) await Promise.all(all.map((one) => one.warmUp()));
  } catch (error) {
    await close();
    throw new PlainError(`a function cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
  const { services } = options;
  services?.serve(functions);
  const stopStreams = services && startEventSources(stacks, functions, { ...options, services });
  const schedules = startSchedules(stacks, functions, options);
  const gateway = createGateway(api, functions, { ...options, now: options.clock.now });
  return {
    gateway: async (request) => {
      const answer = await gateway(request);
      options.readAnswer?.({ status: String(answer.status) }, options.clock.now());
      return answer;
    },
    isDomain: (host) => api.domains.has(host),
    functions,
    catchUp: schedules.catchUp,
    close: async () => {
      schedules.stop();
      await stopStreams?.();
      await close();
    },
  };
}

/** The AWS SDK reads these variables, and so do we. */
function withServices(definition: FunctionDefinition, { services }: RuntimeOptions): FunctionDefinition {
  if (services === undefined) return definition;
  const { endpoint } = services;
  const found = { AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint, AWS_ENDPOINT_URL_LAMBDA: endpoint };
  return { ...definition, environment: { ...definition.environment, ...found } };
}
