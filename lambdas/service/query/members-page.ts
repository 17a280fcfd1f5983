import { isVisible } from '../../life/stored-resource.ts';
import { groupTypeOf } from '../../scim/schemas/resource-type.ts';
import { MAX_ID_LENGTH } from '../../store/ports/ids.ts';
import { limitOf } from '../budget.ts';
import type { Context } from '../context.ts';
import { hitOf, type Found } from './page.ts';
import type { TypedQuery } from './typed-query.ts';
import { COUNTED_MEMBER, tooManyToCount } from './work.ts';

/**
 * A page by number of the members of a group: the page is read, all others are counted by what the
 * group knows of them, because `totalResults` may not be missing (RFC 7644 §3.4.2). Throws 400
 * `tooMany`.
 */
export async function membersPage(
  context: Context,
  query: TypedQuery,
  group: string,
  { startIndex, count }: { readonly startIndex: number; readonly count: number },
): Promise<Found> {
  const { store, types } = context;
  const groupType = groupTypeOf(types);
  if (!groupType || group.length > MAX_ID_LENGTH) return { hits: [], totalResults: 0 };
  const most = Math.floor(limitOf('query', context) / COUNTED_MEMBER);
  const { members = [], more = false } = (await store.listMembers(groupType.name, group, most)) ?? {};
  if (more) throw tooManyToCount(group);
  const all = members.filter(({ type }) => type === query.type.name).map(({ id }) => id);
  const ids = all.slice(startIndex - 1, startIndex - 1 + count);
  const found = ids.length === 0 ? [] : await store.getMany(query.type.name, ids, { consistent: true });
  return { hits: found.filter(isVisible).map((stored) => hitOf(context, query, stored)), totalResults: all.length };
}
