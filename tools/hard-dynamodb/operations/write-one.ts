import { errorAnswer } from '../answers.ts';
import { foreseen, writeCharges, type Charge } from '../charges.ts';
import type { NamedItem } from '../named-items.ts';
import { spend, throttlingReasons, withCapacity } from '../spending.ts';
import { readStored } from '../stored-items.ts';
import type { Answer } from '../upstream.ts';
import type { Call, World } from '../world.ts';

/** PutItem, UpdateItem and DeleteItem. */
export async function writeOne(world: World, call: Call): Promise<Answer> {
  const { claims, counters, trailing } = world;
  const [item] = call.items;
  if (item === undefined) return call.forward();
  const claim = claims.write(item.id);
  if (claim === undefined) {
    counters.refuse('conflicts');
    return errorAnswer('conflict');
  }
  try {
    await claim.turn;
    await trailing.prepare(item.table);
    await call.pass('before');
    const answer = await writeMetered(world, call, item);
    await call.pass('after');
    return answer;
  } finally {
    claim.release();
  }
}

async function writeMetered(world: World, call: Call, item: NamedItem): Promise<Answer> {
  const { limits, counters, trailing } = world;
  const before = (await readStored(world, [item])).get(item.id);
  const estimate = writeCharges(item, before, foreseen(item, before), 1);
  const exhausted = estimate.filter((charge) => limits.isExhausted('write', charge));
  if (exhausted.length > 0) {
    counters.refuse('throttled');
    return errorAnswer('throttledWrite', { throttlingReasons: throttlingReasons('write', exhausted) });
  }
  const spending = spend(world, 'write', estimate);
  const answer = await call.forward();
  const after = await storedAfter(world, item, answer, before);
  if (answer.status === 200) trailing.note(item.table, item.key, after);
  const charges: Charge[] = isCharged(answer) ? writeCharges(item, before, after, 1) : [];
  spending.settle(charges);
  return withCapacity(call, answer, charges, 'one');
}

/** A write whose condition failed is charged, too; one that was not valid is not. */
const isCharged = ({ status, body }: Answer): boolean =>
  status === 200 || body.includes('ConditionalCheckFailedException');

async function storedAfter(world: World, item: NamedItem, { status }: Answer, before: NamedItem['key'] | undefined) {
  if (status !== 200) return before;
  if (item.kind === 'update') return (await readStored(world, [item])).get(item.id);
  return foreseen(item, before);
}
