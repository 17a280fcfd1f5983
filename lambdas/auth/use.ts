import { HOUR, MINUTE } from '../duration.ts';

/** Entra's cycles are this far apart, and a use is noted once in this time. Milliseconds. */
export const CYCLE = 40 * MINUTE;
/**
 * How far the note may be behind: a use right before the next note, and an access token that was
 * given out then lives for an hour.
 */
const LAG = CYCLE + HOUR;
const RECENTLY = 2 * CYCLE + LAG;

/**
 * Whether a use at `now` is to be noted: one write per credential and cycle. Times are ISO 8601.
 */
export function isUseDue(lastUsedAt: string | undefined, now: string): boolean {
  return lastUsedAt === undefined || lastUsedAt < noteBefore(now);
}

/** A note of a use is renewed when it is older than this. */
export function noteBefore(now: string): string {
  return new Date(Date.parse(now) - CYCLE).toISOString();
}

/**
 * Whether a credential was used in the last two provisioning cycles: whoever ends it now, ends
 * somebody's access.
 */
export function isUsedRecently(lastUsedAt: string | undefined, now: string): boolean {
  return lastUsedAt !== undefined && Date.parse(now) - Date.parse(lastUsedAt) <= RECENTLY;
}

/**
 * Notes a use, where there is something to note. It is for the operator: a failure must not keep
 * anybody out, and is told.
 */
export async function noteUse(note: (() => Promise<void>) | undefined): Promise<{ touchError?: unknown }> {
  try {
    await note?.();
    return {};
  } catch (error) {
    return { touchError: error };
  }
}
