import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ACCOUNT, REGION } from '../aws-account.ts';
import { openCheckpoints, type Checkpoints } from './checkpoints.ts';
import { closeServer, createHttpServer, listen } from '../server/http-server.ts';
import type { HttpAnswer } from '../gateway/proxy-result.ts';
import { readBody } from '../server/read-body.ts';

/** What stands in for the services around a function: EventBridge, and the queue of what could not be delivered. */
export interface LocalServices {
  /** Answers PutEvents of EventBridge, and and what a redrive needs of SQS. */
  endpoint: string;
  /** Every event, one JSON line each, as a target of the bus would get it. */
  eventsFile: string;
  checkpoints: Checkpoints;
  addDeadLetter: (body: object) => void;
  /** Runs one after the other: the streams are followed by one runtime at a time, also while the next one starts. */
  inTurn: (work: () => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
}

type Operation = (input: Record<string, unknown>) => object;

interface Message {
  id: string;
  body: string;
  visibleFrom: number;
}

const BODY_LIMIT = 1024 * 1024;

/** Starts the services on a free port of the loopback interface. `memory`: nothing is remembered for the next start. */
export async function startLocalServices(folder: string, { memory }: { memory: boolean }): Promise<LocalServices> {
  const eventsFile = path.join(folder, 'events.log');
  const messages = new Map<string, Message>();
  const operations: Record<string, Operation> = {
    'AWSEvents.PutEvents': (input) => putEvents(eventsFile, input as unknown as PutEvents),
    'AmazonSQS.ReceiveMessage': (input) => receive(messages, input),
    'AmazonSQS.ChangeMessageVisibility': ({ ReceiptHandle, VisibilityTimeout }) => {
      const message = messages.get(String(ReceiptHandle));
      if (message) message.visibleFrom = Date.now() + Number(VisibilityTimeout) * 1000;
      return {};
    },
    'AmazonSQS.DeleteMessage': ({ ReceiptHandle }) => {
      messages.delete(String(ReceiptHandle));
      return {};
    },
  };
  const server = createHttpServer((request) => answer(operations, request));
  await listen(server, 0);
  let turn: Promise<void> = Promise.resolve();
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    eventsFile,
    checkpoints: openCheckpoints(memory ? undefined : path.join(folder, 'stream.json')),
    addDeadLetter: (body) => {
      const id = randomUUID();
      messages.set(id, { id, body: JSON.stringify(body), visibleFrom: 0 });
    },
    inTurn: (work) => (turn = turn.then(work)),
    stop: () => closeServer(server),
  };
}

/** The JSON protocol of AWS names the operation in a header, which a web page cannot send to us without being asked first. */
async function answer(operations: Record<string, Operation>, request: IncomingMessage): Promise<HttpAnswer> {
  const body = await readBody(request, BODY_LIMIT);
  const name = String(request.headers['x-amz-target']);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined || body === undefined) {
    return json(400, { __type: 'UnknownOperationException', message: `the dev server does not know ${name}` });
  }
  return json(200, operation(JSON.parse(body || '{}') as Record<string, unknown>));
}

function json(status: number, content: object): HttpAnswer {
  return { status, headers: { 'Content-Type': ['application/x-amz-json-1.1'] }, body: JSON.stringify(content) };
}

interface PutEvents {
  Entries: { Source: string; DetailType: string; Detail: string; Time?: number }[];
}

function putEvents(file: string, { Entries }: PutEvents): object {
  const events = Entries.map(({ Source: source, DetailType, Detail, Time }) => ({
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source,
    account: ACCOUNT,
    time: new Date(Time === undefined ? Date.now() : Time * 1000).toISOString(),
    region: REGION,
    detail: JSON.parse(Detail) as object,
  }));
  appendFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return { FailedEntryCount: 0, Entries: events.map(({ id }) => ({ EventId: id })) };
}

function receive(messages: Map<string, Message>, input: Record<string, unknown>): object {
  const { MaxNumberOfMessages: most = 1, VisibilityTimeout: hidden = 30 } = input as Record<string, number>;
  const now = Date.now();
  const found = [...messages.values()].filter(({ visibleFrom }) => visibleFrom <= now).slice(0, most);
  for (const message of found) message.visibleFrom = now + hidden * 1000;
  return {
    Messages: found.map(({ id, body }) => ({
      MessageId: id,
      ReceiptHandle: id,
      Body: body,
      MD5OfBody: createHash('md5').update(body).digest('hex'),
    })),
  };
}
