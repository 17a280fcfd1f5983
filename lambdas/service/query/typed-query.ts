import { changedSince } from '../../scim/query/changed-since.ts';
import { bindFilter } from '../../scim/query/bind.ts';
import { parseFilter } from '../../scim/query/parse.ts';
import { planFilter, type AccessPath } from '../../scim/query/plan.ts';
import { compilePredicate, type Predicate } from '../../scim/query/predicate.ts';
import { isRelated } from '../../scim/query/equalities.ts';
import { attrPathsOf, relationOf, type Relation } from '../../scim/query/relation.ts';
import { readSorting, type Sorting } from '../../scim/query/sort.ts';
import {
  canonicalPath,
  leafOf,
  withDefaultSubAttribute,
  type ResolvedAttribute,
} from '../../scim/schemas/attribute-path.ts';
import { isWritable } from '../../scim/resource/read.ts';
import { unquotedFilterValues } from '../../scim/quirks/entra/unquoted-filter-values.ts';
import { readProjection, type Projection } from '../../scim/resource/projection.ts';
import type { Rules } from '../../scim/rules.ts';
import type { ResourceType } from '../../scim/schemas/resource-type.ts';
import { rulesOf, type Context } from '../context.ts';
import type { Query } from './query-parameters.ts';

/** A query as it applies to one resource type. */
export interface TypedQuery {
  readonly type: ResourceType;
  /** Where the candidates are. */
  readonly accessPath: AccessPath;
  /** Whether a rendered resource matches; undefined when there is no filter. */
  readonly test: Predicate | undefined;
  /** Every match was changed last at this moment (milliseconds) or later; undefined where that is not said. */
  readonly changedSince: number | undefined;
  /** Whether the access path leads to matches only: the filter is what it was chosen by. */
  readonly isExact: boolean;
  /** What trying the filter and the order on a resource costs. */
  readonly terms: number;
  /** Attributes that the filter compares, and that could have an index. */
  readonly indexable: readonly string[];
  /** What the filter asks about members or groups, which the test needs to see. */
  readonly relation: Relation | undefined;
  readonly sorting: Sorting | undefined;
  readonly projection: Projection;
}

/**
 * What a query means for each type. In a query across types an attribute that a type lacks is one
 * without a value there (RFC 7644 §3.4.2.1); one that no type has is an error. Throws the 400 of
 * the parameter that cannot be read.
 */
export function typedQueries(context: Context, types: readonly ResourceType[], query: Query): TypedQuery[] {
  return types.map((type) =>
    typedQuery({ ...rulesOf(context, type), ...(types.length > 1 ? { among: types } : {}) }, query),
  );
}

function typedQuery(rules: Rules, query: Query): TypedQuery {
  const { type } = rules;
  const unquotedValues = rules.profile.has(unquotedFilterValues);
  const filter =
    query.filter === undefined ? undefined : bindFilter(parseFilter(query.filter, { unquotedValues }), rules);
  const asked = filter ? attrPathsOf(filter) : [];
  const accessPath = planFilter(filter, type);
  return {
    type,
    accessPath,
    isExact: accessPath.kind === 'memberOf' && asked.length === 1,
    changedSince: filter && changedSince(filter),
    terms: asked.length,
    indexable: indexablePaths(asked, type),
    relation: relationOf(filter, type),
    test: filter && compilePredicate(filter),
    sorting: readSorting(query.sortBy, query.sortOrder, rules),
    projection: readProjection(query.attributes, query.excludedAttributes, rules),
  };
}

/** What a tenant could list in `matchingAttributes`: texts that clients write. */
function indexablePaths(asked: readonly ResolvedAttribute[], type: ResourceType): string[] {
  if (type.members !== undefined) return [];
  const texts = asked
    .map(withDefaultSubAttribute)
    .filter((path) => !isRelated(path, type) && isWritable(path.attribute) && isWritable(leafOf(path)))
    .filter((path) => ['string', 'reference'].includes(leafOf(path).type));
  return [...new Set(texts.map(canonicalPath))];
}
