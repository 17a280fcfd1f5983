import pMap from 'p-map';
import { belongsTo, type MassHold } from '../../../life/guard.ts';
import { DUE_PARTITIONS } from '../../../store/ports/retention.ts';
import { applyEvent } from '../apply-event.ts';
import { allSoftDeleted } from '../soft-deleted.ts';
import { OperatorError, type Operating } from './operating.ts';
import { refusalText } from './refusals.ts';

export interface HoldReport {
  readonly hold: MassHold;
  /** How many are waiting for a decision now, also those on legal hold. */
  readonly users: number;
}

/** All holds, the oldest first, and how many users each is about. */
export async function listHolds({ store }: Operating): Promise<HoldReport[]> {
  const holds = (await store.listHolds()).toSorted((a, b) => a.from.localeCompare(b.from));
  const users = await allSoftDeleted(store, DUE_PARTITIONS);
  return holds.map((hold) => ({ hold, users: users.filter((user) => belongsTo(hold, user)).length }));
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
  if (!context.hasTime()) return { hold, restored, refused, remaining: true };
  const left = isOpen ? hold : await decide(context, hold, 'restored');
  return { hold: left, restored, refused, remaining: false };
}

async function decide({ store, now }: Operating, hold: MassHold, state: 'released' | 'restored'): Promise<MassHold> {
  const decided = { ...hold, state, decidedAt: now() };
  await store.putHold(decided);
  return decided;
}

async function findHold({ store }: Operating, id: string): Promise<MassHold> {
  const hold = (await store.listHolds()).find((each) => each.id === id);
  if (!hold) throw new OperatorError(`there is no hold "${id.slice(0, 80)}"; "scim hold list" shows all`);
  if (hold.state !== 'held')
    throw new OperatorError(`the hold "${id}" was ${hold.state} on ${(hold.decidedAt ?? '').slice(0, 10)} already`);
  return hold;
}
