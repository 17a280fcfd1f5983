import { errorAnswer, jsonAnswer } from '../answers.ts';
import type { Charge } from '../charges.ts';
import { fieldsOf, keyText, listOf, parseFields, pick, sum, type Fields, type Item } from '../fields.ts';
import { isNarrowed, readPageRequest, widened, type PageRequest } from '../page-request.ts';
import { keyNames } from '../schemas.ts';
import { itemBytes, READ_FACTORS, readUnits } from '../sizes.ts';
import { spend, throttlingReasons, withCapacity } from '../spending.ts';
import type { Answer } from '../upstream.ts';
import type { Call, World } from '../world.ts';

/** Query and Scan. */
export async function readPage(world: World, call: Call): Promise<Answer> {
  const { schemas, limits, counters, trailing } = world;
  const table = await schemas.get(call.input['TableName']);
  const page = table && readPageRequest(table, call.input);
  if (page === undefined) return call.forward();
  await call.pass('before');
  const factor = READ_FACTORS[call.input['ConsistentRead'] === true ? 'consistent' : 'eventual'];
  const first = firstCharge(page, call.input, factor);
  if (first && limits.isExhausted('read', first)) {
    counters.refuse('throttled');
    return errorAnswer('throttledRead', { ThrottlingReasons: throttlingReasons('read', [first]) });
  }
  const spending = spend(world, 'read', first ? [first] : []);
  const name = page.index ? await trailing.tableToRead(page.table) : page.table.name;
  const isElsewhere = name !== page.table.name;
  const { answer, read } = await readWithin(
    { ...call, input: isElsewhere ? { ...call.input, TableName: name } : call.input },
    page,
    world.settings.pageBytes,
    isElsewhere,
  );
  const charges = answer.status === 200 ? pageCharges(page, read, factor, first) : [];
  spending.settle(charges);
  await call.pass('after');
  return withCapacity(call, answer, charges, 'one');
}

/** Where a Query begins, or a Scan goes on; undefined for the beginning of a Scan. */
function firstCharge({ table, index, hash }: PageRequest, input: Fields, factor: number): Charge | undefined {
  const start = fieldsOf(input['ExclusiveStartKey'])[(index ?? table).hash];
  const partition = hash ?? (start === undefined ? undefined : keyText(start));
  if (partition === undefined) return undefined;
  return { table, ...(index && { index: index.name }), hash: partition, units: readUnits(0, factor) };
}

/** By the sum of the sizes; a Scan by partition, whose shares make the sum. */
function pageCharges(page: PageRequest, read: readonly Item[], factor: number, first?: Charge): Charge[] {
  const { table, index, hash } = page;
  const total = readUnits(sum(read.map(itemBytes)), factor);
  const one = (partition: string, units: number): Charge => ({
    table,
    ...(index && { index: index.name }),
    hash: partition,
    units,
  });
  if (hash !== undefined) return [one(hash, total)];
  if (read.length === 0) return [one(first?.hash ?? '', total)];
  const bytes = new Map<string, number>();
  for (const item of read) {
    const partition = keyText(item[(index ?? table).hash]);
    bytes.set(partition, (bytes.get(partition) ?? 0) + itemBytes(item));
  }
  const all = sum([...bytes.values()]);
  return [...bytes].map(([partition, part]) => one(partition, (total * part) / all));
}

interface Page {
  readonly answer: Answer;
  /** The items that were read, whole, before any filter. */
  readonly read: readonly Item[];
}

/** DynamoDB Local counts only what passes a filter: the page is measured by a request without one. */
async function readWithin(call: Call, page: PageRequest, most: number, isElsewhere: boolean): Promise<Page> {
  const { input, forward } = call;
  const send = (changed: Fields): Promise<Answer> => forward(changed === input && !isElsewhere ? undefined : changed);
  const isPartial = isNarrowed(input);
  const whole = await send(isPartial ? widened(input) : input);
  if (whole.status !== 200) return { answer: isPartial ? await send(input) : whole, read: [] };
  const output = parseFields(whole.body);
  const items = listOf(output['Items']).map(fieldsOf);
  const end = endOfPage(items, most);
  const read = items.slice(0, end);
  const isCut = end < items.length;
  if (isPartial) {
    const hasMore = isCut || output['LastEvaluatedKey'] !== undefined;
    return { answer: await send(hasMore ? { ...input, Limit: Math.max(1, end) } : input), read };
  }
  if (!isCut) return { answer: whole, read };
  const names = [...keyNames(page.table), ...(page.index ? keyNames(page.index) : [])];
  const LastEvaluatedKey = pick(read.at(-1) ?? {}, names);
  return { answer: jsonAnswer({ ...output, Items: read, Count: end, ScannedCount: end, LastEvaluatedKey }), read };
}

/** How many items there are on a page: the one with which it is full is the last. */
function endOfPage(items: readonly Item[], most: number): number {
  let bytes = 0;
  const last = items.findIndex((item) => {
    bytes += itemBytes(item);
    return bytes >= most;
  });
  return last === -1 ? items.length : last + 1;
}
