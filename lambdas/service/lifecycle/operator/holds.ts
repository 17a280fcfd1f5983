import pMap from 'p-map';
import { belongsTo, covers, familyOf, type MassHold } from '../../../life/guard.ts';
import { stateOf, type State } from '../../../life/lifecycle.ts';
import type { StoredResource } from '../../../life/stored-resource.ts';
import { DUE_PARTITIONS } from '../../../store/ports/retention.ts';
import { applyEvent } from '../apply-event.ts';
import { familyOfName, familyOfType } from '../losses.ts';
import { allSoftDeleted } from '../soft-deleted.ts';
import { putBack } from './put-back.ts';
import { OperatorError, type Operating } from './operating.ts';
import { refusalText } from './refusals.ts';
import { imageAt } from './restore-to.ts';

export interface HoldReport {
  readonly hold: MassHold;
  /** How many are waiting for a decision now, also those on legal hold, and groups. */
  readonly users: number;
}

/** Somebody, or a group, that a hold is about. */
interface HeldMember {
  readonly id: string;
  /** Its userName, or the name of a group; not there for what has neither. */
  readonly name?: string;
  readonly state: State;
  readonly softDeletedAt?: string;
  readonly deletedAt?: string;
}

export interface HoldShown extends HoldReport {
  /** The first of them, by their ids. */
  readonly members: readonly HeldMember[];
}

/** Members that one answer names. */
const MOST_NAMED = 500;

/** All holds, the oldest first, and how many users, or groups, each is about. */
export async function listHolds({ store, types }: Operating): Promise<HoldReport[]> {
  const holds = (await store.listHolds()).toSorted((a, b) => a.from.localeCompare(b.from));
  const membersOf = await readMembers({ store, types }, holds);
  return holds.map((hold) => ({ hold, users: membersOf(hold).size }));
}

/** A hold with who is in it. Throws OperatorError. */
export async function showHold({ store, types }: Operating, id: string): Promise<HoldShown> {
  const hold = await knownHold(store, id);
  const found = (await readMembers({ store, types }, [hold]))(hold);
  const shown = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_NAMED);
  const members: HeldMember[] = [];
  for (const [type, own] of Map.groupBy(shown, ([, name]) => name)) {
    const stored = await store.getMany(
      type,
      own.map(([each]) => each),
    );
    members.push(...stored.map(toMember));
  }
  return { hold, users: found.size, members };
}

function toMember(resource: StoredResource): HeldMember {
  const { id, attributes, softDeletedAt, deletedAt } = resource;
  const name = attributes['userName'] ?? attributes['displayName'];
  return {
    id,
    ...(typeof name === 'string' && { name }),
    state: stateOf(resource),
    ...(softDeletedAt !== undefined && { softDeletedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
  };
}

/** Whom each of the holds is about: ids with the names of their types. */
async function readMembers(
  { store, types }: Pick<Operating, 'store' | 'types'>,
  holds: readonly MassHold[],
): Promise<(hold: MassHold) => ReadonlyMap<string, string>> {
  const from = holds.map((hold) => hold.from).toSorted()[0];
  if (from === undefined) return () => new Map();
  const gone = await allSoftDeleted(store, DUE_PARTITIONS);
  const others = await store.listLosses(from);
  return (hold) => {
    const isOf = ({ type }: { readonly type: string }): boolean => familyOfName(types, type) === familyOf(hold);
    const own = [
      ...gone.filter((each) => isOf(each) && belongsTo(hold, each)),
      ...others.filter((each) => isOf(each) && covers(hold, each.at)),
    ];
    return new Map(own.map(({ id, type }) => [id, type]));
  };
}

/** Lets the purge go on with the users of a hold. Throws OperatorError. */
export async function releaseHold(context: Operating, id: string): Promise<MassHold> {
  return decide(context, await findHold(context, id), 'released');
}

export interface HoldRestored {
  readonly hold: MassHold;
  readonly restored: number;
  /** Whose userName belongs to somebody else by now, and other refusals. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
  /** Time ran out: run it again. */
  readonly remaining: boolean;
}

const PARALLEL = 8;

/**
 * Brings every user of a hold back as it was before: active, in its groups. The hold stays open
 * where a user was being changed by others all the time. Idempotent, and safe to end anywhere.
 * Throws OperatorError.
 */
export async function restoreHold(context: Operating, id: string): Promise<HoldRestored> {
  const hold = await findHold(context, id);
  const users = (await allSoftDeleted(context.store, DUE_PARTITIONS)).filter((user) => belongsTo(hold, user));
  const refused: { id: string; reason: string }[] = [];
  let restored = 0;
  let isOpen = false;
  await pMap(
    users,
    async (user) => {
      const type = context.types.find(({ name }) => name === user.type);
      if (!context.hasTime() || !type) return;
      const outcome = await applyEvent(context, type, user.id, () => ({ kind: 'undo', since: hold.from }));
      if (outcome.ok) restored += 1;
      else if (outcome.reason !== 'not since')
        refused.push({ id: user.id, reason: refusalText('restore', user.id, outcome) });
      if (!outcome.ok && outcome.reason === 'busy') isOpen = true;
    },
    { concurrency: PARALLEL },
  );
  const wiped = await putWipedBack(context, hold);
  restored += wiped.restored;
  refused.push(...wiped.refused);
  if (!context.hasTime()) return { hold, restored, refused, remaining: true };
  const left = isOpen ? hold : await decide(context, hold, 'restored');
  return { hold: left, restored, refused, remaining: false };
}

/** Those who were overwritten while the hold lasts are as before the first time that they were. */
async function putWipedBack(
  context: Operating,
  hold: MassHold,
): Promise<{ restored: number; refused: { id: string; reason: string }[] }> {
  const losses = (await context.store.listLosses(hold.from)).filter((loss) => covers(hold, loss.at));
  const refused: { id: string; reason: string }[] = [];
  let restored = 0;
  await pMap(
    Map.groupBy(losses, ({ id }) => id).values(),
    async ([loss]) => {
      const type = context.types.find(({ name }) => name === loss?.type);
      if (!context.hasTime() || !loss || !type || familyOfType(type) !== familyOf(hold)) return;
      const image = await imageAt(context, loss.id, loss.at);
      const outcome = image && (await putBack(context, type, loss.id, { image }));
      if (outcome?.ok) restored += Number(outcome.changed.length > 0);
      else refused.push({ id: loss.id, reason: outcome ? refusalText('restore', loss.id, outcome) : notKept(loss.id) });
    },
    { concurrency: PARALLEL },
  );
  return { restored, refused };
}

const notKept = (id: string): string => `nothing is kept of what ${id} was like before`;

async function decide({ store, now }: Operating, hold: MassHold, state: 'released' | 'restored'): Promise<MassHold> {
  const decided = { ...hold, state, decidedAt: now() };
  await store.putHold(decided);
  return decided;
}

async function knownHold(store: Operating['store'], id: string): Promise<MassHold> {
  const hold = (await store.listHolds()).find((each) => each.id === id);
  if (!hold) throw new OperatorError(`there is no hold "${id.slice(0, 80)}"; "scim hold list" shows all`);
  return hold;
}

async function findHold({ store }: Operating, id: string): Promise<MassHold> {
  const hold = await knownHold(store, id);
  if (hold.state !== 'held')
    throw new OperatorError(`the hold "${id}" was ${hold.state} on ${(hold.decidedAt ?? '').slice(0, 10)} already`);
  return hold;
}
