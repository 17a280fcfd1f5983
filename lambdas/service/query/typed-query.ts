import { compileFilter } from '../../scim/query/compile.ts';
import { parseFilter } from '../../scim/query/parser.ts';
import { planFilter, relationOf, type AccessPath, type Relation } from '../../scim/query/plan.ts';
import { unquotedFilterValues } from '../../scim/quirks/entra/unquoted-filter-values.ts';
import type { JsonObject } from '../../scim/json.ts';
import { readProjection, type Projection } from '../../scim/resource/projection.ts';
import type { Rules } from '../../scim/rules.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { readSorting, type Sorting } from '../../scim/query/sort.ts';
import { rulesOf, type Context } from '../context.ts';
import type { Query } from './query.ts';

/** A query as it applies to one resource type. */
export interface Target {
  readonly type: ResourceType;
  /** Where the matches are looked for. */
  readonly path: AccessPath;
  /** Whether a rendered resource matches; undefined when there is no filter. */
  readonly test: ((resource: JsonObject) => boolean) | undefined;
  /** What the filter asks about members or groups, which the test needs to see. */
  readonly relation: Relation | undefined;
  readonly sorting: Sorting | undefined;
  readonly projection: Projection;
}

/**
 * What a query means for each type. In a query across types an attribute that a type lacks is one without a value there (RFC 7644
 * §3.4.2.1); one that no type has is an error.
 */
export function targetsOf(context: Context, types: readonly ResourceType[], query: Query): Target[] {
  return types.map((type) =>
    targetOf(context, { ...rulesOf(context, type), ...(types.length > 1 ? { among: types } : {}) }, query),
  );
}

function targetOf(context: Context, rules: Rules, query: Query): Target {
  const unquotedValues = context.profile.has(unquotedFilterValues);
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter, { unquotedValues });
  return {
    type: rules.type,
    path: planFilter(filter, rules),
    relation: relationOf(filter, rules),
    test: filter && compileFilter(filter, rules),
    sorting: readSorting(query.sortBy, query.sortOrder, rules),
    projection: readProjection(query.attributes, query.excludedAttributes, rules),
  };
}
