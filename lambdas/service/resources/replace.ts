import type { Member } from '../../scim/members/member.ts';
import { takeMembers } from '../../scim/members/take.ts';
import { readResource } from '../../scim/patch/read-resource.ts';
import { checkImmutable } from '../../scim/resource/read.ts';
import { specifiedKeys } from '../../scim/resource/specified.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { projectionOf } from '../answer.ts';
import { rulesOf, type Answer, type Context, type Preferences } from '../context.ts';
import { readWithFacts } from '../members/facts.ts';
import { change } from './change.ts';
import { meteredRulesOf } from './metered-rules.ts';
import { answerUpdated, writeOf } from './update.ts';

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
  const { rest, edits } = takeMembers(readResource(body, meteredRulesOf(context, type)), rules);
  let before: readonly Member[] = [];
  const changed = await change(
    context,
    type,
    id,
    preferences.ifMatch,
    () => readWithFacts(context, type, id, edits),
    (current, { facts, members, isLarge }) => {
      before = members;
      checkImmutable(current.attributes, rest, rules);
      return writeOf(context, type, current, { attributes: rest, edits, facts, isLarge }, preferences.ifMatch);
    },
  );
  const specified = specifiedKeys({}, changed.resource.attributes, rules);
  return answerUpdated(context, type, changed, { ...projection, specified }, before);
}
