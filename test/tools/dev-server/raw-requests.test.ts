import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from '../../../tools/port.ts';
import { headerIn, readRequests, withHeader, type RawRequest } from '../../../tools/dev-server/http/raw-requests.ts';

const textOf = ({ head, body }: RawRequest): string => head + body.toString();
const post = (body: string): string => `POST / HTTP/1.1\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** A server that reads requests, and a client that is connected with it. */
async function open() {
  const requests: string[] = [];
  const { promise: served, resolve } = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    readRequests(socket, (request) => requests.push(textOf(request)));
    resolve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({ port: portOf(server), host: '127.0.0.1', noDelay: true });
  const close = async (): Promise<void> => {
    client.destroy();
    await once(server.close(), 'close');
  };
  return { requests, client, socket: await served, close };
}

/** What is read of what is sent in these pieces, each when the one before has arrived. */
async function read(...pieces: readonly string[]): Promise<readonly string[]> {
  const { requests, client, socket, close } = await open();
  for (const piece of pieces) {
    let left = Buffer.byteLength(piece);
    const arrived = new Promise<void>((resolve) => {
      socket.on('data', (part: Buffer) => ((left -= part.length) <= 0 ? resolve() : undefined));
    });
    client.write(piece);
    await arrived;
  }
  await close();
  return requests;
}

test('reads a request in one piece, in several, and two in one', async () => {
  const [one, other] = [post('{"a":1}'), post('{"b":"ö"}')];
  await expect(read(one)).resolves.toEqual([one]);
  await expect(read(one.slice(0, 10), one.slice(10, 40), one.slice(40), other)).resolves.toEqual([one, other]);
  await expect(read(one + other.slice(0, 30), other.slice(30))).resolves.toEqual([one, other]);
});

test('a body may be empty, and as large as DynamoDB takes it', async () => {
  await expect(read(post(''))).resolves.toEqual([post('')]);
  const large = post('x'.repeat(16 * 1024 * 1024));
  expect((await read(large))[0] === large).toBe(true);
});

test.each([
  ['no length', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n'],
  ['a length that is no number', 'POST / HTTP/1.1\r\nContent-Length: ten\r\n\r\n'],
  ['a head without end', `POST / HTTP/1.1\r\nX: ${'x'.repeat(65 * 1024)}`],
])('ends a connection with %s', async (_, sent) => {
  const { requests, client, close } = await open();
  // Where it ends before all has arrived, the other side hears of it as of a break.
  client.on('error', () => undefined);
  const ended = once(client, 'close');
  client.resume().write(sent);
  await ended;
  expect(requests).toEqual([]);
  await close();
});

test('finds a header whatever its case', () => {
  expect(headerIn('POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB.Get\r\n\r\n', 'x-amz-target')).toBe('DynamoDB.Get');
  expect(headerIn('POST / HTTP/1.1\r\nA: b\r\n\r\n', 'x-amz-target')).toBeUndefined();
});

test('puts another value into a header that is there', () => {
  const head = 'POST / HTTP/1.1\r\nHost: localhost:1\r\nX-Host: a\r\n\r\n';
  expect(withHeader(head, 'host', 'localhost:2')).toBe('POST / HTTP/1.1\r\nHost: localhost:2\r\nX-Host: a\r\n\r\n');
  expect(withHeader(head, 'origin', 'a')).toBe(head);
});
