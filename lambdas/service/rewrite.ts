import type { PendingChange, StoredResource } from '../life/stored-resource.ts';
import type { IndexValue } from '../scim/query/index-values.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import type { MemberStore } from '../store/ports/members.ts';
import type { ResourceStore, WriteOptions } from '../store/ports/resources.ts';
import type { Context } from './context.ts';
import { indexed } from './indexed.ts';

/** Fifty clients that change one resource at once all succeed well within this. */
const MAX_ATTEMPTS = 100;

/** So long whoever decided a large change of members has to carry it out; then anybody may. */
const LEASE_MS = 5_000;

/** What a rewrite works with. */
export interface Writing extends Pick<Context, 'now' | 'pause'> {
  readonly store: Pick<ResourceStore, 'write'> & Pick<MemberStore, 'rollForward'>;
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
  | { readonly ok: false; readonly reason: 'taken'; readonly claim: IndexValue }
  /** Others were quicker every time. Nothing was written. */
  | { readonly ok: false; readonly reason: 'busy' };

/**
 * The one way to write a resource, with optimistic concurrency: reads, lets `decide` say what is to
 * be written, and writes it on condition that the resource is still as it was read. When somebody
 * was quicker it pauses and goes round again, so that no change is lost; `read` and `decide` may
 * therefore run many times and must not change anything that a repetition would change again. A
 * change of members that is decided but not carried out (`pending`) comes first: its owner has a
 * lease on the resource, after which it is rolled forward here. Throws what `read`, `decide` and
 * the store throw.
 */
export async function rewrite<State extends Read, Result>(
  { store, now, pause }: Writing,
  type: ResourceType,
  read: () => Promise<State>,
  decide: (state: State) => Decision<Result> | Promise<Decision<Result>>,
): Promise<Rewritten<Result>> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const state = await read();
    const { resource } = state;
    if (resource?.pending) {
      if (isLeased(resource.pending, now())) await pause(attempt + 1);
      else await store.rollForward(resource);
      continue;
    }
    const { write, result } = await decide(state);
    if (!write) return { ok: true, result };
    const { next, options } = write;
    const outcome = await store.write(resource && indexed(type, resource), next && indexed(type, next), options);
    if (outcome.ok) return { ok: true, result };
    if (outcome.reason === 'taken') return { ok: false, reason: 'taken', claim: outcome.claim };
    await pause(attempt + 1);
  }
  return { ok: false, reason: 'busy' };
}

function isLeased({ since }: PendingChange, now: string): boolean {
  const age = Date.parse(now) - Date.parse(since);
  return age >= 0 && age < LEASE_MS;
}
