import { tooMany } from '../../scim/errors.ts';
import {
  memberDelta,
  memberValue,
  type MemberDelta,
  type MemberEdits,
  type MemberFacts,
} from '../../scim/members/delta.ts';
import { applyPatch } from '../../scim/patch/apply.ts';
import { takeMembers, type SplitPatch } from '../../scim/members/split.ts';
import type { PatchOperation } from '../../scim/patch/message.ts';
import { withKey, type JsonObject } from '../../scim/json.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { inCircle, type Current } from '../rewrite.ts';
import { rulesOf, type Context } from '../context.ts';
import { locate } from '../locate.ts';
import { MAX_ID_LENGTH } from '../../store/ports/ids.ts';

/** More members than any change of a whole list could be about. */
const MAX_LISTED = 200_000;

export const memberTypes = (types: readonly ResourceType[]): string[] =>
  types.filter(({ canBeMember }) => canBeMember).map(({ name }) => name);

/** Reads a resource with what a change of its members has to know: about the ids it names, or, when it starts from none, all members. */
export async function readMembers(
  context: Context,
  type: ResourceType,
  id: string,
  edits: NonNullable<SplitPatch['edits']>,
): Promise<Current> {
  const changes = edits === 'list' ? new Map<string, JsonObject | undefined>() : edits.changes;
  const candidates = [...changes].flatMap(([each, sent]) => (sent ? [each] : []));
  const isWhole = edits === 'list' || edits.from === 'none';
  if (id.length > MAX_ID_LENGTH) return { resource: undefined, facts: nothing };
  const ids = isWhole ? [] : [...changes.keys()];
  const [seen, list] = await Promise.all([
    lookAt(context, type, id, ids, candidates),
    isWhole ? context.store.listMembers(type.name, id, MAX_LISTED) : undefined,
  ]);
  if (!isWhole) return seen;
  if (list?.more) throw tooMany(`the group has more than ${MAX_LISTED} members; add and remove members by their ids`);
  const members = list?.members ?? [];
  return {
    resource: list?.resource,
    members,
    facts: { ...seen.facts, members: new Set(members.map((member) => member.id)) },
  };
}

const nothing: MemberFacts = { members: new Set(), resources: new Map() };

async function lookAt(
  { store, types, expected = new Map() }: Context,
  type: ResourceType,
  id: string,
  ids: readonly string[],
  candidates: readonly string[],
): Promise<Current> {
  const { resource, facts } = await store.getWithFacts(type.name, id, { ids, candidates, types: memberTypes(types) });
  const coming = [...expected].map(([each, name]) => [each, { type: name, deleted: false }] as const);
  return { resource, facts: { ...facts, resources: new Map([...coming, ...facts.resources]) } };
}

/** The resources that the members of a new resource name. */
export async function factsForNew(
  context: Context,
  type: ResourceType,
  id: string,
  edits: MemberEdits | undefined,
): Promise<MemberFacts> {
  const candidates = [...(edits?.changes.keys() ?? [])];
  return candidates.length === 0 ? nothing : (await lookAt(context, type, id, [], candidates)).facts;
}

/** What a PATCH makes of the attributes and the members of a resource. */
export function patched(
  context: Context,
  type: ResourceType,
  current: StoredResource,
  { facts, members = [] }: Current,
  operations: readonly PatchOperation[],
  { rest, edits }: SplitPatch,
): { attributes: Attributes; delta: MemberDelta } {
  const rules = rulesOf(context, type);
  if (edits !== 'list') {
    return {
      attributes: applyPatch(current.attributes, rest, rules),
      delta: edits ? memberDelta(edits, facts, context.profile) : { add: [], remove: [] },
    };
  }
  const values = members.map((member) => memberValue(member, locate(context)));
  const whole = values.length === 0 ? current.attributes : withKey(current.attributes, type.members ?? '', values);
  const after = takeMembers(applyPatch(whole, operations, rules), rules);
  return {
    attributes: after.rest,
    delta: memberDelta(after.edits ?? { from: 'none', changes: new Map() }, facts, context.profile),
  };
}

/** Groups that one could walk up through before it is called a circle without end. */
const MAX_ANCESTORS = 10_000;

/**
 * Refuses a member that contains the group it is to be in (400). Answers the turn of nesting to write with: who nests groups at the same
 * time has to look again. A circle that one bulk request spells out is let through, as RFC 7644 §3.7.1 asks for.
 */
export async function checkCircles(
  { store, types, expected }: Context,
  id: string,
  { add }: MemberDelta,
): Promise<number | undefined> {
  const groups = new Set(types.filter(({ members }) => members !== undefined).map(({ name }) => name));
  const nested = add.filter((member) => groups.has(member.type ?? '') && !expected?.has(member.id));
  if (nested.length === 0) return undefined;
  const turn = await store.nestingVersion();
  const added = new Set(nested.map((member) => member.id));
  const seen = new Set([id]);
  for (const each of seen) {
    if (added.has(each)) throw inCircle(each);
    if (seen.size > MAX_ANCESTORS) break;
    for (const parent of await store.findByMember(each)) seen.add(parent);
  }
  return turn;
}
