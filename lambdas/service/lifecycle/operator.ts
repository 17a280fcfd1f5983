import { belongsTo, type MassHold } from '../../life/guard.ts';
import { purgeAfter, stateOf, type LifecycleEvent, type Retention, type State } from '../../life/lifecycle.ts';
import { goneValues } from '../../scim/query/index-values.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { inParallel } from '../../store/table/in-parallel.ts';
import type { RetentionStore, SoftDeleted } from '../../store/ports/retention.ts';
import type { Store } from '../context.ts';
import type { Reconciling } from './reconcile.ts';
import { indexed } from '../indexed.ts';
import { moveResource, type MoveOutcome } from './apply-event.ts';

export interface Operating extends Reconciling {
  readonly store: Store & RetentionStore;
  readonly retention: Retention;
}

/** Where a user stands, without anything personal but the userName that an operator knows it by. */
export interface UserReport {
  readonly id: string;
  readonly userName: string | undefined;
  readonly state: State;
  readonly version: number;
  readonly softDeletedAt?: string;
  readonly deletedAt?: string;
  readonly erasedAt?: string;
  readonly restoredAt?: string;
  readonly purgeAfter?: string;
  readonly hold?: { readonly since: string; readonly reason: string };
}

/** Something an operator asked for that cannot be: the text says why and what helps. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

export type UserCommand = 'restore' | 'erase' | 'hold' | 'lift';

/** What an operator does to one user, by its id or userName. Throws OperatorError. */
export async function commandUser(
  context: Operating,
  command: UserCommand,
  idOrUserName: string,
  reason = '',
): Promise<UserReport> {
  const type = userTypeOf(context);
  const found = await findUser(context, type, idOrUserName);
  const events: Record<UserCommand, LifecycleEvent | ((current: StoredResource) => LifecycleEvent)> = {
    restore: (current) => ({ kind: 'restore', active: current.attributes['active'] !== false }),
    erase: { kind: 'erase' },
    hold: { kind: 'hold', reason },
    lift: { kind: 'lift' },
  };
  const outcome = await moveResource(context, type, found.id, events[command]);
  if (outcome.ok) return report(outcome.resource, context.retention);
  throw new OperatorError(explain(command, found, outcome));
}

/** Where one user stands, by its id or userName. Throws OperatorError. */
export async function showUser(context: Operating, idOrUserName: string): Promise<UserReport> {
  return report(await findUser(context, userTypeOf(context), idOrUserName), context.retention);
}

export interface HoldReport {
  readonly hold: MassHold;
  /** How many are waiting for a decision now. */
  readonly users: number;
}

export async function listHolds({ store }: Operating): Promise<HoldReport[]> {
  const holds = (await store.listHolds()).toSorted((a, b) => a.from.localeCompare(b.from));
  const counts = new Map(holds.map(({ id }) => [id, 0]));
  for await (const user of softDeleted(store))
    for (const hold of holds) if (belongsTo(hold, user)) counts.set(hold.id, (counts.get(hold.id) ?? 0) + 1);
  return holds.map((hold) => ({ hold, users: counts.get(hold.id) ?? 0 }));
}

