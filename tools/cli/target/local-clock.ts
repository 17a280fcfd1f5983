import { CLOCK_PATH, isClockAnswer, type ClockAnswer } from '../../dev-server/server/clock-api.ts';
import { KEY_HEADER } from '../../dev-server/server/local-key.ts';
import type { ServerInfo } from '../../dev-server/server/state-folder.ts';
import { isRecord } from '../../json.ts';
import { PlainError } from '../../plain-error.ts';

/**
 * Asks a local server for its time, or moves it forward by `milliseconds`. Throws PlainError with
 * its words when it does not.
 */
export async function askClock(
  { port, key }: Pick<ServerInfo, 'port' | 'key'>,
  milliseconds?: number,
): Promise<ClockAnswer> {
  const response = await fetch(`http://127.0.0.1:${port}${CLOCK_PATH}`, {
    headers: { [KEY_HEADER]: key },
    ...(milliseconds !== undefined && { method: 'POST', body: JSON.stringify({ milliseconds }) }),
  });
  const body: unknown = await response.json();
  if (response.ok && isClockAnswer(body)) return body;
  const message = isRecord(body) ? body['message'] : undefined;
  throw new PlainError(typeof message === 'string' ? message : `the dev server answered ${response.status}`);
}
