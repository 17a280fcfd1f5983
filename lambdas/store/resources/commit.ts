import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { fromResourceItem } from '../table/resource-item.ts';
import type { ResourceItem } from '../table/resource-item.ts';
import type { WriteOutcome } from '../ports/resources.ts';
import type { Table } from '../table/table.ts';
import { transact } from '../table/transact.ts';
import type { ItemChange } from './plan-write.ts';

/** Why one item of a write was refused, in DynamoDB's words. */
interface Refusal {
  readonly Code?: string | undefined;
  readonly Item?: Record<string, AttributeValue> | undefined;
}

/** Carries out a planned write: one item by a plain conditional write, which costs half, several by a transaction. */
export async function commitWrite(
  table: Table,
  changes: readonly ItemChange[],
  writeId: string,
): Promise<WriteOutcome> {
  const [first] = changes;
  try {
    const actions = changes.map(({ action }) => action);
    const writtenUnits = changes.length === 1 && first ? await writeOne(table, first) : await transact(table, actions);
    return { ok: true, writtenUnits };
  } catch (error) {
    const outcome = explain(changes, refusalsOf(error), writeId);
    if (!outcome) throw error;
    return outcome;
  }
}

async function writeOne({ client, retry }: Table, { action }: ItemChange): Promise<number> {
  const metered = { ReturnConsumedCapacity: 'TOTAL' as const };
  const { ConsumedCapacity } = await retry<{ ConsumedCapacity?: { CapacityUnits?: number | undefined } | undefined }>(
    () => {
      if (action.Put) return client.send(new PutCommand({ ...action.Put, ...metered }));
      if (action.Delete) return client.send(new DeleteCommand({ ...action.Delete, ...metered }));
      throw new Error('a write of one item must put or delete it');
    },
  );
  return ConsumedCapacity?.CapacityUnits ?? 0;
}

/** What became of each item, in the order of the changes. */
function refusalsOf(error: unknown): readonly Refusal[] {
  if (error instanceof TransactionCanceledException) return error.CancellationReasons ?? [];
  if (error instanceof ConditionalCheckFailedException) return [{ Code: 'ConditionalCheckFailed', Item: error.Item }];
  return [];
}

/** The outcome that the refusals stand for; undefined where they stand for none that was expected. */
function explain(
  changes: readonly ItemChange[],
  refusals: readonly Refusal[],
  writeId: string,
): WriteOutcome | undefined {
  const [own] = refusals;
  if (own?.Code === 'ConditionalCheckFailed') return explainOwn(own.Item, writeId);
  const claim = changes.find(
    (change, position) => change.claim && refusals[position]?.Code === 'ConditionalCheckFailed',
  );
  if (claim?.claim) return { ok: false, reason: 'taken', claim: claim.claim };
  const member = changes.some(
    (change, position) => change.member && refusals[position]?.Code === 'ConditionalCheckFailed',
  );
  if (member) return { ok: false, reason: 'members' };
  if (refusals.some(({ Code }) => Code === 'ConditionalCheckFailed')) {
    throw new Error('another resource holds a claim that this one should release: the table is inconsistent');
  }
  return undefined;
}

/** An earlier attempt may have been applied although its answer was lost: then what is there is what was to be written. */
function explainOwn(item: Record<string, AttributeValue> | undefined, writeId: string): WriteOutcome {
  if (!item) return { ok: false, reason: 'changed', current: undefined };
  const current = unmarshall(item) as ResourceItem;
  if (current.writeId === writeId) return { ok: true, writtenUnits: 0 };
  return { ok: false, reason: 'changed', current: fromResourceItem(current) };
}
