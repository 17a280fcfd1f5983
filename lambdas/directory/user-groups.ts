import type { DirectoryContext } from './context.ts';
import { textOf, type GroupName } from './directory-user.ts';
import { groupTypeOf } from '../scim/schemas/resource-type.ts';

/** The groups that users are directly in, by the id of the user, sorted by name. */
export async function groupsOf(
  { store, types }: Pick<DirectoryContext, 'types'> & { readonly store: Pick<DirectoryContext['store'], 'groupsOf'> },
  users: readonly string[],
): Promise<ReadonlyMap<string, readonly GroupName[]>> {
  const type = groupTypeOf(types)?.name;
  if (type === undefined) return new Map();
  const groups = await store.groupsOf(type, users);
  return new Map(
    [...groups].map(([user, of]) => [
      user,
      of.map(({ id, attributes }) => ({ id, name: textOf(attributes['displayName']) })).toSorted(byName),
    ]),
  );
}

const byName = (a: GroupName, b: GroupName): number => ((a.name ?? '') < (b.name ?? '') ? -1 : 1);
