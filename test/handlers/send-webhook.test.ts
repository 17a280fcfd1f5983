import { createSender, type Address } from '../../lambdas/handlers/composition/send-webhook.ts';
import { startConsumer, type Consumer } from '../support/consumer.ts';

const MESSAGE = { headers: { 'content-type': 'application/json' }, body: '{"type":"a","data":{}}' };

let consumer: Consumer;
beforeAll(async () => {
  consumer = await startConsumer();
});
afterAll(() => consumer.stop());
beforeEach(() => {
  consumer.calls.length = 0;
  consumer.answer = () => 204;
});

async function send(url: string, found: readonly Address[] = [], allowLoopback = false) {
  const { send: sendOne, close } = createSender({ allowLoopback, resolve: async () => found });
  try {
    return await sendOne(url, MESSAGE);
  } finally {
    close();
  }
}

test.each([
  ['a name that leads to the metadata service', [{ address: '169.254.169.254', family: 4 }], '169.254.169.254'],
  [
    'a name of whose addresses one is private',
    [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ],
    '10.0.0.1',
  ],
  ['a name that leads to this machine by IPv6', [{ address: '::ffff:127.0.0.1', family: 6 }], '::ffff:127.0.0.1'],
])('%s is not called', async (_, found, told) => {
  const port = new URL(consumer.url).port;
  expect(await send(`https://hook.example:${port}/`, found)).toEqual({
    problem: `its name leads to ${told}, which is no public address`,
  });
  expect(consumer.calls).toEqual([]);
});

test('a name is looked up once for all who wait for it: look-ups that hang leave room for those of others', async () => {
  const asked: string[] = [];
  const found = Promise.withResolvers<readonly Address[]>();
  const resolve = (host: string): Promise<readonly Address[]> => {
    asked.push(host);
    return asked.length === 1 ? found.promise : Promise.reject(new Error('no'));
  };
  const { send: sendOne, close } = createSender({ allowLoopback: false, resolve });
  const sent = ['/a', '/b', '/c'].map((path) => sendOne(`https://hook.example${path}`, MESSAGE));
  const other = await sendOne('https://other.example/', MESSAGE);
  expect([asked, other]).toEqual([['hook.example', 'other.example'], { problem: 'the connection failed (no reason)' }]);
  found.resolve([{ address: '10.0.0.1', family: 4 }]);
  const problem = 'its name leads to 10.0.0.1, which is no public address';
  expect(await Promise.all(sent)).toEqual([{ problem }, { problem }, { problem }]);
  // And again for who comes later.
  await sendOne('https://hook.example/', MESSAGE);
  expect(asked).toHaveLength(3);
  close();
});

test('an address of this machine is called by the dev server alone', async () => {
  expect(await send(consumer.url)).toEqual({ problem: 'its address does not begin with https://' });
  expect(await send(consumer.url.replace('http:', 'https:'))).toEqual({
    problem: 'its name leads to 127.0.0.1, which is no public address',
  });
  expect(await send('http://192.168.0.1/', [], true)).toEqual({ problem: 'its address does not begin with https://' });
  expect(await send(consumer.url, [], true)).toEqual({ status: 204 });
  expect(consumer.calls).toHaveLength(1);
});

test('of an answer the status is taken, a redirect is not followed, and a long body is not read', async () => {
  consumer.answer = () => (response) => {
    response.writeHead(302, { location: consumer.url, 'retry-after': '7' });
    // It would go on for ever.
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
      if (!response.destroyed) response.once('drain', write);
    };
    write();
  };
  expect(await send(consumer.url, [], true)).toEqual({ status: 302, retryAfter: '7' });
  expect(consumer.calls).toHaveLength(1);
});

test('a connection that was kept and has ended is no failure', async () => {
  const { send: sendOne, close } = createSender({ allowLoopback: true });
  expect(await sendOne(consumer.url, MESSAGE)).toEqual({ status: 204 });
  let nth = 0;
  consumer.answer = () => ((nth += 1) === 1 ? (response) => response.destroy() : 204);
  expect(await sendOne(consumer.url, MESSAGE)).toEqual({ status: 204 });
  close();
  consumer.answer = () => (response) => response.destroy();
  expect(await send(consumer.url, [], true)).toEqual({ problem: 'the connection failed (ECONNRESET)' });
});

test.each([
  [
    'an answer that changes the protocol',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
  ],
  ['an end in the middle of a head', 'HTTP/1.1 200 OK\r\nContent-Ty'],
  ['what is no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
])('%s is a failure, and nobody waits for more', async (_, text) => {
  consumer.answer = () => (response) => response.socket?.end(text);
  expect(await send(consumer.url, [], true)).toEqual({ problem: expect.stringMatching(/^the connection /) });
  expect(consumer.calls).toHaveLength(1);
});
