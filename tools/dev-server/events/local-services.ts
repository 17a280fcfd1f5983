import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { isRecord } from '../../json.ts';
import { portOf } from '../../port.ts';
import { isInvokeRequest } from '../server/invoke-api.ts';
import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { closeServer, createHttpServer } from '../http/http-server.ts';
import { listen } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import { accessKeyIn, type Callers, type ServiceCall } from '../access/callers.ts';
import { accessDenied } from '../access/guarded-dynamodb.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import { putEvents } from './bus.ts';
import { openCheckpoints, type AllCheckpoints } from './checkpoints.ts';
import { createDeadLetters, type Operation } from './dead-letters.ts';
import { createLocalLambda } from './local-lambda.ts';

/**
 * What stands in for the services around a function: EventBridge, the queue of what could not be
 * delivered, and Lambda, where a function invokes another.
 */
export interface LocalServices {
  /** Answers PutEvents of EventBridge, and what a redrive needs of SQS. */
  endpoint: string;
  /** Every event, one JSON line each, as a target of the bus would get it. */
  eventsFile: string;
  checkpoints: AllCheckpoints;
  addDeadLetter: (body: object) => void;
  /** Has these functions be those that others can invoke, in place of the ones before. */
  serve: (functions: ReadonlyMap<string, LocalFunction>) => void;
  /**
   * Runs one after the other: the streams are followed by one runtime at a time, also while the
   * next one starts.
   */
  inTurn: (work: () => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
}

/** Who may call: the functions, and whoever has the key of the server. */
interface ServicesAccess {
  readonly callers: Callers;
  readonly key: string;
}

interface LocalServicesOptions {
  readonly memory: boolean;
  /** Left out, everybody may call. */
  readonly access?: ServicesAccess;
  /** Hears of a function that failed where nobody waits for it. */
  readonly report?: (message: string) => void;
}

const BODY_LIMIT = 1024 * 1024;

/**
 * Starts the services on a free port of the loopback interface. `memory`: nothing is remembered for
 * the next start.
 */
export async function startLocalServices(
  folder: string,
  { memory, access, report = console.error }: LocalServicesOptions,
): Promise<LocalServices> {
  const eventsFile = path.join(folder, 'events.log');
  const deadLetters = createDeadLetters();
  const operations: Readonly<Record<string, Operation>> = {
    'AWSEvents.PutEvents': (input) => putEvents(eventsFile, input),
    ...deadLetters.operations,
  };
  const lambda = createLocalLambda((call) => access && problemOf(access, call), report);
  const server = createHttpServer((request) =>
    isInvokeRequest(request) ? lambda.answer(request) : answer(operations, access, request),
  );
  await listen(server, 0);
  let turn: Promise<void> = Promise.resolve();
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    eventsFile,
    checkpoints: openCheckpoints(memory ? undefined : path.join(folder, 'stream.json')),
    addDeadLetter: deadLetters.add,
    serve: lambda.serve,
    inTurn: (work) => (turn = turn.then(work)),
    stop: () => closeServer(server),
  };
}

/**
 * The JSON protocol of AWS names the operation in a header, which a web page cannot send to us
 * without being asked first.
 */
async function answer(
  operations: Readonly<Record<string, Operation>>,
  access: ServicesAccess | undefined,
  request: IncomingMessage,
): Promise<HttpAnswer> {
  const body = await readBody(request, BODY_LIMIT);
  const name = String(request.headers['x-amz-target']);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  const input: unknown = body === undefined ? undefined : JSON.parse(body || '{}');
  if (operation === undefined || !isRecord(input)) {
    return json(400, { __type: 'UnknownOperationException', message: `the dev server does not know ${name}` });
  }
  const problem = access && problemOf(access, { authorization: request.headers.authorization, target: name, input });
  return problem === undefined ? json(200, operation(input)) : accessDenied(problem);
}

/** Functions may do what their roles allow; the command line has the key. */
function problemOf({ callers, key }: ServicesAccess, call: ServiceCall): string | undefined {
  return accessKeyIn(call.authorization) === key ? undefined : callers.problemOf(call);
}

const json = (status: number, content: object): HttpAnswer =>
  jsonAnswer(status, content, { 'Content-Type': ['application/x-amz-json-1.1'] });
