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
async function pendingIds(table: Table, type: string, id: string, { after = '', before }: Page): Promise<string[]> {
  const found = await listMembers(table, type, id, EVERYTHING);
  const all = (found?.members ?? []).map((member) => member.id);
  return before === undefined ? all.filter((each) => each > after) : all.filter((each) => each < before).toReversed();
}

async function storedIds(table: Table, type: string, id: string, { limit, after, before }: Page): Promise<string[]> {
  const from = after === undefined ? MEMBERS.from : `${memberKey(type, id, after).sk}\0`;
  const to = before === undefined ? MEMBERS.to : memberKey(type, id, before).sk;
  const range: Range = { sort: ['BETWEEN', from, to], backward: before !== undefined, limit: limit + 2 };
  const items = await queryAll(table, resourcePartition(type, id), range);
  return items
    .filter(isMemberItem)
    .map((item) => item.id)
    .filter((each) => each !== before);
}
