import { isVisible } from '../../life/stored-resource.ts';
import { etag } from '../../scim/resource/render.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { answerBytes, MAX_ANSWER_BYTES } from '../../scim/messages/answer-size.ts';
import { getById, projectionOf, resourceAnswer } from '../answer.ts';
import type { Answer, Context, Preferences } from '../context.ts';
import { noSuchResource, tooManyToShow } from '../errors.ts';
import { withMembership } from '../members/show.ts';
import { namesVersion } from './preconditions.ts';

/**
 * GET by id (RFC 7644 §3.4.1): strongly consistent; 304 when If-None-Match names the version that
 * is there (§3.14).
 */
export async function readResourceById(
  context: Context,
  type: ResourceType,
  id: string,
  preferences: Preferences,
  projection = projectionOf(context, type, preferences),
): Promise<Answer> {
  const stored = await getById(context, type, id);
  if (!isVisible(stored)) throw noSuchResource(type, id, stored);
  if (preferences.ifNoneMatch !== undefined && namesVersion(preferences.ifNoneMatch, stored.version)) {
    return { status: 304, headers: { ETag: etag(stored.version) } };
  }
  const [shown] = await withMembership(context, type, [stored], projection);
  if (!shown) throw noSuchResource(type, id);
  const answer = resourceAnswer(context, type, shown, projection);
  if (answerBytes(answer.body ?? {}) > MAX_ANSWER_BYTES) throw tooManyToShow(type, id);
  return answer;
}
