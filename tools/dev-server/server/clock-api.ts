import type { IncomingMessage } from 'node:http';
import { isRecord } from '../../json.ts';
import type { ScheduledRun } from '../events/schedules.ts';
import type { Clock } from '../functions/clock.ts';
import { jsonAnswer, type HttpAnswer } from '../http/answer.ts';
import { readBody } from '../http/read-body.ts';

export const CLOCK_PATH = '/local/clock';

/** What a move of the clock led to. */
export interface ClockAnswer {
  now: string;
  ran: ScheduledRun[];
}

/** Whether it is what a move of the clock is answered with. */
export const isClockAnswer = (value: unknown): value is ClockAnswer =>
  isRecord(value) && typeof value['now'] === 'string' && Array.isArray(value['ran']);

/** True for a request of the command-line tool to tell or to move the time. */
export function isClockRequest({ url }: IncomingMessage): boolean {
  return url === CLOCK_PATH;
}

/**
 * GET tells the time; POST moves it forward by `{ "milliseconds": … }` and runs the schedules that
 * this passes.
 */
export async function answerClock(
  request: IncomingMessage,
  clock: Clock,
  catchUp: () => Promise<ScheduledRun[]>,
): Promise<HttpAnswer> {
  if (request.method === 'GET') return jsonAnswer(200, { now: new Date(clock.now()).toISOString(), ran: [] });
  const body: unknown = JSON.parse((await readBody(request, 1_000)) || '{}');
  const milliseconds = isRecord(body) ? body['milliseconds'] : undefined;
  if (typeof milliseconds !== 'number' || !Number.isFinite(milliseconds) || milliseconds < 0)
    return jsonAnswer(400, { message: 'the clock only moves forward: versions and cursors would run backwards' });
  clock.forward(milliseconds);
  return jsonAnswer(200, { ran: await catchUp(), now: new Date(clock.now()).toISOString() });
}
