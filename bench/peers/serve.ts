import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { portOf } from '../../tools/port.ts';

/** A request as a contender gets it; the body as text, empty where there is none. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

/** What a contender tells once it listens: where its SCIM begins, and what it wants to be shown. */
export interface Ready {
  readonly port: number;
  readonly base: string;
  readonly token: string;
}

/** The header that tells the floor which step a request is: the others are sent it, too, and do not look. */
export const HINT = 'x-bench';

/** What every contender is sent by whoever may ask. */
export const TOKEN = 'bench';

/** The thin HTTP server that a contender without one of its own stands behind: it reads a body, and writes an answer. */
export function thinServer(answer: (request: Asked) => Promise<Answered>): Server {
  return createServer((request, response) => void respond(answer, request, response));
}

async function respond(
  answer: (request: Asked) => Promise<Answered>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '', headers, rawHeaders } = request;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const answered = await answer({ method, url, headers, rawHeaders, body });
    response.writeHead(answered.status, answered.headers).end(answered.body);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
}

/** Listens on a free port, tells the bench, and from then on what the process has used of the processor, in µs. */
export function listen(server: Server, about: Omit<Ready, 'port'>): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  });
  process.on('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', () => process.send?.({ port: portOf(server), ...about } satisfies Ready));
}
