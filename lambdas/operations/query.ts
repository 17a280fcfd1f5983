import { listResponse, type ResultPage } from '../scim/messages/list-response.ts';
import { readPaging } from '../scim/messages/paging.ts';
import { project } from '../scim/resource/projection.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { rulesOf, type Answer, type Context, type Preferences } from './context.ts';
import { cursorPage } from './cursor-page.ts';
import { indexPage } from './index-page.ts';
import { targetsOf } from './target.ts';
import type { Match } from './walk.ts';

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
  const resources = matches.map(({ rendered, target }) =>
    project(rendered, target.projection, rulesOf(context, target.type)),
  );
  return { status: 200, body: listResponse({ ...page, resources }) };
}
