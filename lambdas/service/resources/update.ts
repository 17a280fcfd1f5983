import { withoutLifecycle } from '../../life/lifecycle.ts';
import { memberDelta, type MemberDelta } from '../../scim/members/delta.ts';
import { splitMembers, takeMembers } from '../../scim/members/split.ts';
import { readPatch } from '../../scim/patch/message.ts';
import { sameJson } from '../../scim/json.ts';
import type { Projection } from '../../scim/resource/projection.ts';
import { checkImmutable, readResource } from '../../scim/resource/read.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { specifiedKeys } from '../../scim/resource/specified.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { noSuchResource, projectionOf, resourceAnswer } from '../answer.ts';
import { changeResource, readAlone, type Change, type Changed } from '../rewrite.ts';
import { rulesOf, type Answer, type Context, type Preferences } from '../context.ts';
import { reconcileNow } from '../lifecycle/reconcile.ts';
import { move, visibleAs } from '../../life/next-state.ts';
import { checkCircles, patched, readMembers } from '../members/change.ts';
import { readResourceById } from './read.ts';
import { showsRelated } from '../members/show.ts';

/** PATCH (RFC 7644 §3.5.2): all operations or none. Operations that change nothing write nothing. */
export async function patchResource(
  context: Context,
  type: ResourceType,
  id: string,
  body: unknown,
  preferences: Preferences,
): Promise<Answer> {
  const rules = rulesOf(context, type);
  const projection = projectionOf(context, type, preferences);
  const operations = readPatch(body, context.profile);
  const split = splitMembers(operations, rules);
  const { edits } = split;
  const isDelta = edits !== 'list' && edits?.from === 'stored' && preferences.ifMatch === undefined;
  const changed = await changeResource(
    context,
    type,
    id,
    preferences.ifMatch,
    async (current, state) => {
      const { attributes, delta } = patched(context, type, current, state, operations, split);
      return changeTo(context, type, current, withDefaults(type, current, attributes), delta, isDelta);
    },
    edits && (() => readMembers(context, type, id, edits)),
  );
  if (type.patchStatus === 204 && preferences.attributes === undefined) {
    const { headers } = resourceAnswer(context, type, changed.resource, projection);
    const { ETag, ...others } = headers ?? {};
    return { status: 204, headers: changed.exact && ETag !== undefined ? { ETag, ...others } : others };
  }
  const specified = specifiedKeys(changed.before.attributes, changed.resource.attributes, rules);
  return answerChanged(context, type, changed, { ...projection, specified });
}

/** PUT (RFC 7644 §3.5.1): what is not sent is removed, but for attributes with a default. */
export async function replaceResource(
  context: Context,
  type: ResourceType,
  id: string,
  body: unknown,
  preferences: Preferences,
): Promise<Answer> {
  const rules = rulesOf(context, type);
  const projection = projectionOf(context, type, preferences);
  const { rest, edits } = takeMembers(readResource(body, rules), rules);
  const changed = await changeResource(
    context,
    type,
    id,
    preferences.ifMatch,
    async (current, { facts }) => {
      checkImmutable(current.attributes, rest, rules);
      const delta = edits ? memberDelta(edits, facts, context.profile) : undefined;
      return changeTo(context, type, current, withDefaults(type, current, rest), delta, false);
    },
    edits && (() => readMembers(context, type, id, edits)),
  );
  const specified = specifiedKeys({}, changed.resource.attributes, rules);
  return answerChanged(context, type, changed, { ...projection, specified });
}

/** DELETE (RFC 7644 §3.6): gone for SCIM at once. A type with soft delete keeps the resource until the purge. */
export async function deleteResource(
  context: Context,
  type: ResourceType,
  id: string,
  preferences: Preferences,
): Promise<Answer> {
  const leavesTombstone = type.canBeMember === true;
  await changeResource(
    context,
    type,
    id,
    preferences.ifMatch,
    (current): Change => {
      if (!type.softDelete) return { next: 'erase', beside: { leavesTombstone } };
      const moved = move(current, { kind: 'delete' }, context.now());
      if (!moved.ok) throw noSuchResource(type, id, current);
      return { next: moved.next, beside: { leavesTombstone } };
    },
    () => readAlone(context, type, id),
  );
  if (leavesTombstone) await reconcileNow(context, { id, type: type.name });
  return { status: 204 };
}

/** The answer to a change: read again where it shows what is kept apart, or where others changed members at the same time. */
async function answerChanged(
  context: Context,
  type: ResourceType,
  { resource, exact }: Changed,
  projection: Projection,
): Promise<Answer> {
  if (exact && !showsRelated(type, projection)) return resourceAnswer(context, type, resource, projection);
  return readResourceById(context, type, resource.id, {}, projection);
}

/**
 * Attributes with a default that a change leaves unassigned keep what they had: a PUT without "active", or a PATCH that removes it, must not
 * bring a deactivated user back.
 */
function withDefaults(type: ResourceType, current: StoredResource, next: Attributes): Attributes {
  const kept = Object.entries(current.attributes).filter(([name]) => Object.hasOwn(type.defaults, name));
  return { ...type.defaults, ...Object.fromEntries(kept), ...next };
}

const NO_MEMBERS: MemberDelta = { add: [], remove: [] };

/** The change to these attributes and members, or undefined when they are the ones it has. `isDelta`: others may change members meanwhile. */
async function changeTo(
  context: Context,
  type: ResourceType,
  current: StoredResource,
  attributes: Attributes,
  members: MemberDelta = NO_MEMBERS,
  isDelta: boolean,
): Promise<Change | undefined> {
  const isSame = sameJson(current.attributes, attributes);
  if (isSame && members.add.length === 0 && members.remove.length === 0) return undefined;
  const nestingVersion = await checkCircles(context, current.id, members);
  const now = context.now();
  const lifecycle = type.softDelete ? visibleAs(current, attributes['active'] !== false, now) : {};
  return {
    next: { ...withoutLifecycle(current), attributes, version: current.version + 1, lastModified: now, ...lifecycle },
    beside: { members, commutative: isSame && isDelta, nestingVersion },
  };
}
