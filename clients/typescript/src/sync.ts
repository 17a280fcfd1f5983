import { wait, type Directory } from './directory.ts';
import { errorOf, type DirectoryError } from './error.ts';
import type { Pause } from './patient.ts';
import { opened, sealed, type Place } from './place.ts';
import type { components } from './schema.ts';

/** A user as the directory has it now. */
export type DirectoryUser = components['schemas']['User'];

type What =
  /** All users come from here on, under a new `run`. */
  | { readonly kind: 'reset' }
  /** Somebody who is there, is somebody new, or has become somebody else: write it, with the `run`. */
  | { readonly kind: 'user'; readonly user: DirectoryUser }
  /** Nothing is left of this user: delete it. */
  | { readonly kind: 'gone'; readonly id: string }
  /** All users of this `run` have come: delete whoever was last written in another one. */
  | { readonly kind: 'complete' }
  /** Nothing else has changed by now. */
  | { readonly kind: 'current' };

/**
 * What a consumer has to write, and the `cursor` to keep in the same transaction: who goes on from it
 * misses nothing. `run` names the last reading of all users.
 */
export type SyncEvent = What & { readonly run: string; readonly cursor: string };

/** Where a cursor is kept by who cannot write it together with the users. */
export interface CursorStore {
  /** The cursor that was saved last, if there is one. */
  readonly load: () => Promise<string | undefined> | string | undefined;
  /** Called once the consumer has asked for what comes behind an event. */
  readonly save: (cursor: string) => Promise<void> | void;
}

export interface SyncOptions {
  /** Where to go on; left out: all users are read first. */
  readonly cursor?: string | undefined;
  /** Loads the cursor where none is given, and saves it behind each event that moved it. */
  readonly store?: CursorStore;
  /** Goes on for ever, and asks again after `interval`; left out: it ends when all has come. */
  readonly follow?: boolean;
  /** Milliseconds between two questions when nothing else has changed (30,000). */
  readonly interval?: number;
  /** Users or changes in one answer, 1 to 1000 (1000): what is held in memory at a time. */
  readonly pageSize?: number;
  /** Ends it: the iteration throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** What waits between two questions, other than a timer. */
  readonly pause?: Pause;
}

/**
 * Reads all users, and then what changes. A place that is not kept any more (410: older than 34 days,
 * or of before a restore) begins a new run. Throws DirectoryError for what no reading mends, such as a
 * credential that was revoked or the cursor of another directory.
 */
export async function* sync(directory: Directory, options: SyncOptions = {}): AsyncGenerator<SyncEvent, void> {
  const { store } = options;
  const from = options.cursor ?? (await store?.load());
  let saved = from;
  for await (const event of events(directory, from === undefined ? undefined : opened(from), options)) {
    yield event;
    if (!store || event.cursor === saved) continue;
    await store.save(event.cursor);
    saved = event.cursor;
  }
}

/** What one answer told, and the place behind it. */
interface Step {
  readonly told: readonly What[];
  readonly after: Place;
  /** Whether there is more already. */
  readonly more: boolean;
}

async function* events(
  directory: Directory,
  from: Place | undefined,
  { follow = false, interval = 30_000, pageSize: limit = 1000, signal, pause = wait }: SyncOptions,
): AsyncGenerator<SyncEvent, void> {
  const asking = { limit, ...(signal && { signal }) };
  let place = from;
  for (;;) {
    const step: Step = place === undefined ? begin() : await next(directory, place, asking);
    const before: Place = place ?? step.after;
    place = step.after;
    // Who is stopped within a page has the whole page again.
    for (const [index, what] of step.told.entries()) {
      const at = index === step.told.length - 1 ? step.after : before;
      yield { ...what, run: at.run, cursor: sealed(at) };
    }
    if (step.more) continue;
    if (!follow) return;
    await pause(interval, signal);
  }
}

function begin(): Step {
  return { told: [{ kind: 'reset' }], after: { step: 'read', run: crypto.randomUUID() }, more: true };
}

interface Asking {
  readonly limit: number;
  readonly signal?: AbortSignal;
}

const next = (directory: Directory, place: Place, asking: Asking): Promise<Step> =>
  place.step === 'read' ? readPage(directory, place, asking) : readChanges(directory, place, asking);

async function readPage(
  directory: Directory,
  place: Place & { step: 'read' },
  { limit, signal }: Asking,
): Promise<Step> {
  const query = { limit, ...(place.next !== undefined && { cursor: place.next }) };
  const { data, error, response } = await directory.GET('/users', { params: { query }, ...(signal && { signal }) });
  if (!data) return again(errorOf(response.status, error), 'expired-cursor');
  return { told: data.users.map((user) => ({ kind: 'user', user })), after: behind(place, data), more: true };
}

/** The place behind a page of users. */
function behind({ run }: Place, { next, changes }: components['schemas']['UsersPage']): Place {
  if (next !== undefined) return { step: 'read', run, next };
  if (changes === undefined) throw new TypeError('the last page of users does not say where the changes begin');
  return { step: 'follow', run, since: changes, isWhole: false };
}

async function readChanges(
  directory: Directory,
  place: Place & { step: 'follow' },
  { limit, signal }: Asking,
): Promise<Step> {
  const query = { limit, since: place.since, expand: 'user' as const };
  const { data, error, response } = await directory.GET('/changes', { params: { query }, ...(signal && { signal }) });
  if (!data) return again(errorOf(response.status, error), 'position-gone');
  // Each change has the user as it is now: the last of one user says all.
  const users = data.changes.filter(({ type }) => type === 'User').map(({ id, user }) => [id, user ?? null] as const);
  const told = [...new Map(users)].map(([id, user]): What => (user ? { kind: 'user', user } : { kind: 'gone', id }));
  // Somebody who was restored while the pages were read may be in none of them, but is in here.
  const end: readonly What[] = data.more ? [] : [{ kind: place.isWhole ? 'current' : 'complete' }];
  return {
    told: [...told, ...end],
    after: { ...place, since: data.next, isWhole: place.isWhole || !data.more },
    more: data.more,
  };
}

/** A new run, where that is what the refusal asks for. */
function again(error: DirectoryError, mended: string): Step {
  if (error.kind === mended) return begin();
  throw error;
}
