import type { StoredResource } from '../../life/stored-resource.ts';
import { splitMembers } from '../../scim/members/split.ts';
import { patchWhole } from '../../scim/members/take.ts';
import { applyPatch } from '../../scim/patch/apply.ts';
import { readPatch, type PatchOperation } from '../../scim/patch/message.ts';
import { respell } from '../../scim/patch/respell.ts';
import { specifiedKeys } from '../../scim/resource/specified.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { projectionOf, resourceAnswer } from '../answer.ts';
import { rulesOf, type Answer, type Context, type Preferences } from '../context.ts';
import { factsOfAdded, readWithFacts, type WithFacts } from '../members/facts.ts';
import { locate } from '../members/locate.ts';
import { change } from './change.ts';
import { meteredRulesOf } from './metered-rules.ts';
import { answerUpdated, writeOf, type Update } from './update.ts';

/**
 * PATCH (RFC 7644 §3.5.2): all operations or none. Operations that change nothing write nothing.
 */
export async function patchResource(
  context: Context,
  type: ResourceType,
  id: string,
  body: unknown,
  preferences: Preferences,
): Promise<Answer> {
  const rules = rulesOf(context, type);
  const projection = projectionOf(context, type, preferences);
  const operations = respell(readPatch(body, context.profile), id, rules);
  const split = splitMembers(operations, rules);
  const changed = await change(
    context,
    type,
    id,
    preferences.ifMatch,
    () => readWithFacts(context, type, id, split.edits),
    async (current, state) => {
      const update =
        split.edits === 'list'
          ? await updateOfList(context, type, current, state, operations)
          : {
              attributes: applyPatch(current.attributes, split.rest, meteredRulesOf(context, type)),
              edits: split.edits,
              facts: state.facts,
              isLarge: state.isLarge,
            };
      return writeOf(context, type, current, update, preferences.ifMatch);
    },
  );
  if (type.patchStatus === 204 && preferences.attributes === undefined) {
    const { headers } = resourceAnswer(context, type, changed.resource, projection);
    const { ETag, ...others } = headers ?? {};
    return { status: 204, headers: changed.exact && ETag !== undefined ? { ETag, ...others } : others };
  }
  const specified = specifiedKeys(changed.before.attributes, changed.resource.attributes, rules);
  return answerUpdated(context, type, changed, { ...projection, specified });
}

/**
 * Where members are selected by more than their ids, the operations are applied to the list of all,
 * and what is new in it is looked up.
 */
async function updateOfList(
  context: Context,
  type: ResourceType,
  { id, attributes }: StoredResource,
  { facts, members }: WithFacts,
  operations: readonly PatchOperation[],
): Promise<Update> {
  const { rest, edits } = patchWhole(attributes, members, operations, meteredRulesOf(context, type), locate(context));
  return { attributes: rest, edits, facts: await factsOfAdded(context, type, id, edits, facts) };
}
