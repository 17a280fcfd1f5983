import type { Member } from '../../scim/members/member.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { fromAttributeMap } from '../table/attribute-map.ts';
import { getItems } from '../table/batch.ts';
import { listTombstones } from './tombstones.ts';
import {
  changePrefix,
  CHANGES_FROM,
  tombstoneKey,
  inverseKey,
  memberKey,
  MEMBERS_FROM,
  MEMBERS_TO,
  NESTING_KEY,
  resourceKey,
} from '../table/keys.ts';
import type { Key } from '../table/keys.ts';
import { effectsOf, readParts, rollForwardChange, type ChangePart } from '../resources/intent-log.ts';
import { queryAll } from '../table/query.ts';
import { fromResourceItem, type ResourceItem } from '../table/resource-item.ts';
import { getItem } from '../resources/resources.ts';
import { StoreBusyError } from '../ports/busy.ts';
import type { MemberStore } from '../ports/members.ts';
import type { Tombstone } from '../ports/tombstones.ts';
import type { Table } from '../table/table.ts';

interface MemberItem extends Key {
  readonly id: string;
  readonly memberType?: string;
  readonly sent?: Record<string, unknown>;
}

/** Who is a member of what. */
export function createMembers(table: Table): MemberStore {
  return {
    getWithFacts: (type, id, about) => getWithFacts(table, type, id, about),
    listMembers: (type, id, max) => listMembers(table, type, id, max),
    pageMembers: (type, id, page) => pageMembers(table, type, id, page),
    memberships: (type, pairs) => memberships(table, type, pairs),
    findByMember: (memberId) => findByMember(table, memberId),
    nestingVersion: async () => (await getItem<{ turn: number }>(table, NESTING_KEY))?.turn ?? 0,
    rollForward: async (resource) => {
      if (resource.pending) await rollForwardChange(table, resource, resource.pending);
    },
  };
}

const getWithFacts: (
  table: Table,
  ...args: Parameters<MemberStore['getWithFacts']>
) => ReturnType<MemberStore['getWithFacts']> = async (table, type, id, { ids, candidates, types }) => {
  const own = resourceKey(type, id);
  const [first = '', ...others] = types;
  const asResource = (of: string, wanted: readonly string[]): Key[] => wanted.map((each) => resourceKey(of, each));
  const keys = [own, ...ids.map((each) => memberKey(type, id, each)), ...asResource(first, candidates)];
  const items = await getItems<ResourceItem & MemberItem>(table, keys, true);
  const isMember = (item: Key): boolean => item.sk.startsWith(MEMBERS_FROM);
  const resources = items.filter((item) => !isMember(item) && item.pk !== own.pk);
  const group = items.find((item) => item.pk === own.pk && !isMember(item));
  for (const other of others) {
    const found = new Set(resources.map((item) => item.id));
    const open = candidates.filter((candidate) => !found.has(candidate));
    resources.push(...(await getItems<ResourceItem & MemberItem>(table, asResource(other, open), true)));
  }
  return {
    resource: group && fromResourceItem(group),
    facts: {
      members: new Set(items.filter(isMember).map((item) => item.id)),
      resources: new Map(
        resources.map((item) => [item.id, { type: item.type, deleted: item.deletedAt !== undefined }] as const),
      ),
    },
  };
};

/** Beyond any group; a limit of DynamoDB's is a 32-bit number. */
const EVERYTHING = 10_000_000;

/** Times a list is read again because somebody wrote in between. */
const MAX_READS = 8;

async function listMembers(
  table: Table,
  type: string,
  id: string,
  max: number,
): Promise<{ resource: StoredResource; members: Member[]; more: boolean } | undefined> {
  const { pk, sk } = resourceKey(type, id);
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    // Parts of changes, the group itself, and its members, in this order: one query reads a small group whole.
    ExpressionAttributeValues: { ':pk': pk, ':from': CHANGES_FROM, ':to': MEMBERS_TO },
    ConsistentRead: true,
    Limit: max + 200,
  };
  for (let read = 1; read <= MAX_READS; read += 1) {
    const [items, departed] = await Promise.all([queryAll<Key>(table, query), listTombstones(table)]);
    const own = items.find((item) => item.sk === sk) as ResourceItem | undefined;
    if (!own) return undefined;
    const resource = fromResourceItem(own);
    const { pending, version } = resource;
    const parts = pending ? items.filter((item) => item.sk.startsWith(changePrefix(pending.id))) : [];
    const after = await getItem<ResourceItem>(table, { pk, sk });
    const isSame = after?.version === version && after.pending?.id === pending?.id;
    if (!isSame || parts.length < (pending?.parts ?? 0)) continue;
    const gone = new Set(departed.filter(({ returning }) => !returning).map((each) => each.id));
    const stored = items.filter((item) => item.sk.startsWith(MEMBERS_FROM)) as MemberItem[];
    const members = overlay(stored.map(toMember), effectsOf(parts as ChangePart[])).filter(
      (each) => !gone.has(each.id),
    );
    return { resource, members: members.slice(0, max), more: members.length > max || items.length >= query.Limit };
  }
  throw new StoreBusyError('conflict', new Error(`${type} ${id} changed during each of ${MAX_READS} reads`));
}

