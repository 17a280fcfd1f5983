import { memberDelta, memberValue } from '../../scim/members/delta.ts';
import { takeMembers } from '../../scim/members/split.ts';
import { readResource } from '../../scim/resource/read.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { specifiedKeys } from '../../scim/resource/specified.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { projectionOf, resourceAnswer } from '../answer.ts';
import { inCircle, taken } from '../rewrite.ts';
import { rulesOf, type Answer, type Context, type Preferences } from '../context.ts';
import { checkSize, indexed } from '../indexed.ts';
import { visibleAs } from '../../life/next-state.ts';
import { locate } from '../locate.ts';
import { factsForNew } from '../members/change.ts';
import { withValues } from '../members/show.ts';
import { revive } from '../lifecycle/revive.ts';

/** POST (RFC 7644 §3.3): 201 with the resource, under its old id where the same one was deleted and is still kept. One transaction makes it, its claims and its lookups, or nothing. */
export async function createResource(
  context: Context,
  type: ResourceType,
  body: unknown,
  preferences: Preferences,
): Promise<Answer> {
  const projection = projectionOf(context, type, preferences);
  const rules = rulesOf(context, type);
  const { rest, edits } = takeMembers(readResource(body, rules), rules);
  const attributes = { ...type.defaults, ...rest };
  const id = context.newId();
  const members = edits && memberDelta(edits, await factsForNew(context, type, id, edits), context.profile);
  if (members?.add.some((member) => member.id === id)) throw inCircle(id);
  const now = context.now();
  const resource: StoredResource = {
    type: type.name,
    id,
    version: 1,
    created: now,
    lastModified: now,
    attributes,
    ...(type.softDelete ? visibleAs({}, attributes['active'] !== false, now) : {}),
  };
  checkSize(resource);
  // In a bulk request others may refer to the id that was meant for it.
  const revived = context.expected ? undefined : await revive(context, type, attributes);
  if (revived) {
    const specified = specifiedKeys({}, attributes, rules);
    return resourceAnswer(context, type, revived, { ...projection, specified }, 201);
  }
  const outcome = await context.store.write(undefined, indexed(type, resource), { members });
  if (outcome.ok) {
    const values = (members?.add ?? []).map((member) => memberValue(member, locate(context)));
    const whole = type.members === undefined ? resource : withValues(resource, type.members, values);
    const specified = specifiedKeys({}, attributes, rules);
    return resourceAnswer(context, type, whole, { ...projection, specified }, 201);
  }
  if (outcome.reason === 'taken') throw taken(type, outcome.claim);
  throw new Error(`the new id ${resource.id} exists already`);
}
