import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isRecord, isTextRecord } from '../../../tools/json.ts';
import type { Recorded } from '../record.ts';
import { HINT, listen, thinServer, TOKEN, type Answered, type Asked } from '../serve.ts';
import { fillIn, type Values } from './fill-in.ts';

/**
 * The floor: Node's HTTP server and the AWS SDK's document client, which make for each request the calls that the
 * `scim` function was seen to make for it, with the values of this one, and write the answer that it wrote. Nothing is
 * decided and nothing is checked, so that nobody who calls DynamoDB like this can need less.
 */
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});
const CALLS: Readonly<Record<string, (input: never) => Promise<unknown>>> = {
  BatchGetItem: (input) => client.send(new BatchGetCommand(input)),
  DeleteItem: (input) => client.send(new DeleteCommand(input)),
  GetItem: (input) => client.send(new GetCommand(input)),
  PutItem: (input) => client.send(new PutCommand(input)),
  Query: (input) => client.send(new QueryCommand(input)),
  TransactWriteItems: (input) => client.send(new TransactWriteCommand(input)),
  UpdateItem: (input) => client.send(new UpdateCommand(input)),
};

/** Under these a call has values in DynamoDB's form, which the document client makes of plain ones. */
const MARSHALLED = new Set(['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey']);

/** A call as it went over the wire, as the document client is asked for it. */
function plain(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, name === 'Keys' ? 'Key' : ''));
  if (!isRecord(value)) return value;
  if (MARSHALLED.has(name)) return unmarshall(Object.fromEntries(Object.entries(value)) as never);
  const { ClientRequestToken: _ofTheOther, ...own } = value;
  return Object.fromEntries(Object.entries(own).map(([key, each]) => [key, plain(each, key)]));
}

const script = JSON.parse(readFileSync(process.env['FLOOR_SCRIPT'] ?? '', 'utf8')) as Record<string, Recorded>;
const steps = new Map(
  Object.entries(script).map(([step, recorded]) => {
    const calls = recorded.calls.map(({ operation, input }) => ({ operation, input: plain(input) }));
    return [step, { ...recorded, calls }] as const;
  }),
);

/** What the bench tells each contender of a request, and the others do not look at: the step, and what it is about. */
function readHint({ headers }: Asked): { step: string; values: Values } {
  const hint: unknown = JSON.parse(decodeURIComponent(String(headers[HINT])));
  const values = isTextRecord(hint) ? hint : {};
  const { step = '', user = '', group = '' } = values;
  // An id that there is not yet is what the request makes.
  return { step, values: { ...values, user: user || randomUUID(), group: group || randomUUID() } };
}

async function answer(asked: Asked): Promise<Answered> {
  if (asked.headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: '' };
  if (asked.body !== '') JSON.parse(asked.body);
  const { step, values } = readHint(asked);
  const recorded = steps.get(step);
  if (!recorded) return { status: 404, body: '' };
  for (const { operation, input } of recorded.calls) await CALLS[operation]?.(fillIn(input, values) as never);
  const headers = { 'Content-Type': 'application/scim+json' };
  return { status: recorded.status, headers, body: String(fillIn(recorded.body, values)) };
}

listen(thinServer(answer), { base: '', token: TOKEN });
