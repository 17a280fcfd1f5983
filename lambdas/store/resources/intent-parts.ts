import type { PendingChange, StoredResource } from '../../life/stored-resource.ts';
import type { Member, MemberDelta } from '../../scim/members/member.ts';
import type { IntentPart } from '../table/items.ts';
import { intentKey, isPartOf, resourcePartition } from '../table/keys.ts';
import { fromIntended, toIntended } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';

/** DynamoDB keeps 400 KB per item. */
const MAX_PART_BYTES = 250_000;

/** A change of members in parts that an item can hold. */
export function partsOf(type: string, id: string, changeId: string, { add, remove }: MemberDelta): IntentPart[] {
  const entries = [
    ...add.map((member) => ({ add: [toIntended(member)], remove: [] })),
    ...remove.map((member) => ({ add: [], remove: [member] })),
  ];
  const parts: { add: IntentPart['add'][number][]; remove: string[] }[] = [];
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
  return parts.map((part, index) => ({ ...intentKey(type, id, changeId, index), ...part }));
}

/**
 * The parts of a change that was decided; fewer than it has when it has been carried out meanwhile.
 */
export async function readParts(
  table: Table,
  { type, id }: Pick<StoredResource, 'type' | 'id'>,
  pending: PendingChange,
): Promise<IntentPart[]> {
  const [first, last] = [0, pending.parts].map((part) => intentKey(type, id, pending.id, part).sk);
  const range = { sort: ['BETWEEN', first ?? '', last ?? ''] as const };
  return (await queryAll(table, resourcePartition(type, id), range)).filter(isPartOf(pending.id));
}

/** What a change makes of each member it names: undefined stands for one that goes. */
export function intendedMembers(parts: readonly IntentPart[]): Map<string, Member | undefined> {
  return new Map(
    parts.flatMap(({ add, remove }): [string, Member | undefined][] => [
      ...add.map((member): [string, Member] => [member.id, fromIntended(member)]),
      ...remove.map((id): [string, undefined] => [id, undefined]),
    ]),
  );
}
