import { listResponse } from '../../scim/messages/list-response.ts';
import { readPaging } from '../../scim/messages/paging.ts';
import { project } from '../../scim/resource/projection.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { rulesOf, type Answer, type Context } from '../context.ts';
import { cursorPage } from './cursor-page.ts';
import { indexPage } from './index-page.ts';
import type { Query } from './query-parameters.ts';
import { throughFeed } from './through-feed.ts';
import { typedQueries } from './typed-query.ts';

/** Says that a resource is shown without its members, or groups: more than one answer can hold. */
const LEFT_OUT = 'Scim-Left-Out';

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
  const resources = hits.flatMap(({ shown, query: { type, projection } }) =>
    shown ? [project(shown, projection, rulesOf(context, type))] : [],
  );
  const cut = hits.find(({ leftOut }) => leftOut !== undefined);
  return {
    status: 200,
    ...(cut && { headers: { [LEFT_OUT]: `${cut.leftOut} of ${cut.stored.id}` } }),
    body: listResponse({ ...page, resources }),
  };
}
