import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ChangeEvent } from '../../lambdas/events/event.ts';

/** What stands in for EventBridge: it takes what `refuses` does not name, and can be out of order as a whole. */
export interface FakeEventBridge {
  readonly endpoint: string;
  /** The details of what was taken, in order. */
  readonly taken: ChangeEvent[];
  /** How many entries each request had. */
  readonly requests: number[];
  refuses: (event: ChangeEvent) => boolean;
  isDown: boolean;
  readonly stop: () => Promise<void>;
}

export async function startEventBridge(): Promise<FakeEventBridge> {
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { Entries } = body as { Entries: { Detail: string }[] };
      const events = Entries.map(({ Detail }) => JSON.parse(Detail) as ChangeEvent);
      fake.requests.push(events.length);
      response.setHeader('Content-Type', 'application/x-amz-json-1.1');
      if (fake.isDown) return response.writeHead(500).end('{"__type":"InternalException"}');
      const answers = events.map((event) => {
        if (fake.refuses(event)) return { ErrorCode: 'ThrottlingException', ErrorMessage: 'injected' };
        fake.taken.push(event);
        return { EventId: randomUUID() };
      });
      const failed = answers.filter((answer) => 'ErrorCode' in answer).length;
      return response.end(JSON.stringify({ FailedEntryCount: failed, Entries: answers }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fake: FakeEventBridge = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: [],
    requests: [],
    refuses: () => false,
    isDown: false,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}
