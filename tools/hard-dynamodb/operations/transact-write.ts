import { cancelledAnswer, errorAnswer, jsonAnswer, REASONS } from '../answers.ts';
import { foreseen, writeCharges, type Charge } from '../charges.ts';
import { listOf, fieldsOf, parseFields, pick, textOf, type Fields, type Item } from '../fields.ts';
import type { NamedItem } from '../named-items.ts';
import { itemBytes, READ_FACTORS, readUnits } from '../sizes.ts';
import { spend, withCapacity } from '../spending.ts';
import { readStored, type Stored } from '../stored-items.ts';
import type { Answer } from '../upstream.ts';
import type { Call, World } from '../world.ts';

/** DynamoDB prepares a transaction, and then carries it out. */
const TWICE = 2;

/** TransactWriteItems: knows the token, then the items, and then carries it out. */
export async function transactWrite(world: World, call: Call): Promise<Answer> {
  const { tokens } = world;
  if (call.items.length === 0) return call.forward();
  const token = textOf(call.input['ClientRequestToken']);
  if (token === '') return claimAndWrite(world, call);
  const state = tokens.begin(token, JSON.stringify(call.input['TransactItems']));
  if (state === 'done') return answerAgain(world, call);
  if (state !== 'new') return errorAnswer(state);
  let succeeded = false;
  try {
    const answer = await claimAndWrite(world, call);
    succeeded = answer.status === 200;
    return answer;
  } finally {
    tokens.end(token, succeeded);
  }
}

/** A transaction that was carried out before is charged for reading its items. */
async function answerAgain(world: World, call: Call): Promise<Answer> {
  const stored = await readStored(world, call.items);
  const charges = call.items.map(({ table, hash, id }) => ({
    table,
    hash,
    units: readUnits(itemBytes(stored.get(id) ?? {}), READ_FACTORS.transaction),
  }));
  spend(world, 'read', []).settle(charges);
  return withCapacity(call, jsonAnswer({}), charges, 'list');
}

async function claimAndWrite(world: World, call: Call): Promise<Answer> {
  const { claims, counters, trailing } = world;
  const claim = claims.transaction(call.items.map(({ id }) => id));
  if ('conflicts' in claim) {
    counters.refuse('conflicts');
    return cancelledAnswer(await mixedReasons(call, claim.conflicts));
  }
  try {
    for (const { table } of call.items) await trailing.prepare(table);
    await call.pass('before');
    const answer = await writeMetered(world, call);
    await call.pass('after');
    return answer;
  } finally {
    claim.release();
  }
}

async function writeMetered(world: World, call: Call): Promise<Answer> {
  const { limits, counters, trailing } = world;
  const { items } = call;
  const before = await readStored(world, items);
  const estimates = items.map((item) => chargesOf(item, before.get(item.id), foreseen(item, before.get(item.id))));
  const exhausted = estimates.map((charges) => charges.some((charge) => limits.isExhausted('write', charge)));
  if (exhausted.includes(true)) {
    counters.refuse('throttled');
    return cancelledAnswer(exhausted.map((is) => (is ? REASONS.throttledWrite : REASONS.none)));
  }
  const spending = spend(world, 'write', estimates.flat());
  const { ClientRequestToken: _, ...input } = call.input;
  // The token is known here already, and forgotten by our clock.
  const answer = await call.forward('ClientRequestToken' in call.input ? input : undefined);
  const after = answer.status === 200 ? await storedAfter(world, items, before) : before;
  if (answer.status === 200) for (const { table, key, id } of items) trailing.note(table, key, after.get(id));
  const isCharged = answer.status === 200 || answer.body.includes('TransactionCanceledException');
  const charges = isCharged ? items.flatMap((item) => chargesOf(item, before.get(item.id), after.get(item.id))) : [];
  spending.settle(charges);
  return withCapacity(call, answer, charges, 'list');
}

const chargesOf = (item: NamedItem, before?: Item, after?: Item): Charge[] => writeCharges(item, before, after, TWICE);

async function storedAfter(world: World, items: readonly NamedItem[], before: Stored): Promise<Stored> {
  const updated = await readStored(
    world,
    items.filter(({ kind }) => kind === 'update'),
  );
  const after = new Map<string, Item>();
  for (const item of items) {
    const found = item.kind === 'update' ? updated.get(item.id) : foreseen(item, before.get(item.id));
    if (found !== undefined) after.set(item.id, found);
  }
  return after;
}

/**
 * The reasons of a transaction some of whose items others are at work on: the conditions of the
 * remaining ones are checked, and nothing is written.
 */
async function mixedReasons({ items, forward }: Call, conflicts: readonly number[]): Promise<Fields[]> {
  const reasons: Fields[] = items.map((_, position) =>
    conflicts.includes(position) ? REASONS.conflict : REASONS.none,
  );
  const checked = items.flatMap(({ request }, position) =>
    'ConditionExpression' in request && !conflicts.includes(position) ? [position] : [],
  );
  if (checked.length === 0) return reasons;
  const answer = await forward({ TransactItems: checked.flatMap((at) => items[at] ?? []).map(asCheck) });
  const found = listOf(parseFields(answer.body)['CancellationReasons']).map(fieldsOf);
  checked.forEach((position, at) => {
    reasons[position] = found[at] ?? REASONS.none;
  });
  return reasons;
}

/** Only the condition of an action, with the names and values that it uses. */
function asCheck({ key: Key, request }: NamedItem): Fields {
  const used = textOf(request['ConditionExpression']).match(/[#:][\w-]+/g) ?? [];
  const names = pick(fieldsOf(request['ExpressionAttributeNames']), used);
  const values = pick(fieldsOf(request['ExpressionAttributeValues']), used);
  const ConditionCheck = {
    ...pick(request, ['TableName', 'ConditionExpression', 'ReturnValuesOnConditionCheckFailure']),
    Key,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
  return { ConditionCheck };
}
