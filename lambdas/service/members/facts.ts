import type { StoredResource } from '../../life/stored-resource.ts';
import { MAX_MEMBER_CHANGES } from '../../scim/members/delta.ts';
import { addedIds, type MemberEdits } from '../../scim/members/edits.ts';
import type { KnownResource, Member, MemberFacts } from '../../scim/members/member.ts';
import type { SplitPatch } from '../../scim/members/split.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { MAX_ID_LENGTH } from '../../store/ports/ids.ts';
import { getById } from '../answer.ts';
import type { Context } from '../context.ts';
import { tooManyToList } from '../errors.ts';

/** A resource with what a change of its members has to know. */
export interface WithFacts {
  readonly resource: StoredResource | undefined;
  readonly facts: MemberFacts;
  /**
   * All members, in the order of their ids, where the change starts from none or needs the list.
   */
  readonly members: readonly Member[];
  /** There are more than one request may change one by one: `facts` knows none of them. */
  readonly isLarge?: boolean;
}

const NO_FACTS: MemberFacts = { members: new Set(), resources: new Map() };

/** More members than any change of a whole list could be about. */
const MAX_LISTED = 200_000;

/**
 * Reads a resource with the facts about the members that a request names: by their ids, in one
 * round trip, as far as the request allows. What a 'list' adds is known only when it was applied:
 * see `factsOfAdded`. Throws 400 `tooMany`.
 */
export async function readWithFacts(
  context: Context,
  type: ResourceType,
  id: string,
  edits: SplitPatch['edits'],
): Promise<WithFacts> {
  if (edits === undefined) return { resource: await getById(context, type, id), facts: NO_FACTS, members: [] };
  if (id.length > MAX_ID_LENGTH) return { resource: undefined, facts: NO_FACTS, members: [] };
  if (edits === 'list') return readList(context, type, id);
  if (edits.from === 'stored') return getWithFacts(context, type, id, [...edits.changes.keys()], addedIds(edits));
  const [{ resources }, list] = await Promise.all([
    factsOfAdded(context, type, id, edits),
    readSmallList(context, type, id),
  ]);
  return { ...list, facts: { ...list.facts, resources } };
}

/**
 * The facts about edits once they are known: what they name that is no member yet is looked up,
 * which is one more read.
 */
export async function factsOfAdded(
  context: Context,
  type: ResourceType,
  id: string,
  edits: MemberEdits | undefined,
  { members }: MemberFacts = NO_FACTS,
): Promise<MemberFacts> {
  const added = (edits ? addedIds(edits) : []).filter((each) => !members.has(each));
  if (added.length === 0) return { ...NO_FACTS, members };
  const { facts } = await getWithFacts(context, type, id, [], added);
  return { ...facts, members };
}

/** All members, as long as they can be changed one by one. */
async function readSmallList({ store }: Context, type: ResourceType, id: string): Promise<WithFacts> {
  const list = await store.listMembers(type.name, id, MAX_MEMBER_CHANGES);
  if (list?.more) return { resource: list.resource, members: [], facts: NO_FACTS, isLarge: true };
  return knownFrom(list);
}

async function readList({ store }: Context, type: ResourceType, id: string): Promise<WithFacts> {
  const list = await store.listMembers(type.name, id, MAX_LISTED);
  if (list?.more) throw tooManyToList(MAX_LISTED);
  return knownFrom(list);
}

function knownFrom(list: Awaited<ReturnType<Context['store']['listMembers']>>): WithFacts {
  const { resource, members = [] } = list ?? {};
  return { resource, members, facts: { ...NO_FACTS, members: new Set(members.map((member) => member.id)) } };
}

/** Whether `ids` are members, and which resources `candidates` are. */
async function getWithFacts(
  { store, types, expected = new Map() }: Context,
  type: ResourceType,
  id: string,
  ids: readonly string[],
  candidates: readonly string[],
): Promise<WithFacts> {
  const memberTypes = types.filter(({ canBeMember }) => canBeMember).map(({ name }) => name);
  const { resource, facts } = await store.getWithFacts(type.name, id, { ids, candidates, types: memberTypes });
  // What the other operations of a bulk request are about to create may be named already.
  const coming = [...expected].map(([each, name]): [string, KnownResource] => [each, { type: name, deleted: false }]);
  return { resource, facts: { ...facts, resources: new Map([...coming, ...facts.resources]) }, members: [] };
}
