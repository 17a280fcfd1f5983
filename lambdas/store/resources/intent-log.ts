import { randomUUID } from 'node:crypto';
import type { PendingChange, StoredResource } from '../../life/stored-resource.ts';
import type { Indexed, WriteOptions, WriteOutcome } from '../ports/resources.ts';
import { deleteItems, slices } from '../table/batch.ts';
import { memberKey, resourceKey } from '../table/keys.ts';
import { memberItem } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { putItem, transact, writeOne } from '../table/transact.ts';
import { commitWrite } from './commit.ts';
import { intendedMembers, partsOf, readParts } from './intent-parts.ts';
import { MAX_ACTIONS, planWrite } from './plan-write.ts';

/**
 * Changes more members than one transaction holds, all or none, by an intent log (docs/adr/0008):
 *
 * 1. Write the intent: the change goes to items beside the group, which nobody looks at yet.
 * 2. Decide: one conditional write of the group's own item names the intent as `pending`. It is
 *    refused like any other write.
 * 3. Roll forward: the memberships are made and ended, idempotently, and `pending` and the intent
 *    are removed.
 *
 * From the decision on readers overlay the memberships with the intent, and whoever wants to write
 * next rolls it forward first. So whoever dies between two steps leaves the old group or the new
 * one.
 */
export async function writeByIntentLog(
  table: Table,
  previous: Indexed | undefined,
  next: Indexed,
  { members = { add: [], remove: [] }, commutative: _, ...options }: WriteOptions,
  writeId: string,
): Promise<WriteOutcome> {
  const { type, id, lastModified } = next.resource;
  const changeId = randomUUID();
  const parts = partsOf(type, id, changeId, members);
  for (const part of parts) await putItem(table, part);
  const pending: PendingChange = { id: changeId, parts: parts.length, since: lastModified };
  const resource: StoredResource = { ...next.resource, pending };
  const changes = planWrite(table.tableName, previous, { ...next, resource }, writeId, options);
  const outcome = await commitWrite(table, changes, writeId);
  if (outcome.ok) await rollForward(table, resource, pending);
  else await deleteItems(table, parts);
  return outcome;
}

/**
 * Carries out a change that was decided. Each transaction asks whether the change is still the
 * pending one, so that somebody who was slow cannot repeat it after others have gone on from there.
 */
export async function rollForward(table: Table, resource: StoredResource, pending: PendingChange): Promise<void> {
  const { type, id } = resource;
  const TableName = table.tableName;
  const parts = await readParts(table, resource, pending);
  if (parts.length < pending.parts) return;
  const stillPending = {
    TableName,
    Key: resourceKey(type, id),
    ConditionExpression: 'pending.id = :change',
    ExpressionAttributeValues: { ':change': pending.id },
  };
  const actions = [...intendedMembers(parts)].map(([memberId, member]) =>
    member
      ? { Put: { TableName, Item: memberItem(type, id, member) } }
      : { Delete: { TableName, Key: memberKey(type, id, memberId) } },
  );
  for (const batch of slices(actions, MAX_ACTIONS - 1)) {
    const result = await transact(table, [{ ConditionCheck: stillPending }, ...batch]);
    // Somebody else has carried it out.
    if (!result.ok) return deleteItems(table, parts);
  }
  // Where this is refused it was done already, by somebody else or by ourselves, when the answer
  // was lost.
  await writeOne(table, { Update: { ...stillPending, UpdateExpression: 'REMOVE pending' } });
  return deleteItems(table, parts);
}
