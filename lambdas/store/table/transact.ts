import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AnyItem } from './key.ts';
import type { Table } from './open-table.ts';
import { anyFromWire, toWire, type WireItem } from './wire.ts';

/** A write of one item, alone or as a part of a transaction. */
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Whether the condition of an action failed, and the item that is there, where ALL_OLD was asked
 * for and there is one. `undecided`: its item could not be looked at, since somebody else is at
 * work on it, say.
 */
export interface Refusal {
  readonly refused: boolean;
  readonly undecided?: true;
  readonly item?: AnyItem;
}

/**
 * A write that was applied, with its write units, or one of whose conditions did not hold: then
 * nothing was written.
 */
export type WriteResult =
  | { readonly ok: true; readonly writtenUnits: number }
  /**
   * In the order of the actions. `unanswered`: an attempt before got no answer, so that what
   * refuses may be what it wrote.
   */
  | { readonly ok: false; readonly refusals: readonly Refusal[]; readonly unanswered?: true };

/**
 * Writes several items, all or none, and once: the idempotency token lets DynamoDB know a request
 * that is sent again because its answer was lost. Throws what is no failed condition.
 */
export async function transact(
  { client, retry }: Table,
  actions: readonly Action[],
  patience?: number,
): Promise<WriteResult> {
  let token = randomUUID();
  let unanswered = false;
  const result = await resultOf(async () => {
    const { ConsumedCapacity = [] } = await retry(async () => {
      try {
        return await client.send(
          new TransactWriteItemsCommand({
            TransactItems: actions.map(toWireAction),
            ClientRequestToken: token,
            ReturnConsumedCapacity: 'TOTAL',
          }),
        );
      } catch (error) {
        // Cancelled is final: the next attempt is a new request. After any other failure it may
        // have been applied.
        if (error instanceof TransactionCanceledException) token = randomUUID();
        else unanswered = true;
        throw error;
      }
    }, patience);
    return ConsumedCapacity.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  });
  return !result.ok && unanswered ? { ...result, unanswered } : result;
}

/** A write as DynamoDB takes it. */
function toWireAction({ Put, Update, Delete, ConditionCheck }: Action) {
  return {
    ...(Put && { Put: { ...Put, Item: toWire(Put.Item ?? {}), ...valuesOf(Put) } }),
    ...(Update && { Update: { ...Update, Key: toWire(Update.Key ?? {}), ...valuesOf(Update) } }),
    ...(Delete && { Delete: { ...Delete, Key: toWire(Delete.Key ?? {}), ...valuesOf(Delete) } }),
    ...(ConditionCheck && {
      ConditionCheck: { ...ConditionCheck, Key: toWire(ConditionCheck.Key ?? {}), ...valuesOf(ConditionCheck) },
    }),
  };
}

const valuesOf = ({ ExpressionAttributeValues: values }: { ExpressionAttributeValues?: object | undefined }) => ({
  ExpressionAttributeValues: values && toWire(values),
});

/**
 * Writes one item, which costs half of a transaction, and has no token: after a lost answer the
 * condition is refused by what was written. Throws what is no failed condition.
 */
export async function writeOne({ client, retry }: Table, action: Action, patience?: number): Promise<WriteResult> {
  const { Put, Update, Delete } = toWireAction(action);
  const metered = { ReturnConsumedCapacity: 'TOTAL' } as const;
  const send = async () => {
    if (Put) return client.send(new PutItemCommand({ ...Put, ...metered }));
    if (Update) return client.send(new UpdateItemCommand({ ...Update, ...metered }));
    if (Delete) return client.send(new DeleteItemCommand({ ...Delete, ...metered }));
    throw new Error('a write of one item must put, update or delete it');
  };
  return resultOf(async () => (await retry(send, patience)).ConsumedCapacity?.CapacityUnits ?? 0);
}

/** Writes an item over whatever is under its key. */
export async function putItem({ client, tableName, retry }: Table, item: object): Promise<void> {
  await retry(() => client.send(new PutItemCommand({ TableName: tableName, Item: toWire(item) })));
}

/** Whether a write was refused because a condition of it did not hold. */
export const isConditionRefused = (error: unknown): boolean => refusalsOf(error).some(({ refused }) => refused);

async function resultOf(write: () => Promise<number>): Promise<WriteResult> {
  try {
    return { ok: true, writtenUnits: await write() };
  } catch (error) {
    if (isConditionRefused(error)) return { ok: false, refusals: refusalsOf(error) };
    throw error;
  }
}

const CONDITION_FAILED = 'ConditionalCheckFailed';

function refusalsOf(error: unknown): Refusal[] {
  if (error instanceof ConditionalCheckFailedException) return [{ refused: true, ...found(error.Item) }];
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code, Item }) => ({
    refused: Code === CONDITION_FAILED,
    ...(Code !== undefined && Code !== 'None' && Code !== CONDITION_FAILED && { undecided: true as const }),
    ...found(Item),
  }));
}

const found = (item: WireItem | undefined) => item && { item: anyFromWire(item) };
