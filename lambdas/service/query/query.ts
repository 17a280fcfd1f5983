import { tooMany } from '../../scim/errors.ts';
import type { JsonObject } from '../../scim/json.ts';
import { listResponse } from '../../scim/messages/list-response.ts';
import { readPaging } from '../../scim/messages/paging.ts';
import { project } from '../../scim/resource/projection.ts';
import { renderResource } from '../../scim/resource/render.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { answerBytes, MAX_ANSWER_BYTES } from '../answer-size.ts';
import { rulesOf, type Answer, type Context } from '../context.ts';
import { showsMembership, withMembership } from '../members/show.ts';
import { cursorPage } from './cursor-page.ts';
import { indexPage } from './index-page.ts';
import type { Hit } from './page.ts';
import type { Query } from './query-parameters.ts';
import { throughFeed } from './through-feed.ts';
import { typedQueries, type TypedQuery } from './typed-query.ts';

/**
 * GET on the endpoint of a type, POST to its /.search, and POST to /.search at the root for all
 * types (RFC 7644 §3.4.2, §3.4.3): 200 with a list, also when nothing matches.
 */
export async function queryResources(context: Context, types: readonly ResourceType[], query: Query): Promise<Answer> {
  const paging = readPaging(query.startIndex, query.count, query.cursor);
  const queries = await throughFeed(context, typedQueries(context, types, query));
  const { hits, ...page } =
    paging.method === 'index'
      ? await indexPage(context, queries, paging)
      : await cursorPage(context, queries, query, paging);
  const rendered = (await Promise.all(queries.map((typed) => renderedOf(context, typed, hits)))).flat();
  const byId = new Map(rendered.map((resource) => [resource['id'], resource]));
  const resources = hits.flatMap(({ stored, query: { type, projection } }) => {
    const resource = byId.get(stored.id);
    return resource ? [project(resource, projection, rulesOf(context, type))] : [];
  });
  checkMembership(queries, resources);
  return { status: 200, body: listResponse({ ...page, resources }) };
}

/** The resources of one type on a page, with what is kept apart where the answer shows it. */
async function renderedOf(context: Context, query: TypedQuery, hits: readonly Hit[]): Promise<JsonObject[]> {
  const { type, projection } = query;
  const own = hits.filter((hit) => hit.query === query);
  if (!showsMembership(type, projection)) return own.map(({ rendered }) => rendered);
  const related = await withMembership(
    context,
    type,
    own.map(({ stored }) => stored),
    projection,
  );
  return related.map((resource) => renderResource(resource, type, context.baseUrl));
}

/** Throws 400 `tooMany` where the resources fit into one answer, and what is kept apart does not. */
function checkMembership(queries: readonly TypedQuery[], resources: readonly JsonObject[]): void {
  const shown = queries.filter(({ type, projection }) => showsMembership(type, projection)).map(({ type }) => type);
  if (shown.length === 0 || answerBytes(resources) <= MAX_ANSWER_BYTES) return;
  const names = shown.map(({ members, memberships = '' }) => `"${members ?? memberships}"`).join(' and ');
  throw tooMany(
    `the page would be larger than one answer can be (${MAX_ANSWER_BYTES} bytes) because of ${names}; ` +
      `ask for fewer resources with "count", or leave it out with "excludedAttributes"`,
  );
}
