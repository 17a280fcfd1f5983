import type { StoredResource } from '../../life/stored-resource.ts';
import { addedIds, type MemberEdits } from '../../scim/members/edits.ts';
import type { Member, MemberFacts } from '../../scim/members/member.ts';
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
  const added = addedIds(edits);
  if (edits.from === 'none') {
    const [resources, list] = await Promise.all([lookUp(context, type, id, added), readList(context, type, id)]);
    return { ...list, facts: { ...list.facts, resources } };
  }
  const { store, types } = context;
  const about = { ids: [...edits.changes.keys()], candidates: added, types: memberTypes(types) };
  const { resource, facts } = await store.getWithFacts(type.name, id, about);
  return { resource, facts: { ...facts, resources: withExpected(context, facts) }, members: [] };
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
  return { members, resources: added.length === 0 ? new Map() : await lookUp(context, type, id, added) };
}

async function readList({ store }: Context, type: ResourceType, id: string): Promise<WithFacts> {
  const list = await store.listMembers(type.name, id, MAX_LISTED);
  if (list?.more) throw tooManyToList(MAX_LISTED);
  const { resource, members = [] } = list ?? {};
  return { resource, members, facts: { ...NO_FACTS, members: new Set(members.map((member) => member.id)) } };
}

async function lookUp(
  context: Context,
  type: ResourceType,
  id: string,
  candidates: readonly string[],
): Promise<MemberFacts['resources']> {
  const about = { ids: [], candidates, types: memberTypes(context.types) };
  const { facts } = await context.store.getWithFacts(type.name, id, about);
  return withExpected(context, facts);
}

/** What the other operations of a bulk request are about to create may be named already. */
function withExpected({ expected = new Map() }: Context, { resources }: MemberFacts): MemberFacts['resources'] {
  const coming = [...expected].map(([id, type]) => [id, { type, deleted: false }] as const);
  return new Map([...coming, ...resources]);
}

const memberTypes = (types: readonly ResourceType[]): string[] =>
  types.filter(({ canBeMember }) => canBeMember).map(({ name }) => name);
