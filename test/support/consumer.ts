import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { portOf } from '../../tools/port.ts';

/** A call that a consumer of webhooks got. */
export interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What the body is about. */
  readonly type: string;
  readonly data: { readonly id: string; readonly version: number; readonly eventId: string; readonly user?: unknown };
}

/** What a consumer answers: a status, or whatever it does to the connection. */
type Answer = number | ((response: ServerResponse) => void);

/** A consumer of webhooks on this machine. */
export interface Consumer {
  readonly url: string;
  /** In the order in which they came. */
  readonly calls: Call[];
  /** Decides about each call; 204 at first. */
  answer: (call: Call) => Answer;
  readonly stop: () => Promise<void>;
}

export async function startConsumer(): Promise<Consumer> {
  const calls: Call[] = [];
  const server = createServer((request, response) => void take(request, response));
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const call = {
      path: request.url ?? '',
      headers: request.headers,
      body,
      ...(JSON.parse(body) as Pick<Call, 'type' | 'data'>),
    };
    calls.push(call);
    const answer = consumer.answer(call);
    if (typeof answer === 'number') response.writeHead(answer).end();
    else answer(response);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const consumer: Consumer = {
    url: `http://127.0.0.1:${portOf(server)}/hook`,
    calls,
    answer: () => 204,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return consumer;
}
