import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { messageOf } from '../../lib/thrown.ts';
import { foreignHost } from '../local-host.ts';
import { portOf } from '../port.ts';
import { errorAnswer, jsonAnswer } from './answers.ts';
import { answer } from './engine.ts';
import { isControlRequest } from './control-api.ts';
import { operationOf, type Answer } from './upstream.ts';
import type { Outcome, World } from './world.ts';

/** Longer than clients keep idle connections, so that none is closed under a request. */
const KEEP_ALIVE_MS = 75_000;

type Control = (request: IncomingMessage, body: Buffer) => Promise<Answer>;

/** Listens on a free port of the loopback interface; `control` answers what is not for DynamoDB. */
export async function startProxy(
  world: World,
  control: Control,
): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const running = new Set<Promise<void>>();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const done = respond(world, control, request, response).finally(() => running.delete(done));
    running.add(done);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await Promise.all(running);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  world: World,
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const outcome = await outcomeOf(world, control, request);
  if (outcome === 'silence') return;
  if (outcome === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const { status, headers, body } = outcome;
  const { connection: _, 'transfer-encoding': __, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': String(body.length) }).end(body);
}

async function outcomeOf(world: World, control: Control, request: IncomingMessage): Promise<Outcome> {
  try {
    const body = await buffer(request);
    const foreign = foreignHost(request.headers, request.socket.localPort);
    if (foreign !== undefined) return jsonAnswer({ message: foreign }, 421);
    if (isControlRequest(request.url, request.headers)) return await control(request, body);
    const send = (bytes: Buffer) => world.upstream.send(request.headers, bytes);
    const operation = operationOf(request.headers);
    return operation === undefined ? await send(body) : await answer(world, { operation, body, send });
  } catch (error) {
    // The client has gone, or DynamoDB Local has.
    return errorAnswer('unreachable', { Message: `the DynamoDB Local behind does not answer: ${messageOf(error)}` });
  }
}
