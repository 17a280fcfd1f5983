import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** One item of a transaction. */
export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Writes several items, all or none, once also when an answer is lost and the request is sent again. Answers the write units used.
 * @throws TransactionCanceledException where a condition does not hold
 */
export async function transact({ client, retry }: Table, actions: readonly Action[]): Promise<number> {
  let token = randomUUID();
  const { ConsumedCapacity } = await retry(async () => {
    try {
      return await client.send(
        new TransactWriteCommand({
          TransactItems: [...actions],
          ClientRequestToken: token,
          ReturnConsumedCapacity: 'TOTAL',
        }),
      );
    } catch (error) {
      // Cancelled is final: the next attempt is a new request. After any other failure the token keeps it from being applied twice.
      if (error instanceof TransactionCanceledException) token = randomUUID();
      throw error;
    }
  });
  return (ConsumedCapacity ?? []).reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

/** The same; false, and nothing is written, where a condition does not hold. */
export async function transactIf(table: Table, actions: readonly Action[]): Promise<boolean> {
  try {
    await transact(table, actions);
    return true;
  } catch (error) {
    if (isConditionRefused(error)) return false;
    throw error;
  }
}

/** Whether a write was refused because a condition of it did not hold. */
export function isConditionRefused(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) return true;
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed')
  );
}
