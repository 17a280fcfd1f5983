import { errorAnswer, jsonAnswer } from '../answers.ts';
import { fieldsOf, listOf, parseFields, type Fields } from '../fields.ts';
import type { NamedItem } from '../named-items.ts';
import { itemBytes, READ_FACTORS } from '../sizes.ts';
import { spend, throttlingReasons, type Spending, withCapacity } from '../spending.ts';
import { readStored, type Stored } from '../stored-items.ts';
import type { Answer } from '../upstream.ts';
import type { Call, World } from '../world.ts';
import { readCharges } from './read-items.ts';

/**
 * BatchGetItem: keys whose partition has no units left, or that would make the answer too large,
 * come back unprocessed.
 */
export async function batchGet(world: World, call: Call): Promise<Answer> {
  const { limits, counters } = world;
  if (call.items.length === 0) return call.forward();
  await call.pass('before');
  const requests = fieldsOf(call.input['RequestItems']);
  const factorOf = ({ request }: NamedItem): number => {
    const { ConsistentRead } = fieldsOf(requests[String(request['TableName'])]);
    return READ_FACTORS[ConsistentRead === true ? 'consistent' : 'eventual'];
  };
  const stored = await readStored(world, call.items);
  const fitting = fittingItems(call.items, stored, world.settings.batchBytes);
  const wanted: NamedItem[] = [];
  const spendings: Spending[] = [];
  for (const item of fitting) {
    const charges = readCharges([item], stored, factorOf);
    if (charges.some((charge) => limits.isExhausted('read', charge))) continue;
    wanted.push(item);
    spendings.push(spend(world, 'read', charges));
  }
  if (wanted.length < fitting.length) counters.refuse('throttled', fitting.length - wanted.length);
  const charges = readCharges(wanted, stored, factorOf);
  if (wanted.length === 0) {
    const asked = readCharges(fitting, stored, factorOf);
    return errorAnswer('throttledRead', { ThrottlingReasons: throttlingReasons('read', asked) });
  }
  const answer = await forwardSome(call, requests, wanted);
  for (const [at, { settle }] of spendings.entries()) settle(answer.status === 200 ? charges.slice(at, at + 1) : []);
  await call.pass('after');
  return withCapacity(call, answer, charges, 'list');
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

async function forwardSome(call: Call, requests: Fields, wanted: readonly NamedItem[]): Promise<Answer> {
  if (wanted.length === call.items.length) return call.forward();
  const ids = new Set(wanted.map(({ id }) => id));
  const rest = call.items.filter(({ id }) => !ids.has(id));
  const answer = await call.forward({ ...call.input, RequestItems: asRequests(requests, wanted) });
  if (answer.status !== 200) return answer;
  const output = parseFields(answer.body);
  return jsonAnswer({
    ...output,
    UnprocessedKeys: merge(asRequests(requests, rest), fieldsOf(output['UnprocessedKeys'])),
  });
}

/** DynamoDB Local may have left keys, too. */
function merge(ours: Fields, theirs: Fields): Fields {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return Object.fromEntries(
    names.map((name) => {
      const [one, other] = [fieldsOf(ours[name]), fieldsOf(theirs[name])];
      return [name, { ...other, ...one, Keys: [...listOf(one['Keys']), ...listOf(other['Keys'])] }];
    }),
  );
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
