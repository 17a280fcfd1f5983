/** Waits so many milliseconds. Rejects with the signal's reason when it is aborted. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;
type Fetch = (request: Request) => Promise<Response>;

/** Too many requests, and what a service says that is busy, starting, or being replaced. */
const PASSING = new Set([429, 500, 502, 503, 504]);
/** With the waits between them about five minutes, where no answer says how long to wait. */
const MOST_TRIES = 10;
const SECOND = 1000;
const LONGEST = 60 * SECOND;
/** Whatever is told: a timer of 25 days would end at once. */
const LONGEST_TOLD = 60 * LONGEST;

/**
 * The same `fetch` for requests that only read: asks again after what passes, ten times in all. It
 * waits as long as Retry-After says, an hour at most, or twice as long each time.
 */
export const patient =
  (fetch: Fetch, pause: Pause): Fetch =>
  async (request) => {
    for (let tries = 1; ; tries += 1) {
      const isLast = tries === MOST_TRIES;
      const answer = await fetch(request.clone()).catch((error: unknown) => {
        if (isLast || request.signal.aborted) throw error;
        return undefined;
      });
      if (answer && (isLast || !PASSING.has(answer.status))) return answer;
      await answer?.body?.cancel();
      await pause(waitOf(answer?.headers.get('retry-after'), tries), request.signal);
    }
  };

/** Milliseconds: not all consumers come back at the same moment. */
function waitOf(retryAfter: string | null | undefined, tries: number): number {
  const told = toldWait(retryAfter);
  const wait = told !== undefined ? Math.min(LONGEST_TOLD, told) : Math.min(LONGEST, SECOND * 2 ** (tries - 1));
  return wait + Math.random() * Math.min(wait, SECOND);
}

/** What Retry-After says, seconds or a date (RFC 9110 §10.2.3), in milliseconds. */
function toldWait(text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  if (/^\d+$/.test(text.trim())) return Number(text) * SECOND;
  const until = Date.parse(text);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}
