import type { IncomingMessage } from 'node:http';
import type { Clock } from '../functions/clock.ts';
import { BODY_LIMIT } from '../gateway/request-body.ts';
import type { HttpAnswer } from '../http/answer.ts';
import { readBytes } from '../http/read-body.ts';
import { answerClock, isClockRequest } from './clock-api.ts';
import { answerInvoke, isInvokeRequest } from './invoke-api.ts';
import type { Runtime } from './runtime.ts';

/** Answers a request to the port: the clock, Lambda's Invoke API, or the tenant's API. */
export async function answerRequest(
  { runtime, clock }: { runtime: Runtime; clock: Clock },
  request: IncomingMessage,
  onError: (message: string) => void,
): Promise<HttpAnswer> {
  if (isClockRequest(request)) return answerClock(request, clock, runtime.catchUp);
  if (isInvokeRequest(request)) return answerInvoke(request, runtime.functions, onError);
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
