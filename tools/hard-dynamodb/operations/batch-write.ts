import { errorAnswer, jsonAnswer } from '../answers.ts';
import type { Claim } from '../claims.ts';
import { foreseen, writeCharges, type Charge } from '../charges.ts';
import { fieldsOf, parseFields, type Fields } from '../fields.ts';
import type { NamedItem } from '../named-items.ts';
import { spend, throttlingReasons, withCapacity, type Spending } from '../spending.ts';
import { readStored } from '../stored-items.ts';
import type { Answer } from '../upstream.ts';
import type { Call, World } from '../world.ts';

/**
 * BatchWriteItem: as many single writes. One whose item a transaction has, or whose partition has
 * no units left, comes back unprocessed.
 */
export async function batchWrite(world: World, call: Call): Promise<Answer> {
  const { claims, counters, trailing } = world;
  const isTwice = new Set(call.items.map(({ id }) => id)).size < call.items.length;
  // Both are DynamoDB Local's to refuse, and an item that is named twice would wait for itself.
  if (call.items.length === 0 || isTwice) return call.forward();
  const claimed = call.items.map((item) => ({ item, claim: claims.write(item.id) }));
  const own = claimed.map(({ claim }) => claim).filter((claim) => claim !== undefined);
  const free = claimed.filter(({ claim }) => claim !== undefined).map(({ item }) => item);
  const conflicting = claimed.filter(({ claim }) => claim === undefined).map(({ item }) => item);
  if (conflicting.length > 0) counters.refuse('conflicts', conflicting.length);
  try {
    await Promise.all(own.map(({ turn }) => turn));
    for (const { table } of free) await trailing.prepare(table);
    await call.pass('before');
    const answer = await writeMetered(world, call, free, conflicting);
    await call.pass('after');
    return answer;
  } finally {
    releaseAll(own);
  }
}

const releaseAll = (claims: readonly Claim[]): void => claims.forEach(({ release }) => release());

async function writeMetered(
  world: World,
  call: Call,
  free: readonly NamedItem[],
  conflicting: readonly NamedItem[],
): Promise<Answer> {
  const { limits, counters, trailing } = world;
  const before = await readStored(world, free);
  const spent: { item: NamedItem; charges: Charge[]; spending: Spending }[] = [];
  const throttled: NamedItem[] = [];
  const exhausted: Charge[] = [];
  for (const item of free) {
    const old = before.get(item.id);
    const charges = writeCharges(item, old, foreseen(item, old), 1);
    const empty = charges.filter((charge) => limits.isExhausted('write', charge));
    exhausted.push(...empty);
    if (empty.length > 0) throttled.push(item);
    else spent.push({ item, charges, spending: spend(world, 'write', charges) });
  }
  if (throttled.length > 0) counters.refuse('throttled', throttled.length);
  if (spent.length === 0 && conflicting.length === 0)
    return errorAnswer('throttledWrite', { throttlingReasons: throttlingReasons('write', exhausted) });

  const left = [...conflicting, ...throttled];
  const charges = spent.flatMap((one) => one.charges);
  const written = spent.map(({ item }) => item);
  const answer = await forwardSome(call, written, left);
  const isDone = answer.status === 200;
  if (isDone) for (const item of written) trailing.note(item.table, item.key, foreseen(item, undefined));
  for (const { spending, charges } of spent) spending.settle(isDone ? charges : []);
  return withCapacity(call, answer, charges, 'list');
}

/** Sends on what may be written, and gives back the rest. */
async function forwardSome(call: Call, some: readonly NamedItem[], left: readonly NamedItem[]): Promise<Answer> {
  if (left.length === 0) return call.forward();
  const answer =
    some.length === 0 ? jsonAnswer({}) : await call.forward({ ...call.input, RequestItems: asRequests(some) });
  if (answer.status !== 200) return answer;
  return jsonAnswer({ ...parseFields(answer.body), UnprocessedItems: asRequests(left) });
}

function asRequests(items: readonly NamedItem[]): Fields {
  const byTable: Record<string, Fields[]> = {};
  for (const { kind, request } of items) {
    const { TableName, ...rest } = request;
    const requests = (byTable[String(TableName)] ??= []);
    requests.push(kind === 'put' ? { PutRequest: fieldsOf(rest) } : { DeleteRequest: fieldsOf(rest) });
  }
  return byTable;
}
