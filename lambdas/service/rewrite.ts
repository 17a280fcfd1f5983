import { signed, type StoredResource } from '../life/stored-resource.ts';
import type { IndexValue } from '../scim/query/index-values.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { ResourceStore, WriteOptions } from '../store/ports/resources.ts';
import type { UnfinishedStore } from '../store/ports/unfinished.ts';
import type { Context } from './context.ts';
import { indexed } from './indexed.ts';

/** Fifty clients that change one resource at once all succeed well within this. */
const MAX_ATTEMPTS = 100;

/**
 * So many members of a group may change while an earlier change is still carried out: they are laid
 * over it. More wait for its end.
 */
const LAID_OVER = 100;

/** Milliseconds until a request gives up on others who write, or on an earlier change that it helps. */
const PATIENCE_MS = 8_000;

/** Parts of a change that are carried out in a second, at 100 WRU each in one partition. */
const PARTS_PER_SECOND = 10;

/** What a rewrite works with. */
export interface Writing extends Pick<Context, 'now' | 'pause' | 'author'> {
  readonly store: Pick<ResourceStore, 'write'> & Pick<UnfinishedStore, 'rollForward'>;
}

/**
 * What was read: the resource, undefined where there is none yet, and whatever else a decision
 * needs to know.
 */
export interface Read {
  readonly resource: StoredResource | undefined;
}

/**
 * What becomes of the resource that was read, and what is written beside it; `next` undefined
 * erases it.
 */
export interface Write {
  readonly next: StoredResource | undefined;
  readonly options?: WriteOptions;
}

/** What is to be written, if anything, and what the rewrite has come to when it is. */
export interface Decision<Result> {
  readonly write?: Write | undefined;
  readonly result: Result;
}

/** What a rewrite ended in. */
export type Rewritten<Result> =
  | { readonly ok: true; readonly result: Result }
  /** Another resource has a value that is unique. */
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue; readonly owner?: string }
  /** Others were quicker every time. Nothing was written. */
  | { readonly ok: false; readonly reason: 'busy' }
  /** An earlier change of many members is still carried out, for so many seconds. Nothing was written. */
  | { readonly ok: false; readonly reason: 'changing'; readonly seconds: number };

/**
 * The one way to write a resource, with optimistic concurrency: reads, lets `decide` say what is to
 * be written, and writes it on condition that the resource is still as it was read. When somebody
 * was quicker it pauses and goes round again, so that no change is lost; `read` and `decide` may
 * therefore run many times and must not change anything that a repetition would change again. A
 * change of many members waits for one that is decided but not carried out (`pending`), and helps
 * it. Throws what `read`, `decide` and the store throw.
 */
export async function rewrite<State extends Read, Result>(
  { store, now, pause, author = {} }: Writing,
  type: ResourceType,
  read: () => Promise<State>,
  decide: (state: State) => Decision<Result> | Promise<Decision<Result>>,
): Promise<Rewritten<Result>> {
  const end = Date.parse(now()) + PATIENCE_MS;
  const left = (): number => end - Date.parse(now());
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const state = await read();
    const { resource } = state;
    const { write, result } = await decide(state);
    if (!write) return { ok: true, result };
    if (resource?.pending && isLarge(write)) {
      const rest = await store.rollForward(resource, () => left() > 0);
      if (!rest.done) return { ok: false, reason: 'changing', seconds: Math.ceil(rest.left / PARTS_PER_SECOND) + 1 };
      continue;
    }
    const next = write.next && signed(write.next, author);
    const options = { ...write.options, patience: Math.max(0, left()) };
    const outcome = await store.write(resource && indexed(type, resource), next && indexed(type, next), options);
    if (outcome.ok) return { ok: true, result };
    if (outcome.reason === 'taken') return outcome;
    if (left() <= 0) break;
    await pause(attempt + 1);
  }
  return { ok: false, reason: 'busy' };
}

function isLarge({ options: { members, empties } = {} }: Write): boolean {
  return empties !== true && members !== undefined && members.add.length + members.remove.length > LAID_OVER;
}
