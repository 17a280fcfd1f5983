import { errorAnswer, jsonAnswer } from '../answers.ts';
import { fieldsOf, listOf, parseFields, type Fields } from '../fields.ts';
import type { NamedItem } from '../named-items.ts';
import { itemId } from '../schemas.ts';
import { itemBytes } from '../sizes.ts';
import { spend, throttlingReasons, withCapacity, type Spending } from '../spending.ts';
import type { Stored } from '../stored-items.ts';
import type { Answer } from '../upstream.ts';
import type { Call, World } from '../world.ts';
import { readCharges, readWhole } from './read-items.ts';

/**
 * BatchGetItem: keys whose partition has no units left, or that would make the answer too large,
 * come back unprocessed.
 */
export async function batchGet(world: World, call: Call): Promise<Answer> {
  const { limits, counters } = world;
  if (call.items.length === 0) return call.forward();
  await call.pass('before');
  const spendings = new Map<NamedItem, Spending>();
  for (const item of call.items) {
    const charges = readCharges([item]);
    if (charges.some((charge) => limits.isExhausted('read', charge))) continue;
    spendings.set(item, spend(world, 'read', charges));
  }
  const wanted = [...spendings.keys()];
  const throttled = call.items.filter((item) => !spendings.has(item));
  if (throttled.length > 0) counters.refuse('throttled', throttled.length);
  if (wanted.length === 0)
    return errorAnswer('throttledRead', { ThrottlingReasons: throttlingReasons('read', readCharges(throttled)) });

  const first = await forwardSome(call, wanted);
  const stored = await readWhole(world, wanted, first);
  const read = fittingItems(readOf(wanted, first), stored, world.settings.batchBytes);
  const isCut = first.status === 200 && read.length < readOf(wanted, first).length;
  const answer = isCut ? await forwardSome(call, read) : first;
  const charges = answer.status === 200 ? readCharges(read, stored) : [];
  for (const [item, { settle }] of spendings) settle(charges.filter((_, at) => read[at] === item));
  await call.pass('after');
  const rest = call.items.filter((item) => !read.includes(item));
  return withCapacity(call, withRest(call, answer, rest), charges, 'list');
}

/** Those that DynamoDB Local did not leave unprocessed by itself: they were too large together. */
function readOf(items: readonly NamedItem[], { body }: Answer): readonly NamedItem[] {
  const left = Object.entries(fieldsOf(parseFields(body)['UnprocessedKeys'])).flatMap(([name, request]) =>
    listOf(fieldsOf(request)['Keys']).map((key) => ({ name, key: fieldsOf(key) })),
  );
  if (left.length === 0) return items;
  const gone = new Set(
    items.flatMap(({ id, table, request }) =>
      left.some(({ name, key }) => name === request['TableName'] && itemId(table, key) === id) ? [id] : [],
    ),
  );
  return items.filter(({ id }) => !gone.has(id));
}

async function forwardSome({ input, items, forward }: Call, some: readonly NamedItem[]): Promise<Answer> {
  if (some.length === items.length) return forward();
  return forward({ ...input, RequestItems: asRequests(fieldsOf(input['RequestItems']), some) });
}

/** The first of the items that together are not too large; always one. */
function fittingItems(items: readonly NamedItem[], stored: Stored, most: number): readonly NamedItem[] {
  let bytes = 0;
  const end = items.findIndex(({ id }, at) => {
    bytes += itemBytes(stored.get(id) ?? {});
    return bytes > most && at > 0;
  });
  return end === -1 ? items : items.slice(0, end);
}

/** The answer, and the keys of what it leaves out. */
function withRest({ input }: Call, answer: Answer, rest: readonly NamedItem[]): Answer {
  if (answer.status !== 200 || rest.length === 0) return answer;
  const UnprocessedKeys = asRequests(fieldsOf(input['RequestItems']), rest);
  return jsonAnswer({ ...parseFields(answer.body), UnprocessedKeys });
}

/** The keys of these items, with what the request says of their table. */
function asRequests(requests: Fields, items: readonly NamedItem[]): Fields {
  const names = [...new Set(items.map(({ request }) => String(request['TableName'])))];
  return Object.fromEntries(
    names.map((name) => {
      const Keys = items.filter(({ request }) => request['TableName'] === name).map(({ key }) => key);
      return [name, { ...fieldsOf(requests[name]), Keys }];
    }),
  );
}
