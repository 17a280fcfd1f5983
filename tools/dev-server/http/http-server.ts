import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Socket } from 'node:net';
import { messageOf } from '../../../lib/thrown.ts';
import { foreignHost } from '../../local-host.ts';
import { jsonAnswer, type HttpAnswer } from './answer.ts';

/** Above API Gateway's own limit, so that it is our gateway who refuses and not Node's parser. */
const MAX_HEADER_BYTES = 64 * 1024;
/**
 * Longer than clients keep idle connections, so that none is closed under a request that is on its
 * way.
 */
const KEEP_ALIVE_MS = 75_000;

const STOP_TIMEOUT_MS = 2_000;

type Answer = (request: IncomingMessage) => Promise<HttpAnswer>;
type IsOwn = (host: string) => boolean;

/**
 * Makes the HTTP server around a function that answers requests; it is not listening yet. A request
 * for another host than this machine, or a domain that `isOwn` knows, is 421.
 */
export function createHttpServer(answer: Answer, isOwn?: IsOwn): Server {
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      void respond({ answer, isOwn }, request, response);
    },
  );
  server.on('clientError', refuseUnreadable);
  return server;
}

/** Stops listening, lets requests in flight finish for two seconds, and closes every connection. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), STOP_TIMEOUT_MS);
  await closed;
  clearTimeout(timer);
}

async function respond(
  { answer, isOwn }: { answer: Answer; isOwn: IsOwn | undefined },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const foreign = foreignHost(request.headers, request.socket.localPort, isOwn);
    const { status, headers, body } =
      foreign === undefined ? await answer(request) : jsonAnswer(421, { message: foreign });
    if (body instanceof Readable) {
      response.writeHead(status, headers);
      await sendStream(body, response);
      return;
    }
    if (status !== 204 && status !== 304) headers['Content-Length'] = [String(Buffer.byteLength(body))];
    response.writeHead(status, headers).end(body);
  } catch (error) {
    // The client has gone, and with it often what would have been asked on its behalf: nobody waits for an answer.
    if (response.destroyed || (request.destroyed && !request.complete)) return;
    // What lies behind has failed, or a function set a header that HTTP does not allow.
    console.error(`${request.method} ${request.url}: ${messageOf(error)}`);
    if (!response.headersSent) response.writeHead(502, { 'Content-Type': 'application/json' });
    response.end('{"message":"Internal server error"}');
  }
}

/**
 * Sends what comes as it comes. Where it breaks off, so does the connection; where the client goes away,
 * the reading ends. Whoever makes it has said why, so nothing is to be said here.
 */
const sendStream = (body: Readable, response: ServerResponse): Promise<void> =>
  pipeline(body, response).catch(() => undefined);

/**
 * What Node's HTTP parser cannot read has no request to answer; API Gateway's front end answers
 * plainly too.
 */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
