import { MINUTE } from '../duration.ts';
import type { FoundRefusal } from './refusal.ts';

/** Who is told what a request was refused for, and may make its answer wait. Never throws or rejects. */
export type NoteRefusals = (found: readonly FoundRefusal[]) => Promise<void>;

export interface NotingOptions {
  readonly addRefusal: (found: FoundRefusal) => Promise<void>;
  /** How many of the minute of this moment (ISO 8601) were left out beside those told before. */
  readonly addLeftOut: (moment: string, count: number) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears of writes that failed. */
  readonly onError: (error: unknown) => void;
}

/** Refusals that a process writes down in a minute. */
const MOST_A_MINUTE = 20;
/**
 * Of one person or group in half an hour: Entra brings each once in 40 minutes. So what an erasure has to
 * find has a bound, too.
 */
const MOST_OF_ONE = 10;
const HALF_HOUR = 30 * MINUTE;

/**
 * Writes down what was refused, up to a bound; what is beyond it is counted. The count is told when it
 * has grown to four times what was told of this minute, and the rest with the next refusal, so that a
 * storm of any size writes a few times a minute, and a process that ends takes three in four of a count
 * with it at most.
 */
export function noteRefusals({ addRefusal, addLeftOut, now, onError }: NotingOptions): NoteRefusals {
  const ofOne = new Map<string, number>();
  let [minute, halfHour] = [0, 0];
  let [written, told, untold] = [0, 0, 0];

  const tell = async (): Promise<void> => {
    const count = untold;
    untold = 0;
    told += count;
    await addLeftOut(new Date(minute * MINUTE).toISOString(), count);
  };
  const beginMinute = async (next: number): Promise<void> => {
    const rest = untold > 0 ? tell() : undefined;
    [minute, written, told] = [next, 0, 0];
    await rest;
  };
  const note = async (found: FoundRefusal): Promise<void> => {
    const [name = ''] = found.names;
    const before = name === '' ? 0 : (ofOne.get(name) ?? 0);
    if (written < MOST_A_MINUTE && before < MOST_OF_ONE) {
      written += 1;
      if (name !== '') ofOne.set(name, before + 1);
      await addRefusal(found);
      return;
    }
    untold += 1;
    if (untold >= Math.max(1, 3 * told)) await tell();
  };

  return async (found) => {
    if (found.length === 0) return;
    const moment = now();
    if (Math.floor(moment / HALF_HOUR) !== halfHour) ofOne.clear();
    halfHour = Math.floor(moment / HALF_HOUR);
    const current = Math.floor(moment / MINUTE);
    const begun = current === minute ? [] : [beginMinute(current)];
    for (const result of await Promise.allSettled([...begun, ...found.map(note)]))
      if (result.status === 'rejected') onError(result.reason);
  };
}
