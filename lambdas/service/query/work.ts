import type { StoredResource } from '../../life/stored-resource.ts';
import { tooMany, type ScimError } from '../../scim/errors.ts';
import { jsonLength } from '../../scim/json.ts';
import { limitOf } from '../budget.ts';
import type { Context } from '../context.ts';
import type { TypedQuery } from './typed-query.ts';

/** So many terms on a KB cost as much as reading it. */
const TERMS = 50;
/** Reading the members or groups of a resource for a filter, beside what they hold. */
const MEMBERSHIP = 40;
/** A member that is only counted. */
export const COUNTED_MEMBER = 0.25;

/**
 * What looking at a resource costs, in units of the budget `query`: a KB each. One that is not
 * there any more costs as much as an empty one.
 */
export function workOf(query: TypedQuery, stored: StoredResource | undefined): number {
  const kilobytes = stored ? jsonLength(stored.attributes) / 1000 : 0;
  return leastWork(query) + kilobytes + (Math.max(0, kilobytes - 1) * query.terms) / TERMS;
}

/** However small it is. */
const leastWork = ({ terms, relation }: TypedQuery): number => 1 + terms / TERMS + (relation?.whole ? MEMBERSHIP : 0);

/** What looking at all resources of a type costs at least; `kilobytes` each. */
export const workOfAll = async ({ store }: Context, query: TypedQuery, kilobytes = 0): Promise<number> =>
  (await store.count(query.type.name)) * (leastWork(query) + kilobytes);

/**
 * Throws the 400 of a query that is beyond the budget however small the resources are, before any
 * is read: whoever asks again and again should not cost the whole budget each time.
 */
export async function checkReach(
  context: Context,
  queries: readonly TypedQuery[],
  refusal: (queries: readonly TypedQuery[]) => ScimError,
): Promise<void> {
  const scanned = queries.filter(({ accessPath }) => accessPath.kind === 'listing');
  const costs = await Promise.all(scanned.map((query) => workOfAll(context, query)));
  if (costs.reduce((sum, cost) => sum + cost, 0) > limitOf('query', context)) throw refusal(queries);
}

const BEYOND = 'and that is more than one request may look at';
const BY_CURSOR = 'page with "cursor=" (empty for the first page) and a "count" of 1 or more';

/** 400: a filter by number that would have to be tried on too much. */
export const tooManyToFilter = (queries: readonly TypedQuery[]): ScimError =>
  tooMany(
    `the filter has to be tried on every ${namesOf(queries)} to know how many match, ${BEYOND}; ${BY_CURSOR}` +
      indexHint(queries),
  );

/** 400: too much to be put in order. */
export const tooManyToSort = (queries: readonly TypedQuery[]): ScimError =>
  tooMany(
    `"sortBy" needs every ${namesOf(queries)} that matches before it knows which is the first, ${BEYOND}; ` +
      `leave "sortBy" out, and ${BY_CURSOR}, or ask for fewer with a filter by "eq"${indexHint(queries)}`,
  );

/** 400: a group whose members are too many to be counted for a page by number. */
export const tooManyToCount = (group: string): ScimError =>
  tooMany(
    `the group "${group.slice(0, 80)}" has more members than can be counted for "totalResults", ${BEYOND}; ${BY_CURSOR}`,
  );

const namesOf = (queries: readonly TypedQuery[]): string => queries.map(({ type }) => type.name).join(' and ');

function indexHint(queries: readonly TypedQuery[]): string {
  const paths = [...new Set(queries.flatMap(({ indexable }) => indexable))].map((path) => `"${path}"`).slice(0, 5);
  if (paths.length === 0) return '';
  return (
    `; or let the operator list ${paths.join(', ')} in "matchingAttributes" of the tenant file ` +
    '("lookups" for a resource type of its own), and compare with "eq"'
  );
}
