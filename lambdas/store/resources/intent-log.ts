import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Member, MemberDelta } from '../../scim/members/member.ts';
import type { PendingChange, StoredResource } from '../../life/stored-resource.ts';
import { fromAttributeMap, toAttributeMap } from '../table/attribute-map.ts';
import { deleteItems, slices } from '../table/batch.ts';
import { commitWrite } from './commit.ts';
import { changeKey, memberKey, resourceKey } from '../table/keys.ts';
import type { Key } from '../table/keys.ts';
import { memberItem } from '../table/member-item.ts';
import { queryAll } from '../table/query.ts';
import type { WriteOptions, Indexed, WriteOutcome } from '../ports/resources.ts';
import type { Table } from '../table/table.ts';
import { transact, writeOne } from '../table/transact.ts';
import { MAX_ACTIONS, planWrite } from './plan-write.ts';

/** DynamoDB keeps 400 KB per item. */
const MAX_PART_BYTES = 250_000;

/** A part of a change, as an item beside the group. */
export interface ChangePart extends Key {
  readonly add: readonly { readonly id: string; readonly type?: string; readonly sent?: Record<string, unknown> }[];
  readonly remove: readonly string[];
}

/**
 * Changes more members than one transaction holds, all-or-nothing (docs/adr/0008): the change is written down in parts that nobody looks at,
 * then one write of the group's item names it, which decides, and only then the memberships are made and ended. From the decision on every
 * reader lays the parts over what is there, and whoever wants to write next carries the change out first.
 */
export async function writeByIntentLog(
  table: Table,
  previous: Indexed | undefined,
  next: Indexed,
  { members = { add: [], remove: [] }, commutative: _, ...beside }: WriteOptions,
  writeId: string,
): Promise<WriteOutcome> {
  const { type, id, lastModified } = next.resource;
  const changeId = randomUUID();
  const parts = partsOf(type, id, changeId, members);
  for (const part of parts) await put(table, part);
  const pending: PendingChange = { id: changeId, parts: parts.length, since: lastModified };
  const resource: StoredResource = { ...next.resource, pending };
  const decided = await commitWrite(
    table,
    planWrite(table.tableName, previous, { ...next, resource }, writeId, beside),
    writeId,
  );
  if (decided.ok) await rollForwardChange(table, resource, pending);
  else await deleteItems(table, parts);
  return decided;
}

async function put({ client, tableName, retry }: Table, item: object): Promise<void> {
  await retry(() => client.send(new PutCommand({ TableName: tableName, Item: { ...item } })));
}

function partsOf(type: string, id: string, changeId: string, { add, remove }: MemberDelta): ChangePart[] {
  const entries = [
    ...add.map((member) => ({ add: [partMember(member)], remove: [] as string[] })),
    ...remove.map((member) => ({ add: [], remove: [member] })),
  ];
  const parts: { add: ChangePart['add'][number][]; remove: string[] }[] = [];
  let bytes = Infinity;
  for (const entry of entries) {
    const size = Buffer.byteLength(JSON.stringify(entry));
    if (bytes + size > MAX_PART_BYTES) {
      parts.push({ add: [], remove: [] });
      bytes = 0;
    }
    bytes += size;
    parts.at(-1)?.add.push(...entry.add);
    parts.at(-1)?.remove.push(...entry.remove);
  }
  return parts.map((part, index) => ({ ...changeKey(type, id, changeId, index), ...part }));
}

const partMember = ({ id, type, sent }: Member): ChangePart['add'][number] => ({
  id,
  ...(type === undefined ? {} : { type }),
  ...(sent === undefined ? {} : { sent: toAttributeMap(sent) }),
});

/** What a change does to each member it names: undefined for one that goes. */
export function effectsOf(parts: readonly ChangePart[]): Map<string, Member | undefined> {
  return new Map(
    parts.flatMap(({ add, remove }): [string, Member | undefined][] => [
      ...add.map(({ id, type, sent }): [string, Member] => [
        id,
        {
          id,
          ...(type === undefined ? {} : { type }),
          ...(sent === undefined ? {} : { sent: fromAttributeMap(sent) }),
        },
      ]),
      ...remove.map((id): [string, undefined] => [id, undefined]),
    ]),
  );
}

/** The parts of a change that was decided; fewer than it has when it has been carried out meanwhile. */
export async function readParts(
  table: Table,
  { type, id }: Pick<StoredResource, 'type' | 'id'>,
  pending: PendingChange,
): Promise<ChangePart[]> {
  const { pk, sk } = changeKey(type, id, pending.id, 0);
  return queryAll<ChangePart>(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': pk, ':from': sk, ':to': changeKey(type, id, pending.id, pending.parts).sk },
    ConsistentRead: true,
  });
}

/**
 * Carries out a change that was decided. Each transaction asks whether the change is still the pending one, so that somebody who was slow
 * cannot repeat it after others have gone on from there.
 */
export async function rollForwardChange(table: Table, resource: StoredResource, pending: PendingChange): Promise<void> {
  const { type, id } = resource;
  const parts = await readParts(table, resource, pending);
  if (parts.length < pending.parts) return;
  const stillPending = {
    TableName: table.tableName,
    Key: resourceKey(type, id),
    ConditionExpression: 'pending.id = :change',
    ExpressionAttributeValues: { ':change': pending.id },
  };
  const actions = [...effectsOf(parts)].map(([memberId, member]) =>
    member
      ? { Put: { TableName: table.tableName, Item: memberItem(type, id, member) } }
      : { Delete: { TableName: table.tableName, Key: memberKey(type, id, memberId) } },
  );
  for (const batch of slices(actions, MAX_ACTIONS - 1)) {
    const result = await transact(table, [{ ConditionCheck: stillPending }, ...batch]);
    // Somebody else has carried it out.
    if (!result.ok) return deleteItems(table, parts);
  }
  // Where this is refused it was done already, by somebody else or by ourselves, when the answer was lost.
  await writeOne(table, { Update: { ...stillPending, UpdateExpression: 'REMOVE pending' } });
  return deleteItems(table, parts);
}
