import { writtenState } from '../../life/next-state.ts';
import type { StoredResource } from '../../life/stored-resource.ts';
import { memberDelta } from '../../scim/members/delta.ts';
import type { MemberEdits } from '../../scim/members/edits.ts';
import type { MemberFacts } from '../../scim/members/member.ts';
import { takeMembers } from '../../scim/members/take.ts';
import { readResource } from '../../scim/patch/read-resource.ts';
import type { Attributes } from '../../scim/resource/resource.ts';
import { specifiedKeys } from '../../scim/resource/specified.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { projectionOf, resourceAnswer } from '../answer.ts';
import { rulesOf, type Answer, type Context, type Preferences } from '../context.ts';
import { inCircle, refusalOf } from '../errors.ts';
import { checkSize } from '../indexed.ts';
import { factsOfAdded } from '../members/facts.ts';
import { withKnownMembers } from '../members/show-members.ts';
import type { MemberOf } from '../../store/ports/members.ts';
import { rewrite } from '../rewrite.ts';
import { findFormer } from './former.ts';
import { meteredRulesOf } from './metered-rules.ts';

/**
 * POST (RFC 7644 §3.3): 201 with the resource. Where the same one was deleted and is still kept, it
 * is that one under its old id, with the attributes that were sent and in no group, as any resource
 * that was just created. Throws 400, 409, 503.
 */
export async function createResource(
  context: Context,
  type: ResourceType,
  body: unknown,
  preferences: Preferences,
): Promise<Answer> {
  const projection = projectionOf(context, type, preferences);
  const rules = rulesOf(context, type);
  const { rest, edits } = takeMembers(readResource(body, meteredRulesOf(context, type)), rules);
  const attributes = { ...type.defaults, ...rest };
  const id = context.newId();
  const outcome = await rewrite(
    context,
    type,
    () => readFormer(context, type, id, attributes, edits),
    ({ resource: former, facts, memberOf }) => {
      const now = context.now();
      const unborn = { type: type.name, id, version: 0, created: now, lastModified: now, attributes: {} };
      const next = writtenState(type, former ?? unborn, attributes, now);
      const members = edits && memberDelta(edits, facts, context.profile);
      if (members?.add.some((member) => member.id === next.id)) throw inCircle(next.id);
      checkSize(next);
      // Whoever sends a person anew sends the groups anew, too: Entra does after a create, and it
      // may be others than before.
      return {
        write: { next, options: { members, memberOf } },
        result: { resource: next, members: members?.add ?? [] },
      };
    },
  );
  if (!outcome.ok) throw refusalOf(type, id, outcome, attributes);
  const { resource, members } = outcome.result;
  const whole = withKnownMembers(context, type, resource, members);
  const specified = specifiedKeys({}, attributes, rules);
  return resourceAnswer(context, type, whole, { ...projection, specified }, 201);
}

/**
 * What a creation has to know: the deleted resource that it may bring back, and what the members it
 * names are.
 */
async function readFormer(
  context: Context,
  type: ResourceType,
  id: string,
  attributes: Attributes,
  edits: MemberEdits | undefined,
): Promise<{ resource: StoredResource | undefined; facts: MemberFacts; memberOf?: MemberOf }> {
  const [facts, former] = await Promise.all([
    factsOfAdded(context, type, id, edits),
    // In a bulk request others may refer to the id that was meant for it.
    context.expected ? undefined : findFormer(context, type, attributes),
  ]);
  return { resource: former?.resource, facts, ...(former && { memberOf: former.memberOf }) };
}
