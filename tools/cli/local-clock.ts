import { CLOCK_HEADER, CLOCK_PATH, type ClockAnswer } from '../dev-server/server/clock-api.ts';
import type { ServerInfo } from '../dev-server/server/state-folder.ts';
import { PlainError } from '../plain-error.ts';

/** Asks a local server for its time, or moves it forward by `milliseconds`. Throws PlainError with its words when it does not. */
export async function askClock({ port }: Pick<ServerInfo, 'port'>, milliseconds?: number): Promise<ClockAnswer> {
  const response = await fetch(`http://127.0.0.1:${port}${CLOCK_PATH}`, {
    headers: { [CLOCK_HEADER]: 'cli' },
    ...(milliseconds !== undefined && { method: 'POST', body: JSON.stringify({ milliseconds }) }),
  });
  const body = (await response.json()) as ClockAnswer & { message?: string };
  if (!response.ok) throw new PlainError(body.message ?? `the dev server answered ${response.status}`);
  return body;
}
