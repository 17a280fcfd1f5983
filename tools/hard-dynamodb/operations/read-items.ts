import { cancelledAnswer, errorAnswer, REASONS } from '../answers.ts';
import type { Charge } from '../charges.ts';
import type { NamedItem } from '../named-items.ts';
import { itemBytes, READ_FACTORS, readUnits } from '../sizes.ts';
import { spend, throttlingReasons, withCapacity } from '../spending.ts';
import { readStored, storedIn, type Stored } from '../stored-items.ts';
import type { Answer } from '../upstream.ts';
import type { Call, World } from '../world.ts';

const NOTHING: Stored = new Map();

/** Consistently or eventually, as the request says. */
const factorOf = ({ request }: NamedItem): number =>
  READ_FACTORS[request['ConsistentRead'] === true ? 'consistent' : 'eventual'];

const byTransaction = (): number => READ_FACTORS.transaction;

/** What reading these items is charged, whole as they are stored; an absent one costs, too. */
export const readCharges = (
  items: readonly NamedItem[],
  stored: Stored = NOTHING,
  factor: (item: NamedItem) => number = factorOf,
): Charge[] =>
  items.map((item) => ({
    table: item.table,
    hash: item.hash,
    units: readUnits(itemBytes(stored.get(item.id) ?? {}), factor(item)),
  }));

/** The items that were read, whole: from the table where the answer shows parts of them only. */
export async function readWhole(world: World, items: readonly NamedItem[], answer: Answer): Promise<Stored> {
  if (answer.status !== 200) return NOTHING;
  const isPartial = items.some(({ request }) => 'ProjectionExpression' in request || 'AttributesToGet' in request);
  return isPartial ? readStored(world, items) : storedIn(items, answer);
}

/** GetItem. */
export async function getOne(world: World, call: Call): Promise<Answer> {
  const { limits, counters } = world;
  const { items } = call;
  if (items.length === 0) return call.forward();
  await call.pass('before');
  const estimate = readCharges(items);
  if (estimate.some((charge) => limits.isExhausted('read', charge))) {
    counters.refuse('throttled');
    return errorAnswer('throttledRead', { ThrottlingReasons: throttlingReasons('read', estimate) });
  }
  const spending = spend(world, 'read', estimate);
  const answer = await call.forward();
  const charges = answer.status === 200 ? readCharges(items, await readWhole(world, items, answer)) : [];
  spending.settle(charges);
  await call.pass('after');
  return withCapacity(call, answer, charges, 'one');
}

/** TransactGetItems: conflicts with whoever writes one of its items, and nobody with it. */
export async function transactGet(world: World, call: Call): Promise<Answer> {
  const { limits, counters } = world;
  const { items } = call;
  if (items.length === 0) return call.forward();
  const conflict = conflictOf(world, items);
  if (conflict) return conflict;
  await call.pass('before');
  const estimate = readCharges(items, NOTHING, byTransaction);
  const exhausted = estimate.map((charge) => limits.isExhausted('read', charge));
  if (exhausted.includes(true)) {
    counters.refuse('throttled');
    return cancelledAnswer(exhausted.map((is) => (is ? REASONS.throttledRead : REASONS.none)));
  }
  const spending = spend(world, 'read', estimate);
  const answer = await call.forward();
  const stored = await readWhole(world, items, answer);
  const charges = answer.status === 200 ? readCharges(items, stored, byTransaction) : [];
  spending.settle(charges);
  await call.pass('after');
  return conflictOf(world, items) ?? withCapacity(call, answer, charges, 'list');
}

function conflictOf({ claims, counters }: World, items: readonly NamedItem[]): Answer | undefined {
  const busy = items.map(({ id }) => claims.isBusy(id));
  if (!busy.includes(true)) return undefined;
  counters.refuse('conflicts');
  return cancelledAnswer(busy.map((is) => (is ? REASONS.conflict : REASONS.none)));
}
