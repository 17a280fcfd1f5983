import { listResponse, type ResultPage } from '../../scim/messages/list-response.ts';
import { readPaging } from '../../scim/messages/paging.ts';
import { tooMany } from '../../scim/errors.ts';
import type { JsonObject } from '../../scim/json.ts';
import { project } from '../../scim/resource/projection.ts';
import { renderResource } from '../../scim/resource/render.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { rulesOf, type Answer, type Context, type Preferences } from '../context.ts';
import { cursorPage } from './cursor-page.ts';
import { indexPage } from './index-page.ts';
import { answerBytes, MAX_ANSWER_BYTES } from '../answer-size.ts';
import { showsMembership, withMembership } from '../members/show.ts';
import { targetsOf, type Target } from './typed-query.ts';
import type { Match } from './matches.ts';

/** The parameters of a query, as sent (RFC 7644 §3.4.2, table 2; RFC 9865 §2). */
export interface Query extends Preferences {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
  readonly startIndex?: string;
  readonly count?: string;
  readonly cursor?: string;
}

/** A page before its resources are projected. */
export interface MatchPage extends Omit<ResultPage, 'resources'> {
  readonly matches: readonly Match[];
}

/**
 * GET on the endpoint of a type, POST to its /.search, and POST to /.search at the root for all types (RFC 7644 §3.4.2, §3.4.3): 200 with a
 * list, also when nothing matches.
 */
export async function queryResources(context: Context, types: readonly ResourceType[], query: Query): Promise<Answer> {
  const paging = readPaging(query.startIndex, query.count, query.cursor);
  const targets = targetsOf(context, types, query);
  const { matches, ...page } =
    paging.method === 'index'
      ? await indexPage(context, targets, paging)
      : await cursorPage(context, targets, query, paging);
  const rendered = (await Promise.all(targets.map((target) => renderedOf(context, target, matches)))).flat();
  const byId = new Map(rendered.map((resource) => [resource['id'], resource]));
  const resources = matches.flatMap(({ stored, target }) => {
    const resource = byId.get(stored.id);
    return resource ? [project(resource, target.projection, rulesOf(context, target.type))] : [];
  });
  return { status: 200, body: listResponse({ ...page, resources }) };
}

/** The resources of one type on a page, with what is kept apart where the answer shows it. */
async function renderedOf(context: Context, target: Target, matches: readonly Match[]): Promise<JsonObject[]> {
  const { type, projection } = target;
  const own = matches.filter((match) => match.target.type === type);
  if (!showsMembership(type, projection)) return own.map(({ rendered }) => rendered);
  const related = await withMembership(
    context,
    type,
    own.map(({ stored }) => stored),
    projection,
  );
  const rendered = related.map((resource) => renderResource(resource, type, context.baseUrl));
  if (answerBytes(rendered) > MAX_ANSWER_BYTES)
    throw tooMany(
      `the page would be larger than one answer can be (${MAX_ANSWER_BYTES} bytes) because of "${type.members ?? type.memberships}"; ` +
        `ask for fewer resources with "count", or leave it out with "excludedAttributes"`,
    );
  return rendered;
}