const toMember = ({ id, memberType, sent }: MemberItem): Member => ({
  id,
  ...(memberType === undefined ? {} : { type: memberType }),
  ...(sent === undefined ? {} : { sent: fromAttributeMap(sent) }),
});

function overlay(stored: readonly Member[], effects: ReadonlyMap<string, Member | undefined>): Member[] {
  if (effects.size === 0) return [...stored];
  const left = stored.filter(({ id }) => !effects.has(id));
  const added = [...effects.values()].filter((member) => member !== undefined);
  return [...left, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const pageMembers: (
  table: Table,
  ...args: Parameters<MemberStore['pageMembers']>
) => ReturnType<MemberStore['pageMembers']> = async (table, type, id, { limit, after, before }) => {
  const own = await getItem<ResourceItem>(table, resourceKey(type, id));
  if (!own) return { ids: [] };
  let ids: string[];
  if (own.pending) {
    const all = ((await listMembers(table, type, id, EVERYTHING))?.members ?? []).map((each) => each.id);
    ids =
      before === undefined
        ? all.filter((each) => each > (after ?? ''))
        : all.filter((each) => each < before).toReversed();
  } else {
    const items = await queryAll<MemberItem>(table, {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': resourceKey(type, id).pk,
        ':from': after === undefined ? MEMBERS_FROM : `${memberKey(type, id, after).sk}\0`,
        ':to': before === undefined ? MEMBERS_TO : memberKey(type, id, before).sk,
      },
      ScanIndexForward: before === undefined,
      ConsistentRead: true,
      Limit: limit + 2,
    });
    ids = items.map((item) => item.id).filter((each) => each !== before);
  }
  const page = ids.slice(0, limit);
  const last = page.at(-1);
  return ids.length > limit && last !== undefined ? { ids: page, next: last } : { ids: page };
};

const memberships: (
  table: Table,
  ...args: Parameters<MemberStore['memberships']>
) => ReturnType<MemberStore['memberships']> = async (table, type, pairs) => {
  const keys = pairs.flatMap(({ group, member }) => [
    resourceKey(type, group),
    memberKey(type, group, member),
    tombstoneKey(member),
  ]);
  const items = await getItems<ResourceItem & MemberItem>(table, keys, true);
  const byKey = new Map(items.map((item) => [`${item.pk}\n${item.sk}`, item]));
  const at = ({ pk, sk }: Key) => byKey.get(`${pk}\n${sk}`);
  const groups = items.filter((item) => item.pending !== undefined).map(fromResourceItem);
  const pending = new Map<string, Map<string, Member | undefined>>();
  for (const group of groups)
    if (group.pending) pending.set(group.id, effectsOf(await readParts(table, group, group.pending)));
  const isMember = ({ group, member }: { group: string; member: string }): boolean => {
    const effects = pending.get(group);
    const mark = at(tombstoneKey(member)) as Partial<Tombstone> | undefined;
    if (!at(resourceKey(type, group)) || (mark && !mark.returning)) return false;
    return effects?.has(member) ? effects.get(member) !== undefined : at(memberKey(type, group, member)) !== undefined;
  };
  return new Set(pairs.filter(isMember).map(({ group, member }) => `${group} ${member}`));
};

async function findByMember(table: Table, memberId: string): Promise<string[]> {
  const items = await queryAll<{ inverseSk: string }>(table, {
    IndexName: 'inverse',
    KeyConditionExpression: 'inversePk = :member',
    ExpressionAttributeValues: { ':member': inverseKey('', memberId).inversePk },
  });
  return items.map(({ inverseSk }) => inverseSk);
}
