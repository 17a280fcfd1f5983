import { MINUTE, SECOND } from '../../../lambdas/duration.ts';
import { findableOf } from '../../../lambdas/handlers/composition/findable.ts';
import { pause } from '../../../lambdas/handlers/composition/pause.ts';
import { createStore } from '../../../lambdas/handlers/composition/store.ts';
import type { Retention } from '../../../lambdas/life/lifecycle.ts';
import { isVisible } from '../../../lambdas/life/stored-resource.ts';
import type { ResourceType } from '../../../lambdas/scim/schemas/resource-type.ts';
import { recover } from '../../../lambdas/service/lifecycle/recover.ts';
import { settle } from '../../../lambdas/service/lifecycle/restored/settle.ts';
import { NONE, takeAllMembers, type MembersTaken } from '../../../lambdas/service/lifecycle/restored/take-members.ts';
import type { Merging } from '../../../lambdas/service/lifecycle/restored/merging.ts';
import { takeOver, type TakenOver } from '../../../lambdas/service/lifecycle/restored/take-over.ts';
import { checkTable } from '../../../lambdas/store/check/check-table.ts';
import type { CheckProgress } from '../../../lambdas/store/check/progress.ts';
import { revokeAgain } from '../../../lambdas/store/credentials/revoke-again.ts';
import { createFeedReader } from '../../../lambdas/store/feed/read-feed.ts';
import { carryHeld } from '../../../lambdas/store/resources/held.ts';
import type { Restored } from '../../../lambdas/store/ports/restored.ts';
import { carryOver, carryPartition } from '../../../lambdas/store/table/at-restore.ts';
import { openTable, type Table, type TableOptions } from '../../../lambdas/store/table/open-table.ts';
import { beginEpoch, endMerge } from '../../../lambdas/store/table/restored.ts';
import { memberOfKey } from '../../../lambdas/store/table/keys.ts';
import { keepKnownRefusals } from '../../../lambdas/store/traffic/known-refusals.ts';
import { walkTable } from '../../../lambdas/store/table/walk.ts';
import type { Erased } from './erased-ids.ts';

export interface MergeOptions {
  /** The restored table, which nobody uses yet, or since the last deploy. */
  readonly into: TableOptions;
  /** The table that it was restored from; undefined where it cannot be read. */
  readonly from: TableOptions | undefined;
  readonly source: Restored;
  /** Who was erased, besides those that `from` knows. */
  readonly erased: readonly Erased[];
  readonly discardNewer: boolean;
  readonly types: readonly ResourceType[];
  readonly retention: Retention;
  /** ISO 8601. */
  readonly now: () => string;
  /** Waits for longer than an index is behind its table. */
  readonly settleIndexes: () => Promise<unknown>;
  readonly tell: (text: string) => void;
}

/** What a merge came to. */
export interface Merged {
  readonly people: TakenOver;
  readonly members: MembersTaken;
  /** Items that were carried over as they are, and credentials that were ended again. */
  readonly carried: number;
  readonly revoked: number;
  /** What was decided and could not be carried out yet: the purge goes on with it. */
  readonly unfinished: number;
  readonly check: CheckProgress;
  /** A merge before was whole: this one looked only for what came since. */
  readonly again: boolean;
}

/** A clock that is this much behind another one makes nothing be passed over. */
const CLOCKS = MINUTE;

/**
 * Takes over into a restored table what came since and is not to be undone: erasures first of all, then
 * credentials, people, groups and memberships. May end anywhere, and run again; where it was whole
 * once, another run takes over what came since that one.
 */
export async function mergeTables(options: MergeOptions): Promise<Merged> {
  const { source, now, tell, types, retention, discardNewer } = options;
  const started = now();
  const into = openTable(options.into);
  const from = options.from && openTable(options.from);
  const { mergedAt } = await beginEpoch(into, source, Math.floor(Date.parse(started) / SECOND));
  const again = mergedAt !== undefined;
  const since = mergedAt === undefined ? source.to : earlier(mergedAt, CLOCKS);
  const merging: Merging = {
    store: createStore(options.into),
    feed: createFeedReader(options.into),
    types,
    retention,
    now,
    pause,
    author: { by: 'operator' },
    hasTime: () => true,
    wanted: { since, again, discardNewer },
    carryGroups: async (id) => from && carryPartition(from, into, { value: memberOfKey(id).pk }),
    carryHeld: async (id, overwritten) => from && carryHeld(from, into, id, overwritten),
  };
  // Erasures come first where they are known apart from the table.
  let people = await takeOver(merging, options.erased.map(tombstone));
  let carried = 0;
  const groups: string[] = [];
  const came = new Set<string>();
  if (from)
    for await (const { items, resources } of walkTable(from)) {
      carried += await carryOver(into, items, now());
      const taken = people.fates.take;
      people = await takeOver(merging, resources, people);
      groups.push(...resources.filter((each) => hasMembers(types, each.type) && isVisible(each)).map(({ id }) => id));
      if (people.fates.take > taken) for (const { id, created } of resources) if (created > since) came.add(id);
      tell(`looked at ${sum(people)} people and groups of ${source.from} …`);
    }
  // A name may have become free meanwhile.
  people = await takeOver(merging, people.refused, { ...people, refused: [] });
  const revoked = from ? await revokeAgain(from, into) : 0;
  for await (const page of walkTable(into)) {
    await keepKnownRefusals(into, from, page.items, again ? since : undefined);
    if (!again) await settle(merging, page, source.to);
  }
  const members = options.from ? await takeAllMembers(merging, createStore(options.from), { groups, came }) : NONE;
  const unfinished = await recoverAll(merging);
  await endMerge(into, started);
  tell('checks the restored table …');
  const check = await checkTable(into, findableOf(types, now), { hasTime: () => true, pause: options.settleIndexes });
  return { people, members, carried, revoked, unfinished, check, again };
}

const earlier = (time: string, milliseconds: number): string => new Date(Date.parse(time) - milliseconds).toISOString();

const hasMembers = (types: readonly ResourceType[], name: string): boolean =>
  types.some((type) => type.name === name && type.members !== undefined);

const sum = ({ fates }: TakenOver): number => Object.values(fates).reduce((total, number) => total + number, 0);

/** The place of an erased one of whom only the id is known. */
const tombstone = ({ type, id, erasedAt }: Erased) => ({
  type,
  id,
  version: 1,
  created: erasedAt,
  lastModified: erasedAt,
  attributes: {},
  deletedAt: erasedAt,
  erasedAt,
});

/** Until nothing is left, or what is left has to wait. */
async function recoverAll(merging: Merging): Promise<number> {
  let left = Number.POSITIVE_INFINITY;
  for (;;) {
    const now = (await recover(merging)).left;
    if (now === 0 || now >= left) return now;
    left = now;
  }
}

/** For who reads and writes for minutes: a table that is busy is waited for. */
export const patient = (client: Table['client'], tableName: string): TableOptions => ({
  client,
  tableName,
  retry: { deadline: 2 * MINUTE },
});
