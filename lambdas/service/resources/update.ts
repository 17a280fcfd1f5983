import { writtenState } from '../../life/next-state.ts';
import { generationOf, type StoredResource } from '../../life/stored-resource.ts';
import { sameJson } from '../../scim/json.ts';
import { MAX_MEMBER_CHANGES, memberDelta } from '../../scim/members/delta.ts';
import type { MemberEdits } from '../../scim/members/edits.ts';
import type { Member, MemberDelta, MemberFacts } from '../../scim/members/member.ts';
import type { Projection } from '../../scim/resource/projection.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import { location } from '../../scim/resource/render.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { resourceAnswer } from '../answer.ts';
import type { Answer, Context } from '../context.ts';
import { checkSize } from '../indexed.ts';
import { checkCircles } from '../members/circles.ts';
import { withKnownMembers } from '../members/show-members.ts';
import { showsMembership } from '../members/show.ts';
import type { Write } from '../rewrite.ts';
import type { Changed } from './change.ts';
import { readResourceById } from './read.ts';

/** What a PUT or PATCH makes of a resource. */
export interface Update {
  /** What the request says; attributes with a default that it leaves unassigned are kept. */
  readonly attributes: Attributes;
  readonly edits: MemberEdits | undefined;
  readonly facts: MemberFacts;
  /** Its members are too many to be removed one by one. */
  readonly isLarge?: boolean | undefined;
}

const NO_MEMBERS: MemberDelta = { add: [], remove: [] };

/**
 * The write that an update asks for; undefined when the resource is so already. Where only members
 * come and go, others may change members at the same time. Throws 400.
 */
export async function writeOf(
  context: Context,
  type: ResourceType,
  current: StoredResource,
  { attributes: sent, edits, facts, isLarge = false }: Update,
  ifMatch: string | undefined,
): Promise<Write | undefined> {
  const empties = edits?.from === 'none' && (isLarge || edits.changes.size + facts.members.size > MAX_MEMBER_CHANGES);
  const known = empties ? { ...facts, members: new Set<string>() } : facts;
  const members = edits ? memberDelta(edits, known, context.profile) : NO_MEMBERS;
  const attributes = withDefaults(type, current, sent);
  const isSame = sameJson(current.attributes, attributes);
  if (isSame && !empties && members.add.length === 0 && members.remove.length === 0) return undefined;
  const nestingVersion = await checkCircles(context, current.id, members);
  const next = writtenState(type, current, attributes, context.now());
  checkSize(next);
  const commutative = isSame && edits?.from === 'stored' && ifMatch === undefined;
  if (empties) return { next: emptied(next), options: { members, empties, nestingVersion } };
  return { next, options: { members, commutative, nestingVersion } };
}

/** None of its members is one any more, nor anybody whom a change of members would have added. */
function emptied({ pending: _, ...next }: StoredResource): StoredResource {
  return { ...next, generation: generationOf(next) + 1 };
}

/**
 * Attributes with a default that a change leaves unassigned keep what they had: a PUT without
 * "active", or a PATCH that removes it, must not bring a deactivated user back.
 */
function withDefaults(type: ResourceType, current: StoredResource, next: Attributes): Attributes {
  const kept = Object.entries(current.attributes).filter(([name]) => Object.hasOwn(type.defaults, name));
  return { ...type.defaults, ...Object.fromEntries(kept), ...next };
}

/**
 * The answer to an update: read again where it shows what is kept apart, or where others changed
 * members at the same time. The update is done, so where that fails it is answered with what was
 * written, or, where `before`, all members before it, is not known, with nothing.
 */
export async function answerUpdated(
  context: Context,
  type: ResourceType,
  changed: Changed,
  projection: Projection,
  before?: readonly Member[],
): Promise<Answer> {
  const { resource, exact } = changed;
  if (exact && !showsMembership(type, projection)) return resourceAnswer(context, type, resource, projection);
  try {
    return await readResourceById(context, type, resource.id, {}, projection);
  } catch (error) {
    context.failedBehind?.(error);
    if (!exact || !before) return { status: 204, headers: { Location: location(type, resource.id, context.baseUrl) } };
    const shown = withKnownMembers(context, type, resource, membersAfter(before, changed.members));
    return resourceAnswer(context, type, shown, projection);
  }
}

function membersAfter(before: readonly Member[], { add, remove }: MemberDelta = NO_MEMBERS): Member[] {
  const gone = new Set(remove);
  return [...before.filter(({ id }) => !gone.has(id)), ...add].sort((a, b) => (a.id < b.id ? -1 : 1));
}
