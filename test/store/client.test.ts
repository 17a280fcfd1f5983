import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { createClient, type TableClient } from '../../lambdas/store/table/client/client.ts';
import { signedHeaders } from '../../lambdas/store/table/client/signature.ts';
import { isRecord } from '../../tools/json.ts';
import { createPatientClient, createTestTable, type TestTable } from '../support/table.ts';

let table: TestTable;
let own: TableClient;
beforeAll(async () => {
  table = await createTestTable();
  own = createPatientClient();
});
afterAll(async () => {
  own.destroy();
  await table.drop();
});

const KEY = { pk: 'A', sk: 'A' };
const ITEM = {
  ...KEY,
  text: 'ü "B":{ \\ \u2028 "B":"',
  empty: '',
  nothing: null,
  numbers: [0, -1.5, 1e-7],
  yes: true,
  B: { B: 'b', BS: ['c'], S: { N: 1 } },
  bytes: new Uint8Array([0, 255, 66]),
  set: new Set(['a', 'b']),
  left: undefined,
};
const WIRE_KEY = { pk: { S: 'A' }, sk: { S: 'A' } };

const condition = {
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;
const update = {
  UpdateExpression: 'SET #count = :one, bytes = :bytes',
  ExpressionAttributeNames: { '#count': 'count' },
  ExpressionAttributeValues: { ':one': 1, ':bytes': Buffer.from('bytes') },
  ReturnValues: 'ALL_NEW',
} as const;

/** In their order; each client does all of them on a table that is empty at first. */
const CALLS: Readonly<Record<string, (client: TableClient, TableName: string) => Promise<object>>> = {
  'a put': (client, TableName) =>
    client.send(new PutCommand({ TableName, Item: ITEM, ReturnConsumedCapacity: 'TOTAL' })),
  'a get': (client, TableName) => client.send(new GetCommand({ TableName, Key: KEY, ConsistentRead: true })),
  'a low-level get': (client, TableName) => client.send(new GetItemCommand({ TableName, Key: WIRE_KEY })),
  'a get of nothing': (client, TableName) => client.send(new GetCommand({ TableName, Key: { pk: 'A', sk: 'B' } })),
  'an update': (client, TableName) => client.send(new UpdateCommand({ TableName, Key: KEY, ...update })),
  'a batch of writes': (client, TableName) =>
    client.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: { ...ITEM, sk: 'B' } } }] } }),
    ),
  'a batch of reads': (client, TableName) =>
    client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [WIRE_KEY] } } })),
  'a query': (client, TableName) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'A' } },
        Limit: 1,
      }),
    ),
  'a scan': (client, TableName) => client.send(new ScanCommand({ TableName, ConsistentRead: true })),
  'a transaction': (client, TableName) =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: { ...ITEM, sk: 'C' } } },
          { Delete: { TableName, Key: { pk: 'A', sk: 'B' } } },
        ],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    ),
  'a refused put': (client, TableName) => client.send(new PutCommand({ TableName, Item: ITEM, ...condition })),
  'a refused transaction': (client, TableName) =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: ITEM, ...condition } },
          { Put: { TableName, Item: { ...ITEM, sk: 'D' }, ...condition } },
        ],
      }),
    ),
  'a put without a key': (client, TableName) => client.send(new PutCommand({ TableName, Item: {} })),
  'a get of no table': (client) => client.send(new GetCommand({ TableName: 'none-of-these', Key: KEY })),
  'a delete': (client, TableName) => client.send(new DeleteCommand({ TableName, Key: KEY, ReturnValues: 'ALL_OLD' })),
};

/** Those that the store tells apart by their class. */
const TOLD_APART = [ConditionalCheckFailedException, TransactionCanceledException];

/** What a call comes to, whether it is refused or not. */
async function outcomeOf(call: Promise<object>): Promise<object> {
  try {
    return plain(await call);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const known = TOLD_APART.find((each) => error instanceof each)?.name;
    return { known, name: error.name, message: error.message, ...plain(error) };
  }
}

function plain(found: object): object {
  const metadata: unknown = Reflect.get(found, '$metadata');
  const httpStatusCode = isRecord(metadata) ? metadata['httpStatusCode'] : undefined;
  // What DynamoDB says beside what the SDK takes of it.
  const left = Object.entries(found).filter(([key]) => !['$metadata', '__type', 'Message'].includes(key));
  return { ...Object.fromEntries<unknown>(left), httpStatusCode };
}

