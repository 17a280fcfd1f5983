import path from 'node:path';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { AccessKey } from '../access/callers.ts';
import { CREDENTIALS, REGION } from '../template/aws-account.ts';
import type { Clock } from './clock.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import type { FromEnvironment, FunctionError, Outcome, ToEnvironment, WorkerData } from './function-messages.ts';
import type { Sink } from './streaming.ts';

/**
 * A worker thread in which a function is loaded. It runs one invocation at a time, as in Lambda.
 */
export interface Environment {
  /** Resolves once the bundle is loaded; its error is that of the bundle's top level. */
  ready: Promise<void>;
  /** `sink` takes what the function streams. */
  run: (payload: string, requestId: string, sink: Sink) => Promise<Outcome>;
  /** False after a crash or a time-out: take another one. */
  isAlive: () => boolean;
  end: () => Promise<void>;
}

export interface EnvironmentOptions {
  dynamodbEndpoint: string;
  /** What a function signs its calls with; left out, what everything local is signed with. */
  accessKeyOf?: (definition: FunctionDefinition) => AccessKey;
  log: Writable;
  clock: Clock;
}

/**
 * Starts an environment. `dynamodbEndpoint` is where its AWS SDK finds DynamoDB; its output goes to
 * `log`.
 */
export function startEnvironment(
  definition: FunctionDefinition,
  { dynamodbEndpoint, accessKeyOf, log, clock }: EnvironmentOptions,
): Environment {
  const data: WorkerData = { definition, clockOffset: clock.offset };
  const worker = new Worker(path.join(import.meta.dirname, 'function-worker.ts'), {
    workerData: data,
    env: environmentVariables(definition, dynamodbEndpoint, accessKeyOf?.(definition)),
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // A function dies of more memory than it was given, as in Lambda. V8 keeps what a heap ever had: without an end for
    // the young generation the server grew from 0.5 to 1.1 GB over 12,000 requests, of which 0.3 were in use.
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb, maxYoungGenerationSizeMb: 48 },
    stdout: true,
    stderr: true,
  });
  for (const output of [worker.stdout, worker.stderr]) output.on('data', (chunk) => log.write(chunk));
  return connect(worker, definition);
}

function connect(worker: Worker, { name, timeoutMs }: FunctionDefinition): Environment {
  let alive = true;
  let finish: ((outcome: Outcome) => void) | undefined;
  let take: Sink | undefined;
  const ready = Promise.withResolvers<void>();

  const settle = (outcome: Outcome): void => {
    finish?.(outcome);
    finish = undefined;
  };
  const fail = (error: FunctionError): void => {
    alive = false;
    settle({ ok: false, error });
    ready.reject(new Error(`${name}: ${error.errorMessage}`));
  };
  ready.promise.catch(() => undefined); // whoever invokes sees the failure of `ready` there
  const say = (message: ToEnvironment): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(message);
  };
  const hand = async (part: Uint8Array): Promise<void> => {
    try {
      await take?.(part);
      say({ kind: 'taken' });
    } catch {
      say({ kind: 'unwanted' });
    }
  };
  worker.on('message', (message: FromEnvironment) => {
    if (message.kind === 'ready') ready.resolve();
    else if (message.kind === 'part') void hand(message.part);
    else if (message.kind === 'result') settle({ ok: true, payload: message.payload });
    else settle({ ok: false, error: message.error });
  });
  worker.on('error', (error: Error) => {
    fail({ errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] });
  });
  worker.on('exit', (code) => {
    fail({ errorType: 'Runtime.ExitError', errorMessage: `the runtime exited with code ${code}` });
  });
  const end = async (): Promise<void> => {
    alive = false;
    await worker.terminate();
  };
  const run: Environment['run'] = (payload, requestId, sink) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        const errorMessage = `${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
        fail({ errorType: 'Sandbox.Timedout', errorMessage });
        void end();
      }, timeoutMs);
      take = sink;
      finish = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      say({ kind: 'event', payload, requestId, timeoutMs });
    });
  return { ready: ready.promise, run, isAlive: () => alive, end };
}

function environmentVariables(
  definition: FunctionDefinition,
  dynamodbEndpoint: string,
  { accessKeyId, secretAccessKey }: AccessKey = CREDENTIALS,
): NodeJS.ProcessEnv {
  return {
    ...(process.env['PATH'] && { PATH: process.env['PATH'] }),
    // Where this process keeps what code compiles to: half of what a start costs.
    ...(process.env['NODE_COMPILE_CACHE'] && { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
    TZ: 'UTC',
    // Tests, and whoever tries out federation, are an issuer on this machine.
    ALLOW_LOOPBACK_KEYS: 'true',
    // Nor is whoever tries out webhooks anywhere else.
    ALLOW_LOOPBACK_WEBHOOKS: 'true',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_REGION: REGION,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    LAMBDA_TASK_ROOT: definition.folder,
    ...definition.environment,
  };
}
