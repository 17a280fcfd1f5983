/** Items that a request holds until it is done. */
export interface Claim {
  /** Resolves when the writes to these items that came before are done. */
  readonly turn: Promise<unknown>;
  readonly release: () => void;
}

/**
 * Who is at work on which item. Writes of one item wait for one another; a transaction waits for
 * nobody, and nobody for a transaction: they conflict.
 */
export interface Claims {
  /** Claims an item for one write; undefined where a transaction has it. */
  write: (id: string) => Claim | undefined;
  /** Claims items for a transaction, or says at which positions somebody else is at work. */
  transaction: (ids: readonly string[]) => Claim | { readonly conflicts: readonly number[] };
  /** Whether anybody writes this item. */
  isBusy: (id: string) => boolean;
}

interface Work {
  transaction: boolean;
  writes: number;
  last: Promise<unknown>;
}

/** Claims are given only while `areOn` says so; otherwise nothing conflicts with anything. */
export function createClaims(areOn: () => boolean): Claims {
  const items = new Map<string, Work>();
  const workOn = (id: string): Work => {
    const work = items.get(id) ?? { transaction: false, writes: 0, last: Promise.resolve() };
    items.set(id, work);
    return work;
  };
  const forgetIfDone = (id: string): void => {
    const { transaction, writes } = workOn(id);
    if (!transaction && writes === 0) items.delete(id);
  };
  const isBusy = (id: string): boolean => areOn() && items.has(id);

  return {
    isBusy,
    write: (id) => {
      if (areOn() && items.get(id)?.transaction) return undefined;
      const work = workOn(id);
      const done = Promise.withResolvers<void>();
      const turn = work.last;
      work.writes += 1;
      work.last = done.promise;
      const release = once(() => {
        work.writes -= 1;
        forgetIfDone(id);
        done.resolve();
      });
      return { turn, release };
    },
    transaction: (ids) => {
      const conflicts = ids.flatMap((id, position) => (isBusy(id) ? [position] : []));
      if (conflicts.length > 0) return { conflicts };
      if (!areOn()) return { turn: Promise.resolve(), release: () => undefined };
      for (const id of ids) workOn(id).transaction = true;
      const release = once(() => {
        for (const id of ids) {
          workOn(id).transaction = false;
          forgetIfDone(id);
        }
      });
      return { turn: Promise.resolve(), release };
    },
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
