import type { IncomingMessage, Server } from 'node:http';
import type { Clock } from '../functions/clock.ts';
import { BODY_LIMIT } from '../gateway/request-body.ts';
import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { createHttpServer } from '../http/http-server.ts';
import { readBytes } from '../http/read-body.ts';
import { answerClock, isClockRequest } from './clock-api.ts';
import { answerInvoke, isInvokeRequest, notSigned } from './invoke-api.ts';
import { localRefusal } from './local-key.ts';
import type { Runtime } from './runtime.ts';

/** Below it, under a name that nobody guesses, is what leads to the setup page. */
export const LOCAL_SETUP = '/local/setup';

interface PortOptions {
  clock: Clock;
  /** What the clock and the Invoke API demand. */
  key: string;
  report: (message: string) => void;
  /** Paths that lead elsewhere. */
  redirects?: ReadonlyMap<string, string>;
}

/** The server of the port, for whatever runs at the time of a request; it is not listening yet. */
export const createPort = (
  running: () => Runtime,
  { clock, key, report, redirects = new Map() }: PortOptions,
): Server =>
  createHttpServer(
    (request) => {
      const location = redirects.get(request.url ?? '');
      if (location !== undefined) return Promise.resolve(redirect(location));
      if (request.url?.startsWith(`${LOCAL_SETUP}/`)) return Promise.resolve(FROM_BEFORE);
      return answerRequest({ runtime: running(), clock, key }, request, report);
    },
    (host) => running().isDomain(host),
  );

const FROM_BEFORE: HttpAnswer = {
  status: 404,
  headers: { 'Content-Type': ['text/plain; charset=utf-8'], 'Cache-Control': ['no-store'] },
  body: 'This address was made by an earlier start: open the one that the last start printed under "Setup page".\n',
};

const redirect = (location: string): HttpAnswer => ({
  status: 302,
  headers: { Location: [location], 'Cache-Control': ['no-store'] },
  body: '',
});

/** Answers a request to the port: the clock, Lambda's Invoke API, or the tenant's API. `key` is
 * what the first two demand. */
async function answerRequest(
  { runtime, clock, key }: { runtime: Runtime; clock: Clock; key: string },
  request: IncomingMessage,
  onError: (message: string) => void,
): Promise<HttpAnswer> {
  const isClock = isClockRequest(request);
  const isInvoke = isInvokeRequest(request);
  const refusal = isClock || isInvoke ? localRefusal(request, key) : undefined;
  if (refusal !== undefined) return isClock ? jsonAnswer(403, { message: refusal }) : notSigned(refusal);
  if (isClock) return answerClock(request, clock, runtime.catchUp);
  if (isInvoke) return answerInvoke(request, runtime.functions, onError);
  const body = await readBytes(request, BODY_LIMIT);
  return runtime.gateway({
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    rawHeaders: request.rawHeaders,
    accept: request.headers.accept,
    acceptEncoding: request.headers['accept-encoding']?.toString(),
    contentEncoding: request.headers['content-encoding'],
    body,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    port: request.socket.localPort ?? 80,
  });
}
