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
  // On a busy machine an answer may be late, and the SDK sends the same request again.
  const answered = new Map<string, string>();
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { Entries } = body as { Entries: { Detail: string }[] };
      const events = Entries.map(({ Detail }) => JSON.parse(Detail) as ChangeEvent);
      const invocation = String(request.headers['amz-sdk-invocation-id']);
      response.setHeader('Content-Type', 'application/x-amz-json-1.1');
      const before = answered.get(invocation);
      if (before !== undefined) return response.end(before);
      fake.requests.push(events.length);
      if (fake.isDown) return response.writeHead(500).end('{"__type":"InternalException"}');
      const answers = events.map((event) => {
        if (fake.refuses(event)) return { ErrorCode: 'ThrottlingException', ErrorMessage: 'injected' };
        fake.taken.push(event);
        return { EventId: randomUUID() };
      });
      const failed = answers.filter((answer) => 'ErrorCode' in answer).length;
      const answer = JSON.stringify({ FailedEntryCount: failed, Entries: answers });
      answered.set(invocation, answer);
      return response.end(answer);
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
