import type { IdPage } from '../ports/listing.ts';
import type { MemberStore } from '../ports/members.ts';
import { isMemberItem, memberKey, MEMBERS, resourceKey, resourcePartition } from '../table/keys.ts';
import type { Table } from '../table/open-table.ts';
import { getItem, queryAll, type Range } from '../table/read.ts';
import { listMembers } from './list-members.ts';

/** Beyond any group; a limit of DynamoDB's is a 32-bit number. */
const EVERYTHING = 10_000_000;

type Page = Parameters<MemberStore['pageMembers']>[2];

/** Ids of members in order: see the port. */
export async function pageMembers(table: Table, type: string, id: string, page: Page): Promise<IdPage> {
  const own = await getItem(table, resourceKey(type, id));
  if (!own) return { ids: [] };
  const ids = await (own.pending ? pendingIds(table, type, id, page) : storedIds(table, type, id, page));
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

async function storedIds(
  table: Table,
  type: string,
  id: string,
  { limit, after, backward = false }: Page,
): Promise<string[]> {
  const bound = after === undefined ? undefined : memberKey(type, id, after).sk;
  const from = backward ? MEMBERS.from : (bound ?? MEMBERS.from);
  const to = backward ? (bound ?? MEMBERS.to) : MEMBERS.to;
  // Both ends are included; `after` is not wanted, and one more tells whether there are more.
  const range: Range = { sort: ['BETWEEN', from, to], backward, limit: limit + 2 };
  const items = await queryAll(table, resourcePartition(type, id), range);
  return items
    .filter(isMemberItem)
    .map((item) => item.id)
    .filter((each) => each !== after);
}
