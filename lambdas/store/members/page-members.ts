import { generationOf, isVisible, type StoredResource } from '../../life/stored-resource.ts';
import type { Member } from '../../scim/members/member.ts';
import type { IdPage } from '../ports/listing.ts';
import type { MemberStore } from '../ports/members.ts';
import { isMemberItem, memberKey, MEMBERS, resourceKey, resourcePartition } from '../table/keys.ts';
import { fromMemberItem } from '../table/member-item.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryOnce, type Range } from '../table/read.ts';
import { fromResourceItem } from '../table/resource-item.ts';
import { firstDeparted, hiddenAmong } from './departed.ts';
import { listMembers } from './list-members.ts';

/** Beyond any group; a limit of DynamoDB's is a 32-bit number. */
const EVERYTHING = 10_000_000;

type Page = Parameters<MemberStore['pageMembers']>[2];

/** Ids of members in order: see the port. */
export async function pageMembers(table: Table, type: string, id: string, page: Page): Promise<IdPage> {
  const [own, first] = await Promise.all([getItem(table, resourceKey(type, id)), firstDeparted(table)]);
  if (!own || !isVisible(fromResourceItem(own))) return { ids: [] };
  const ids = await (own.pending
    ? pendingIds(table, type, id, page)
    : storedIds(table, fromResourceItem(own), page, first));
  const shown = ids.slice(0, page.limit);
  const last = shown.at(-1);
  return ids.length > page.limit && last !== undefined ? { ids: shown, next: last } : { ids: shown };
}

/** Of a group that is being changed; the whole list tells. */
async function pendingIds(table: Table, type: string, id: string, { after, backward }: Page): Promise<string[]> {
  const found = await listMembers(table, type, id, EVERYTHING);
  const all = (found?.members ?? []).map((member) => member.id);
  const inOrder = backward ? all.toReversed() : all;
  return after === undefined ? inOrder : inOrder.filter((each) => (backward ? each < after : each > after));
}

/** One more than the page has, where there are more. */
async function storedIds(
  table: Table,
  group: StoredResource,
  { limit, after, backward = false }: Page,
  first: Awaited<ReturnType<typeof firstDeparted>>,
): Promise<string[]> {
  const { type, id } = group;
  const bound = after === undefined ? undefined : memberKey(type, id, after).sk;
  const from = backward ? MEMBERS.from : (bound ?? MEMBERS.from);
  const to = backward ? (bound ?? MEMBERS.to) : MEMBERS.to;
  // Both ends are included; `after` is not wanted, and one more tells whether there are more.
  const range: Range = { sort: ['BETWEEN', from, to], backward, limit: limit + 2 };
  const ids: string[] = [];
  let start: Awaited<ReturnType<typeof queryOnce>>['next'];
  do {
    const { items, next } = await queryOnce(table, resourcePartition(type, id), range, start);
    const members = items
      .filter(isMemberItem)
      .filter((item) => item.generation === generationOf(group) && item.id !== after)
      .map(fromMemberItem);
    ids.push(...(await notHidden(table, first, members)));
    start = next;
  } while (start && ids.length <= limit);
  return ids;
}

async function notHidden(
  table: Table,
  first: Awaited<ReturnType<typeof firstDeparted>>,
  members: readonly Member[],
): Promise<string[]> {
  const ids = members.map((member) => member.id);
  const hidden = await hiddenAmong(table, first, ids);
  return members.filter((member) => !hidden(member)).map((member) => member.id);
}
