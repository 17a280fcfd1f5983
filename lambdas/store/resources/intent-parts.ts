import type { PendingChange, StoredResource } from '../../life/stored-resource.ts';
import type { Member, MemberDelta } from '../../scim/members/member.ts';
import type { IntentPart } from '../table/items.ts';
import { intentKey, isPartOf, partsRange, resourcePartition } from '../table/keys.ts';
import { fromIntended, toIntended } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { queryAll } from '../table/read.ts';

/** A part is carried out by one transaction of 100 items: two for each member, and the part's own. */
const PART_SIZE = 49;
/** DynamoDB keeps 400 KB per item, and 4 MB per transaction. */
const MAX_PART_BYTES = 250_000;

type Named = { readonly type: string; readonly id: string };

/** A change of members in parts, of which the first is number `first`. */
export function partsOf({ type, id }: Named, changeId: string, first: number, delta: MemberDelta): IntentPart[] {
  const entries = [
    ...delta.add.map((member) => ({ add: [toIntended(member)], remove: [] })),
    ...delta.remove.map((member) => ({ add: [], remove: [member] })),
  ];
  const parts: { add: IntentPart['add'][number][]; remove: string[] }[] = [];
  let [bytes, size] = [Infinity, 0];
  for (const entry of entries) {
    const more = Buffer.byteLength(JSON.stringify(entry));
    if (bytes + more > MAX_PART_BYTES || size === PART_SIZE) {
      parts.push({ add: [], remove: [] });
      [bytes, size] = [0, 0];
    }
    [bytes, size] = [bytes + more, size + 1];
    parts.at(-1)?.add.push(...entry.add);
    parts.at(-1)?.remove.push(...entry.remove);
  }
  return parts.map((part, index) => ({ ...intentKey(type, id, changeId, first + index), ...part }));
}

/** The parts of a change that are not carried out yet, in their order. */
export async function readParts(table: Table, { type, id }: Named, changeId: string): Promise<IntentPart[]> {
  const { from, to } = partsRange(changeId);
  const items = await queryAll(table, resourcePartition(type, id), { sort: ['BETWEEN', from, to] });
  return items.filter(isPartOf(changeId));
}

/** The same of a resource, none where it is in no change. */
export const partsLeft = (
  table: Table,
  resource: Named & Pick<StoredResource, 'pending'>,
): Promise<IntentPart[]> | IntentPart[] => (resource.pending ? readParts(table, resource, resource.pending.id) : []);

/** What the parts left make of each member they name: undefined stands for one that goes. */
export function intendedMembers(parts: readonly IntentPart[]): Map<string, Member | undefined> {
  return new Map(
    parts.flatMap(({ add, remove }): [string, Member | undefined][] => [
      ...add.map((member): [string, Member] => [member.id, fromIntended(member)]),
      ...remove.map((id): [string, undefined] => [id, undefined]),
    ]),
  );
}

/** A change as its resource names it, with so many parts more. */
export const withParts = (pending: PendingChange, more: number): PendingChange => ({
  ...pending,
  parts: pending.parts + more,
});
