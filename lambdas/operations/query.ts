import type { Filter } from '../scim/filter/ast.ts';
import { compileFilter } from '../scim/filter/compile.ts';
import { parseFilter } from '../scim/filter/parser.ts';
import { planFilter, type AccessPath } from '../scim/filter/plan.ts';
import { listResponse } from '../scim/messages/list-response.ts';
import { readPaging, type Paging } from '../scim/messages/paging.ts';
import { unquotedFilterValues } from '../scim/quirks/entra/unquoted-filter-values.ts';
import { renderResource } from '../scim/resource/render.ts';
import type { StoredResource } from '../scim/resource/resource.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { getById, isVisible, projected, projectionOf } from './answer.ts';
import { rulesOf, type Answer, type Context, type Preferences } from './context.ts';

/** The parameters of a query, as sent (RFC 7644 §3.4.2, table 2). */
export interface Query extends Preferences {
  readonly filter?: string;
  readonly startIndex?: string;
  readonly count?: string;
}

/** How many resources are read at a time when a filter has to look at all of them. */
const WALK_PAGE = 500;

/** GET on the endpoint of a type, and POST to its /.search (RFC 7644 §3.4.2, §3.4.3): 200 with a list, also when nothing matches. */
export async function queryResources(context: Context, type: ResourceType, query: Query): Promise<Answer> {
  const projection = projectionOf(context, type, query);
  const paging = readPaging(query.startIndex, query.count);
  const { resources, total } =
    query.filter === undefined
      ? await pageOfAll(context, type, paging)
      : await matching(context, type, query.filter, paging);
  const rendered = resources.map((resource) => projected(context, type, resource, projection));
  return { status: 200, body: listResponse(rendered, total, paging.startIndex) };
}

interface Found {
  readonly resources: readonly StoredResource[];
  readonly total: number;
}

/** Without a filter the counter knows the total, and only the page itself is read. */
async function pageOfAll(context: Context, type: ResourceType, { startIndex, count }: Paging): Promise<Found> {
  const [total, ids] = await Promise.all([
    context.store.count(type.name),
    count === 0 ? [] : idsFrom(context, type, startIndex, count),
  ]);
  const resources = ids.length === 0 ? [] : await context.store.getMany(type.name, ids);
  return { resources: resources.filter(isVisible), total };
}

async function idsFrom(
  context: Context,
  type: ResourceType,
  startIndex: number,
  count: number,
): Promise<readonly string[]> {
  const ids: string[] = [];
  const wanted = startIndex - 1 + count;
  let after: string | undefined;
  let seen = 0;
  do {
    const page = await context.store.listIds(type.name, {
      limit: wanted - seen,
      ...(after === undefined ? {} : { after }),
    });
    ids.push(...page.ids.slice(Math.max(0, startIndex - 1 - seen)));
    seen += page.ids.length;
    after = page.next;
  } while (after !== undefined && seen < wanted);
  return ids;
}

async function matching(context: Context, type: ResourceType, text: string, paging: Paging): Promise<Found> {
  const rules = rulesOf(context, type);
  const filter: Filter = parseFilter(text, { unquotedValues: context.profile.has(unquotedFilterValues) });
  const test = compileFilter(filter, rules);
  const found: StoredResource[] = [];
  let total = 0;
  for await (const candidates of candidatesOf(context, type, planFilter(filter, rules))) {
    for (const candidate of candidates) {
      if (!isVisible(candidate) || !test(renderResource(candidate, type, context.baseUrl))) continue;
      total += 1;
      if (total >= paging.startIndex && found.length < paging.count) found.push(candidate);
    }
  }
  return { resources: found, total };
}

/** Reads what a plan names, in the order of the listing (by id). */
async function* candidatesOf(
  context: Context,
  type: ResourceType,
  path: AccessPath,
): AsyncGenerator<readonly (StoredResource | undefined)[]> {
  const { store } = context;
  switch (path.kind) {
    case 'id':
      yield [await getById(context, type, path.id)];
      return;
    case 'claim': {
      const id = await store.findByClaim(type.name, path.claim);
      if (id !== undefined) yield [await store.get(type.name, id)];
      return;
    }
    case 'lookup': {
      const ids = await store.findByLookup(type.name, path.lookup);
      if (ids.length > 0) yield await store.getMany(type.name, [...ids].sort(), { consistent: true });
      return;
    }
    case 'listing':
      yield* wholeListing(context, type);
  }
}

async function* wholeListing({ store }: Context, type: ResourceType): AsyncGenerator<readonly StoredResource[]> {
  let after: string | undefined;
  do {
    const page = await store.listIds(type.name, { limit: WALK_PAGE, ...(after === undefined ? {} : { after }) });
    if (page.ids.length > 0) yield await store.getMany(type.name, page.ids);
    after = page.next;
  } while (after !== undefined);
}
