// One execution environment of a Lambda function: loads its bundle and runs one invocation after
// another.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Context } from 'aws-lambda';
import { isRecord } from '../../json.ts';
import { createClock, installClock } from './clock.ts';
import type { FromEnvironment, Invocation, ToEnvironment, WorkerData } from './function-messages.ts';
import { installStreaming, isStreamed, runStreamed, type Sink } from './streaming.ts';

/** The callbacks of old are gone from Lambda's Node.js 24 runtime, though not yet from the type. */
type LambdaContext = Omit<Context, 'done' | 'fail' | 'succeed'>;
type Handler = (...given: unknown[]) => unknown;

const { definition, clockOffset } = workerData as WorkerData;
installClock(createClock(clockOffset));
const port = parentPort;
if (port === null) throw new Error(`${path.basename(import.meta.filename)} must run as a worker thread`);
const send = (message: FromEnvironment): void => port.postMessage(message);

installStreaming();
const isHandler = (value: unknown): value is Handler => typeof value === 'function';
const bundle: unknown = await import(pathToFileURL(definition.file).href);
const handler = isRecord(bundle) ? bundle[definition.exportName] : undefined;
if (!isHandler(handler)) throw new Error(`${definition.file} has no function "${definition.exportName}"`);

/** Settles what waits for the part before to be taken. */
let answered: PromiseWithResolvers<void> | undefined;
let isUnwanted = false;
const sink: Sink = (part) => {
  answered = Promise.withResolvers();
  send({ kind: 'part', part });
  return answered.promise;
};

port.on('message', (message: ToEnvironment) => {
  if (message.kind === 'event') void run(handler, message);
  else if (message.kind === 'taken') answered?.resolve();
  else {
    isUnwanted = true;
    answered?.reject(new Error('the client went away'));
  }
});
send({ kind: 'ready' });

async function run(handle: Handler, { payload, requestId, timeoutMs }: Invocation): Promise<void> {
  isUnwanted = false;
  try {
    const event: unknown = JSON.parse(payload);
    const context = makeContext(requestId, timeoutMs);
    const result: unknown = isStreamed(handle)
      ? await runStreamed((response) => handle(event, response, context), sink)
      : await handle(event, context);
    send({ kind: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    // Nobody is there who could be told.
    if (isUnwanted) return send({ kind: 'result', payload: 'null' });
    const { name = 'Error', message = String(error), stack = '' } = error instanceof Error ? error : {};
    send({ kind: 'failure', error: { errorType: name, errorMessage: message, trace: stack.split('\n') } });
  }
}

function makeContext(awsRequestId: string, timeoutMs: number): LambdaContext {
  // Not by the clock, which may be moved meanwhile.
  const end = performance.now() + timeoutMs;
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: definition.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: definition.arn,
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'] ?? '',
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'] ?? '',
    memoryLimitInMB: String(definition.memoryMb),
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
  };
}
