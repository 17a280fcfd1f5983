import type { IncomingMessage } from 'node:http';
import type { Clock } from './clock.ts';
import type { HttpAnswer } from '../gateway/proxy-result.ts';
import { readBody } from './read-body.ts';
import type { ScheduledRun } from '../events/schedules.ts';

export const CLOCK_PATH = '/local/clock';
/** A web page cannot send this header to us without being asked first, and we would say no. */
export const CLOCK_HEADER = 'x-local-clock';

/** What a move of the clock led to. */
export interface ClockAnswer {
  now: string;
  ran: ScheduledRun[];
}

/** True for a request of the command-line tool to tell or to move the time. */
export function isClockRequest({ url, headers }: IncomingMessage): boolean {
  return url === CLOCK_PATH && headers[CLOCK_HEADER] !== undefined;
}

/** GET tells the time; POST moves it forward by `{ "milliseconds": … }` and runs the schedules that this passes. */
export async function answerClock(
  request: IncomingMessage,
  clock: Clock,
  catchUp: () => Promise<ScheduledRun[]>,
): Promise<HttpAnswer> {
  if (request.method === 'GET') return answer(200, { now: new Date(clock.now()).toISOString(), ran: [] });
  const { milliseconds } = JSON.parse((await readBody(request, 1_000)) || '{}') as { milliseconds?: unknown };
  if (typeof milliseconds !== 'number' || !Number.isFinite(milliseconds) || milliseconds < 0)
    return answer(400, { message: 'the clock only moves forward: versions and cursors would run backwards' });
  clock.forward(milliseconds);
  return answer(200, { ran: await catchUp(), now: new Date(clock.now()).toISOString() });
}

function answer(status: number, body: object): HttpAnswer {
  return { status, headers: { 'Content-Type': ['application/json'] }, body: JSON.stringify(body) };
}
