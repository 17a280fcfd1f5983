import { generationOf, isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { Member } from '../../scim/members/member.ts';
import type { MemberPage, MemberStore } from '../ports/members.ts';
import { intendedMembers, partsLeft } from '../resources/intent-parts.ts';
import { isMemberItem, memberKey, MEMBERS, resourceKey, resourcePartition } from '../table/keys.ts';
import { fromMemberItem } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryOnce, type Range } from '../table/read.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { firstDeparted, hiddenAmong } from './departed.ts';

type Page = Parameters<MemberStore['pageMembers']>[2];
type Departed = Awaited<ReturnType<typeof firstDeparted>>;

/** Members in order: see the port. */
export async function pageMembers(table: Table, type: string, id: string, page: Page): Promise<MemberPage | undefined> {
  const [own, first] = await Promise.all([getItem(table, resourceKey(type, id)), firstDeparted(table)]);
  const group = own && fromResourceItem(own);
  if (!isVisible(group)) return undefined;
  // Before the members: what is carried out between the two would be in neither the other way round.
  const intended = intendedMembers(await partsLeft(table, group));
  const { limit } = page;
  const stored = await storedMembers(table, group, page, first, (member) => !intended.has(member));
  const coming = [...intended.values()].filter((member) => member !== undefined);
  const added = coming.length === 0 ? [] : await notHidden(table, first, coming);
  const all = added.length === 0 ? stored : inOrder(group, page, [...stored, ...added]);
  const members = all.slice(0, limit);
  const last = members.at(-1);
  return { members, ...(all.length > limit && last !== undefined && { next: last.id }) };
}

/** Those of some members that are behind the place where a page begins, in the order of their items. */
function inOrder(
  { type, id }: StoredResource,
  { after, backward = false }: Page,
  members: readonly Member[],
): Member[] {
  const placeOf = (member: string): string => memberKey(type, id, member).sk;
  const isBefore = (a: string, b: string): boolean => (backward ? a > b : a < b);
  const placed = members.map((member) => ({ member, place: placeOf(member.id) }));
  return placed
    .filter(({ place }) => after === undefined || isBefore(placeOf(after), place))
    .toSorted((a, b) => (isBefore(a.place, b.place) ? -1 : 1))
    .map(({ member }) => member);
}

/** Those that have an item and `remain`: one more than the page has, where there are more. */
async function storedMembers(
  table: Table,
  group: StoredResource,
  { limit, after, backward = false }: Page,
  first: Departed,
  remains: (id: string) => boolean,
): Promise<Member[]> {
  const { type, id } = group;
  const bound = after === undefined ? undefined : memberKey(type, id, after).sk;
  const from = backward ? MEMBERS.from : (bound ?? MEMBERS.from);
  const to = backward ? (bound ?? MEMBERS.to) : MEMBERS.to;
  // Both ends are included; `after` is not wanted, and one more tells whether there are more.
  const range: Range = { sort: ['BETWEEN', from, to], backward, limit: limit + 2 };
  const found: Member[] = [];
  let start: Awaited<ReturnType<typeof queryOnce>>['next'];
  do {
    const { items, next } = await queryOnce(table, resourcePartition(type, id), range, start);
    const members = items
      .filter(isMemberItem)
      .filter((item) => item.generation === generationOf(group) && item.id !== after && remains(item.id))
      .map(fromMemberItem);
    found.push(...(await notHidden(table, first, members)));
    start = next;
  } while (start && found.length <= limit);
  return found;
}

async function notHidden(table: Table, first: Departed, members: readonly Member[]): Promise<Member[]> {
  const ids = members.map((member) => member.id);
  const hidden = await hiddenAmong(table, first, ids);
  return members.filter((member) => !hidden(member));
}
