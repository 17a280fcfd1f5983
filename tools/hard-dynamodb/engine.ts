import { cancelledAnswer, errorAnswer, jsonAnswer, REASONS } from './answers.ts';
import { FAULTS, type Fault } from './faults.ts';
import { parseFields, textOf, type Fields } from './fields.ts';
import { namedItems } from './named-items.ts';
import { batchGet } from './operations/batch-get.ts';
import { batchWrite } from './operations/batch-write.ts';
import { readPage } from './operations/pages.ts';
import { getOne, transactGet } from './operations/read-items.ts';
import { transactWrite } from './operations/transact-write.ts';
import { writeOne } from './operations/write-one.ts';
import { readPageRequest } from './page-request.ts';
import { throttlingReasons } from './spending.ts';
import type { Answer } from './upstream.ts';
import type { Call, Operation, Outcome, World } from './world.ts';

/** What is hard; everything else is left to DynamoDB Local. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetItem: getOne,
  BatchGetItem: batchGet,
  TransactGetItems: transactGet,
  Query: readPage,
  Scan: readPage,
  PutItem: writeOne,
  UpdateItem: writeOne,
  DeleteItem: writeOne,
  BatchWriteItem: batchWrite,
  TransactWriteItems: transactWrite,
};

const READS = new Set(['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan']);
const CHANGES_OF_TABLES = new Set(['CreateTable', 'UpdateTable', 'DeleteTable']);

/** A request as it came: `send` passes it on with this body. */
export interface Request {
  readonly operation: string;
  readonly body: Buffer;
  readonly send: (body: Buffer) => Promise<Answer>;
}

/** Answers a request as AWS would, with the faults that were asked for. */
export async function answer(world: World, { operation, body, send }: Request): Promise<Outcome> {
  const run = OPERATIONS[operation];
  const input = parseFields(body);
  if (run === undefined) return passOn(world, operation, input, () => send(body));
  const { counters, settings, faults, sleep } = world;
  counters.call(operation);
  if (settings.latencyMs > 0) await sleep(settings.latencyMs);
  const items = await namedItems(world.schemas, operation, input);
  const hashes = items.length > 0 ? items.map(({ hash }) => hash) : await pageHash(world, input);
  const call: Call = {
    operation,
    input,
    items,
    forward: (changed) => send(changed === undefined ? body : Buffer.from(JSON.stringify(changed))),
    pass: async (when) => {
      const isTransaction = operation === 'TransactWriteItems';
      const held = isTransaction ? settings[when === 'before' ? 'transactionBeforeMs' : 'transactionAfterMs'] : 0;
      if (held > 0) await sleep(held);
      await faults.pass(when, operation, hashes);
    },
  };
  const fault = faults.next(operation, hashes);
  if (fault === undefined) return run(world, call);
  const instead = insteadOf(call, fault);
  if (instead !== undefined) return instead;
  if (FAULTS[fault.kind] === 'before') await sleep(fault.ms ?? 5_000);
  const answered = await run(world, call);
  if (fault.kind === 'lost') return 'reset';
  return fault.kind === 'errorAfter' ? errorAnswer('internal') : answered;
}

async function pageHash({ schemas }: World, input: Fields): Promise<string[]> {
  const table = await schemas.get(input['TableName']);
  const hash = table && readPageRequest(table, input)?.hash;
  return hash === undefined ? [] : [hash];
}

/** What the control plane does to tables has to be known here, too. */
async function passOn(world: World, operation: string, input: Fields, send: () => Promise<Answer>): Promise<Answer> {
  const answered = await send();
  if (CHANGES_OF_TABLES.has(operation) && answered.status === 200) {
    world.schemas.forget(input['TableName']);
    if (operation === 'DeleteTable') await world.trailing.drop(textOf(input['TableName']));
  }
  return answered;
}

function insteadOf(call: Call, { kind }: Fault): Outcome | undefined {
  const isRead = READS.has(call.operation);
  if (kind === 'reset') return 'reset';
  if (kind === 'blackHole') return 'silence';
  if (kind === 'error') return errorAnswer('internal');
  if (kind === 'throttle') return throttled(call, isRead ? 'read' : 'write');
  if (kind === 'ceiling') return atCeiling(call);
  if (kind === 'conflict') return conflicting(call);
  return undefined;
}

function throttled({ operation, items }: Call, kind: 'read' | 'write'): Answer {
  const name = kind === 'read' ? 'throttledRead' : 'throttledWrite';
  if (operation.startsWith('Transact')) return cancelledAnswer(items.map(() => REASONS[name]));
  const reasons = throttlingReasons(
    kind,
    items.slice(0, 1).map(({ table, hash }) => ({ table, hash, units: 0 })),
  );
  return errorAnswer(name, { [kind === 'read' ? 'ThrottlingReasons' : 'throttlingReasons']: reasons });
}

/** The table has had all the units of this second that were set as its most. */
const atCeiling = ({ operation, items }: Call): Answer =>
  operation.startsWith('Transact') ? cancelledAnswer(items.map(() => REASONS.ceiling)) : errorAnswer('ceiling');

/** Undefined for what cannot conflict. */
function conflicting({ operation, input, items }: Call): Answer | undefined {
  if (operation.startsWith('Transact')) return cancelledAnswer(items.map(() => REASONS.conflict));
  if (operation === 'BatchWriteItem') return jsonAnswer({ UnprocessedItems: input['RequestItems'] });
  return READS.has(operation) ? undefined : errorAnswer('conflict');
}