test('a call comes to what it does with the client of the SDK', async () => {
  const other = await createTestTable();
  try {
    for (const [what, call] of Object.entries(CALLS)) {
      const theirs = await outcomeOf(call(other.documentClient, other.tableName));
      const found = await outcomeOf(call(own, table.tableName));
      const named = JSON.stringify(found).replaceAll(table.tableName, other.tableName);
      expect([what, JSON.parse(named)]).toEqual([what, JSON.parse(JSON.stringify(theirs))]);
      expect({ [what]: typesOf(found) }).toEqual({ [what]: typesOf(theirs) });
    }
  } finally {
    await other.drop();
  }
});

/** The kinds of objects in a value, which its JSON does not tell. */
function typesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (value instanceof Uint8Array) return [`bytes ${Buffer.from(value).toString('hex')}`];
  if (value instanceof Set)
    return [
      `set ${[...value]
        .map(String)
        .toSorted((a, b) => a.localeCompare(b))
        .join()}`,
    ];
  return Object.keys(value)
    .toSorted()
    .flatMap((key) => typesOf(Reflect.get(value, key)));
}

describe('on the way', () => {
  let server: Server;
  let listen: RequestListener;
  let endpoint: string;
  beforeAll(async () => {
    server = createServer((request, response) => listen(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const access = { region: 'eu-central-1', accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' };
  const get = new GetItemCommand({ TableName: 'any', Key: WIRE_KEY });
  /** A get by a client of its own. */
  async function ask(requestTimeout = 60_000, abortSignal?: AbortSignal): Promise<unknown> {
    const client = createClient({ access, endpoint }, { connectionTimeout: 60_000, requestTimeout, maxConnections: 1 });
    try {
      return await client.send(get, abortSignal && { abortSignal });
    } catch (error) {
      return error;
    } finally {
      client.destroy();
    }
  }

  test('a request is the one of the SDK, which would have signed it the same', async () => {
    const seen: { headers: Record<string, string>; body: string }[] = [];
    listen = (request, response) => {
      let body = '';
      request.on('data', (part) => (body += String(part)));
      request.on('end', () => {
        seen.push({ headers: request.headers as Record<string, string>, body });
        response.end('{}');
      });
    };
    await ask();
    const sdk = new DynamoDBClient({ endpoint, region: access.region, credentials: access, maxAttempts: 1 });
    await DynamoDBDocumentClient.from(sdk).send(get);
    sdk.destroy();
    const [ours, theirs] = seen;
    const what = ({ headers, body }: (typeof seen)[number] = { headers: {}, body: '' }): unknown[] => [
      JSON.parse(body),
      ...['content-type', 'x-amz-target', 'host', 'x-amz-security-token'].map((name) => headers[name]),
    ];
    expect(what(ours)).toEqual(what(theirs));
    for (const { headers, body } of seen) {
      const { authorization = '', host = '', 'x-amz-date': time = '' } = headers;
      const signed = /SignedHeaders=([^,]*)/.exec(authorization)?.[1]?.split(';') ?? [];
      const named = Object.fromEntries(signed.map((name) => [name, headers[name] ?? '']));
      const at = new Date(time.replace(/(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5'));
      const again = signedHeaders({ service: 'dynamodb', host, path: '/', headers: named, body }, access, at);
      expect(again['authorization']).toBe(authorization);
    }
  });

  test('what gets no answer in time is a time-out', async () => {
    listen = () => undefined;
    expect(await ask(20)).toMatchObject({ name: 'TimeoutError' });
  });

  test('what begins to be answered and does not end is a time-out, too', async () => {
    listen = (_, response) => void response.write('{"Item":');
    expect(await ask(20)).toMatchObject({ name: 'TimeoutError' });
  });

  test('what is given up is an abort', async () => {
    listen = () => undefined;
    expect(await ask(undefined, AbortSignal.timeout(20))).toMatchObject({ name: 'AbortError' });
    expect(await ask(undefined, AbortSignal.abort())).toMatchObject({ name: 'AbortError' });
  });

  test('a connection that breaks says so, before an answer and within', async () => {
    listen = (request) => void request.socket.destroy();
    expect(await ask()).toMatchObject({ code: 'ECONNRESET' });
    listen = (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"Item":', () => request.socket.destroy());
    };
    expect(await ask()).toMatchObject({ code: 'ECONNRESET' });
  });

  test('an answer of something else has its status', async () => {
    listen = (_, response) => response.writeHead(503).end('<html>unavailable</html>');
    expect(await ask()).toMatchObject({ name: 'Unknown', $metadata: { httpStatusCode: 503 } });
  });

  test('an answer of several parts is read as one, characters that lie in two included', async () => {
    const text = Buffer.from(JSON.stringify({ Item: { name: { S: 'ü'.repeat(100) } } }));
    const odd = text.indexOf('ü') + 1;
    listen = (_, response) => void response.write(text.subarray(0, odd), () => response.end(text.subarray(odd)));
    expect(await ask()).toMatchObject({ Item: { name: { S: 'ü'.repeat(100) } } });
  });
});
