import { randomUUID } from 'node:crypto';
import type { PendingChange } from '../../life/stored-resource.ts';
import type { MemberDelta } from '../../scim/members/member.ts';
import type { Indexed, WriteOptions, WriteOutcome } from '../ports/resources.ts';
import { deleteItems, putItems } from '../table/batch.ts';
import type { Table } from '../table/open-table.ts';
import { changeEntryKey } from '../table/tenant-keys.ts';
import { putItem } from '../table/transact.ts';
import { commitWrite } from './commit.ts';
import { partsOf, withParts } from './intent-parts.ts';
import type { ItemChange } from './item-changes.ts';
import { planWrite } from './plan-write.ts';

/**
 * Changes more members than one transaction holds, all or none, by an intent log (docs/adr/0017):
 *
 * 1. Write the intent: an entry among what is unfinished, and the change in parts beside the group,
 *    which nobody looks at yet.
 * 2. Decide: one conditional write of the group's own item names the intent as `pending`. It is
 *    refused like any other write. From here on readers lay the parts over the members.
 * 3. Carry out (roll-forward.ts), whoever does it.
 */
export async function decideByIntentLog(
  table: Table,
  previous: Indexed | undefined,
  next: Indexed,
  { members = { add: [], remove: [] }, commutative: _, ...options }: WriteOptions,
  writeId: string,
): Promise<WriteOutcome> {
  const { type, id, lastModified } = next.resource;
  const change = randomUUID();
  const entry = { ...changeEntryKey(id, change), type, group: id, change, at: lastModified };
  const parts = partsOf(next.resource, change, 0, members);
  await putItem(table, entry);
  await putItems(table, parts);
  const pending: PendingChange = { id: change, parts: parts.length, since: lastModified };
  const changes = [
    ...planWrite(table.tableName, previous, withPending(next, pending), writeId, options),
    // The stream tells the recovery function of it.
    { action: { Put: { TableName: table.tableName, Item: { ...entry, decided: true } } } },
  ];
  const outcome = await commitWrite(table, changes, writeId, options.patience);
  if (!outcome.ok) await deleteItems(table, [...parts, entry]);
  return outcome;
}

/**
 * A change of members of a group whose last one is still carried out: it is laid over that one, as
 * parts behind its own, in the transaction that moves the group.
 */
export function planAppend(
  { tableName }: Table,
  previous: Indexed,
  next: Indexed,
  pending: PendingChange,
  options: WriteOptions & { readonly members: MemberDelta },
  writeId: string,
): readonly ItemChange[] {
  const parts = partsOf(next.resource, pending.id, pending.parts, options.members);
  const appended = withPending(next, withParts(pending, parts.length));
  const own = planWrite(tableName, previous, appended, writeId, { ...options, members: undefined });
  return [...own, ...parts.map((Item) => ({ action: { Put: { TableName: tableName, Item: { ...Item } } } }))];
}

const withPending = (next: Indexed, pending: PendingChange): Indexed => ({
  ...next,
  resource: { ...next.resource, pending },
});
