import http from 'node:http';
import https from 'node:https';

/** What is posted, and what came back. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface Posted {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** Milliseconds until there is a connection, and until the answer is there; how many connections there may be. */
export interface Limits {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly maxConnections: number;
}

export interface PostOptions {
  readonly abortSignal?: AbortSignal;
}

/**
 * Posts to one place over connections that are kept alive. What fails is named as by the SDK:
 * `TimeoutError`, `AbortError`, and errors of a connection by their code.
 */
export function createPoster(origin: URL, { connectionTimeout, requestTimeout, maxConnections }: Limits) {
  const { Agent, request } = origin.protocol === 'http:' ? http : https;
  const agent = new Agent({ keepAlive: true, maxSockets: maxConnections });
  const to = { method: 'POST', host: origin.hostname, port: origin.port, path: '/', agent };
  const post = ({ headers, body }: Post, { abortSignal: signal }: PostOptions = {}): Promise<Posted> =>
    new Promise((resolve, reject) => {
      const length = String(Buffer.byteLength(body));
      const sent = request({ ...to, headers: { ...headers, 'content-length': length }, ...(signal && { signal }) });
      const endAfter = (milliseconds: number, what: string) =>
        setTimeout(() => sent.destroy(timedOut(`no ${what} in ${milliseconds} ms`)), milliseconds);
      const answering = endAfter(requestTimeout, 'answer');
      const fail = (error: Error): void => {
        clearTimeout(answering);
        reject(error);
      };
      sent.on('error', fail);
      sent.on('socket', (socket) => {
        if (!socket.connecting) return;
        const connecting = endAfter(connectionTimeout, 'connection');
        const isOver = (): void => clearTimeout(connecting);
        socket.once('connect', isOver).once('close', isOver);
      });
      sent.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', fail);
        answer.on('end', () => {
          clearTimeout(answering);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() });
        });
      });
      sent.end(body);
    });
  return { post, close: () => agent.destroy() };
}

const timedOut = (message: string): Error => Object.assign(new Error(message), { name: 'TimeoutError' });