/** Lets the purge go on with the users of a hold. Throws OperatorError. */
export async function releaseHold(context: Operating, id: string): Promise<MassHold> {
  const hold = await findHold(context, id);
  const released = { ...hold, state: 'released', decidedAt: context.now() } as const;
  await context.store.putHold(released);
  return released;
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

/** Brings every user of a hold back as it was before: active, in its groups. Safe to end anywhere and to repeat. Throws OperatorError. */
export async function restoreHold(context: Operating, id: string): Promise<HoldRestored> {
  const hold = await findHold(context, id);
  const refused: { id: string; reason: string }[] = [];
  let restored = 0;
  const users: SoftDeleted[] = [];
  for await (const user of softDeleted(context.store)) if (belongsTo(hold, user)) users.push(user);
  await inParallel(users, PARALLEL, async (user) => {
    if (!context.hasTime()) return;
    const type = context.types.find(({ name }) => name === user.type);
    if (!type) return;
    const outcome = await moveResource(context, type, user.id, { kind: 'undo', since: hold.from });
    if (outcome.ok) restored += 1;
    else if (outcome.reason !== 'not since') refused.push({ id: user.id, reason: explain('restore', user, outcome) });
  });
  if (!context.hasTime()) return { hold, restored, refused, remaining: true };
  const decided = { ...hold, state: 'restored', decidedAt: context.now() } as const;
  await context.store.putHold(decided);
  return { hold: decided, restored, refused, remaining: false };
}

async function* softDeleted(store: RetentionStore): AsyncGenerator<SoftDeleted> {
  for (const partition of ['DELETED', 'DEACTIVATED'] as const) {
    let after: string | undefined;
    do {
      const page = await store.listSoftDeleted(partition, { limit: 1_000, ...(after !== undefined && { after }) });
      yield* page.found;
      after = page.next;
    } while (after !== undefined);
  }
}

async function findHold({ store }: Operating, id: string): Promise<MassHold> {
  const hold = (await store.listHolds()).find((each) => each.id === id);
  if (!hold) throw new OperatorError(`there is no hold "${id.slice(0, 80)}"; "scim hold list" shows all`);
  if (hold.state !== 'held')
    throw new OperatorError(`the hold "${id}" was ${hold.state} on ${(hold.decidedAt ?? '').slice(0, 10)} already`);
  return hold;
}

const userTypeOf = ({ types }: Operating): ResourceType => {
  const type = types.find(({ name }) => name === 'User');
  if (!type) throw new Error('this tenant has no users');
  return type;
};

/** By id; else by userName: whoever has it, else whoever had it when it was deleted. */
async function findUser({ store }: Operating, type: ResourceType, text: string): Promise<StoredResource> {
  const byId = await store.get(type.name, text.slice(0, 200));
  if (byId) return byId;
  const claim = indexed(type, { ...NOBODY, attributes: { userName: text } }).index.claims[0];
  const owner = claim && (await store.findByClaim(type.name, claim));
  const gone = goneValues(type, { userName: text });
  const ids =
    owner === undefined
      ? (await Promise.all(gone.map((value) => store.findByLookup(type.name, value)))).flat()
      : [owner];
  const found = await store.getMany(type.name, ids, { consistent: true });
  if (found.length > 1) {
    const list = found.map(({ id, deletedAt = '' }) => `${id} (deleted ${deletedAt.slice(0, 10)})`).join(', ');
    throw new OperatorError(`${found.length} deleted users had this userName: ${list}; name one by its id`);
  }
  if (!found[0])
    throw new OperatorError(
      `there is no user with this id or userName; whoever was erased can be named by the id only`,
    );
  return found[0];
}

const NOBODY: StoredResource = { type: 'User', id: '', version: 1, created: '', lastModified: '', attributes: {} };

function report(resource: StoredResource, retention: Retention): UserReport {
  const { id, version, attributes, softDeletedAt, deletedAt, erasedAt, restoredAt, hold } = resource;
  const due = purgeAfter(resource, retention);
  return {
    id,
    userName: attributes['userName'] as string | undefined,
    state: stateOf(resource),
    version,
    ...(softDeletedAt !== undefined && { softDeletedAt }),
    ...(deletedAt !== undefined && { deletedAt }),
    ...(erasedAt !== undefined && { erasedAt }),
    ...(restoredAt !== undefined && { restoredAt }),
    ...(due !== undefined && { purgeAfter: due }),
    ...(hold !== undefined && { hold }),
  };
}

type Refused = Extract<MoveOutcome, { ok: false }>;

/** Why it cannot be, and what helps. */
function explain(command: UserCommand, { id }: { id: string }, outcome: Refused): string {
  const user = `user ${id}`;
  if (outcome.reason === 'taken')
    return `${user} cannot be restored: ${outcome.claim.attribute} "${outcome.claim.value}" belongs to another user by now; rename or delete that one first`;
  const texts: Record<Exclude<Refused['reason'], 'taken'>, string> = {
    unknown: `there is no ${user}`,
    busy: `${user} is being changed by too many requests; try again`,
    'not wanted': `${user} is held back`,
    deleted: `${user} is deleted; restore it first`,
    erased: `${user} is erased: nothing of it is left but its id`,
    'not deleted': `${user} is not deleted; a deactivated user comes back when Entra sends active=true`,
    held:
      command === 'hold'
        ? `${user} is on hold already`
        : `${user} is on legal hold; lift the hold first (scim user lift)`,
    'not held': `${user} is not on hold`,
    'not due': `${user} is not due`,
    'not since': `${user} was not deleted then`,
  };
  return texts[outcome.reason];
}
