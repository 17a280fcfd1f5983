/**
 * How far a consumer has come: it reads all users, page by page, or follows what changes. `run`
 * names the reading that it began with.
 */
export type Place =
  | { readonly step: 'read'; readonly run: string; readonly next?: string }
  | { readonly step: 'follow'; readonly run: string; readonly since: string; readonly isWhole: boolean };

/** A place as the text that a consumer keeps. */
export const sealed = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Throws TypeError for a text that `sealed` did not make. */
export function opened(cursor: string): Place {
  const place = parsed(cursor);
  if (isPlace(place)) return place;
  throw new TypeError('this is no cursor of sync(): begin without one, which reads all users again');
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'run' in value &&
  typeof value.run === 'string' &&
  'step' in value &&
  (value.step === 'read' || (value.step === 'follow' && 'since' in value && typeof value.since === 'string'));
