// One execution environment of a Lambda function: loads its bundle and runs one invocation after
// another.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Context } from 'aws-lambda';
import { isRecord } from '../../json.ts';
import { createClock, installClock } from './clock.ts';
import type { FromEnvironment, Invocation, WorkerData } from './function-messages.ts';

/** The callbacks of old are gone from Lambda's Node.js 24 runtime, though not yet from the type. */
type LambdaContext = Omit<Context, 'done' | 'fail' | 'succeed'>;
type Handler = (event: unknown, context: LambdaContext) => unknown;

const { definition, clockOffset } = workerData as WorkerData;
installClock(createClock(clockOffset));
const port = parentPort;
if (port === null) throw new Error(`${path.basename(import.meta.filename)} must run as a worker thread`);
const send = (message: FromEnvironment): void => port.postMessage(message);

const isHandler = (value: unknown): value is Handler => typeof value === 'function';
const bundle: unknown = await import(pathToFileURL(definition.file).href);
const handler = isRecord(bundle) ? bundle[definition.exportName] : undefined;
if (!isHandler(handler)) throw new Error(`${definition.file} has no function "${definition.exportName}"`);

port.on('message', (invocation: Invocation) => void run(handler, invocation));
send({ kind: 'ready' });

async function run(handle: Handler, { payload, requestId, timeoutMs }: Invocation): Promise<void> {
  try {
    const result: unknown = await handle(JSON.parse(payload), makeContext(requestId, timeoutMs));
    send({ kind: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
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
