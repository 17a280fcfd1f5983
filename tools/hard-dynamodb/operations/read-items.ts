import { cancelledAnswer, errorAnswer, REASONS } from '../answers.ts';
import type { Charge } from '../charges.ts';
import type { NamedItem } from '../named-items.ts';
import { itemBytes, READ_FACTORS, readUnits } from '../sizes.ts';
import { spend, throttlingReasons, withCapacity } from '../spending.ts';
import { readStored, type Stored } from '../stored-items.ts';
import type { Answer } from '../upstream.ts';
import type { Call, World } from '../world.ts';

/** What reading these items is charged, whole as they are stored; an absent one costs, too. */
export const readCharges = (
  items: readonly NamedItem[],
  stored: Stored,
  factorOf: (item: NamedItem) => number,
): Charge[] =>
  items.map((item) => ({
    table: item.table,
    hash: item.hash,
    units: readUnits(itemBytes(stored.get(item.id) ?? {}), factorOf(item)),
  }));

const NOTHING: Stored = new Map();

/** GetItem. */
export async function getOne(world: World, call: Call): Promise<Answer> {
  const { limits, counters } = world;
  const [item] = call.items;
  if (item === undefined) return call.forward();
  await call.pass('before');
  const factor = READ_FACTORS[call.input['ConsistentRead'] === true ? 'consistent' : 'eventual'];
  const estimate = readCharges([item], NOTHING, () => factor);
  if (estimate.some((charge) => limits.isExhausted('read', charge))) {
    counters.refuse('throttled');
    return errorAnswer('throttledRead', { ThrottlingReasons: throttlingReasons('read', estimate) });
  }
  const spending = spend(world, 'read', estimate);
  const answer = await call.forward();
  const charges = answer.status === 200 ? readCharges([item], await readStored(world, [item]), () => factor) : [];
  spending.settle(charges);
  await call.pass('after');
  return withCapacity(call, answer, charges, 'one');
}

/** TransactGetItems: conflicts with whoever writes one of its items, and nobody with it. */
export async function transactGet(world: World, call: Call): Promise<Answer> {
  const { claims, limits, counters } = world;
  const { items } = call;
  if (items.length === 0) return call.forward();
  const conflicting = (): Answer | undefined => {
    const busy = items.map(({ id }) => claims.isBusy(id));
    if (!busy.includes(true)) return undefined;
    counters.refuse('conflicts');
    return cancelledAnswer(busy.map((is) => (is ? REASONS.conflict : REASONS.none)));
  };
  const conflict = conflicting();
  if (conflict) return conflict;
  await call.pass('before');
  const estimate = readCharges(items, NOTHING, () => READ_FACTORS.transaction);
  const exhausted = estimate.map((charge) => limits.isExhausted('read', charge));
  if (exhausted.includes(true)) {
    counters.refuse('throttled');
    return cancelledAnswer(exhausted.map((is) => (is ? REASONS.throttledRead : REASONS.none)));
  }
  const spending = spend(world, 'read', estimate);
  const answer = await call.forward();
  const stored = await readStored(world, items);
  const charges = answer.status === 200 ? readCharges(items, stored, () => READ_FACTORS.transaction) : [];
  spending.settle(charges);
  const late = conflicting();
  if (late) return late;
  await call.pass('after');
  return withCapacity(call, answer, charges, 'list');
}
