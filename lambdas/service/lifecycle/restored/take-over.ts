import pMap from 'p-map';
import { stateOf } from '../../../life/lifecycle.ts';
import type { StoredResource } from '../../../life/stored-resource.ts';
import { carryOut } from './carry-out.ts';
import { fateOf, type Fate } from './fate.ts';
import type { Merging } from './merging.ts';

/** What became of resources, by their ids. */
export interface TakenOver {
  readonly fates: Readonly<Record<Fate, number>>;
  /** Came since, and could not be taken: another one has a value of theirs that is unique. */
  readonly refused: readonly StoredResource[];
  /** Came since, and were not to be taken. */
  readonly discarded: readonly string[];
  /** Are active again, though they were deleted or deactivated since. */
  readonly back: readonly string[];
  /** Of types that the tenant file does not have. */
  readonly unknown: number;
}

const NOTHING: TakenOver = {
  fates: { erase: 0, entomb: 0, take: 0, revive: 0, raise: 0, leave: 0 },
  refused: [],
  discarded: [],
  back: [],
  unknown: 0,
};

const PARALLEL = { concurrency: 8 };

/** Takes over what happened to some resources since: see `Fate`. May end anywhere, and run again. */
export async function takeOver(
  merging: Merging,
  olds: readonly StoredResource[],
  before: TakenOver = NOTHING,
): Promise<TakenOver> {
  const found = await pMap(olds, (old) => takeOne(merging, old), PARALLEL);
  return found.reduce<TakenOver>(add, before);
}

interface One {
  readonly old: StoredResource;
  readonly fate: Fate;
  readonly is?: StoredResource | undefined;
  readonly outcome: 'done' | 'refused' | 'unknown';
}

function add(sum: TakenOver, { old, fate, is, outcome }: One): TakenOver {
  if (outcome === 'unknown') return { ...sum, unknown: sum.unknown + 1 };
  const { id } = old;
  const isBack = is !== undefined && stateOf(is) === 'active' && ['deleted', 'deactivated'].includes(stateOf(old));
  const isDiscarded = fate === 'leave' && is === undefined && old.deletedAt === undefined;
  return {
    ...sum,
    fates: outcome === 'refused' ? sum.fates : { ...sum.fates, [fate]: sum.fates[fate] + 1 },
    refused: outcome === 'refused' ? [...sum.refused, old] : sum.refused,
    discarded: isDiscarded ? [...sum.discarded, id] : sum.discarded,
    back: isBack ? [...sum.back, id] : sum.back,
  };
}

async function takeOne(merging: Merging, old: StoredResource): Promise<One> {
  const type = merging.types.find(({ name }) => name === old.type);
  if (!type) return { old, fate: 'leave', outcome: 'unknown' };
  const is = await merging.store.get(type.name, old.id);
  const fate = fateOf(old, is, merging.wanted);
  const outcome = await carryOut[fate](merging, type, old, is);
  return { old, fate, is, outcome: outcome.ok ? 'done' : 'refused' };
}
