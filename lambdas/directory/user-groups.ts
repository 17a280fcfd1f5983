import pMap from 'p-map';
import type { DirectoryContext } from './context.ts';
import { textOf, type GroupName } from './directory-user.ts';
import { groupTypeOf } from '../scim/schemas/resource-type.ts';

const PARALLEL = 8;

/**
 * The groups that users are directly in, by the id of the user, sorted by name. The index names
 * candidates, the memberships themselves decide.
 */
export async function groupsOf(
  { store, types }: Pick<DirectoryContext, 'store' | 'types'>,
  users: readonly string[],
): Promise<ReadonlyMap<string, readonly GroupName[]>> {
  const type = groupTypeOf(types)?.name;
  if (type === undefined) return new Map();
  const found = await pMap(
    users,
    async (member) => (await store.findByMember(member)).map((group) => ({ group, member })),
    { concurrency: PARALLEL },
  );
  const confirmed = await store.memberships(type, found.flat());
  const pairs = found.flat().filter(({ group, member }) => confirmed.has(`${group} ${member}`));
  const groups = await store.getMany(type, [...new Set(pairs.map(({ group }) => group))]);
  const names = new Map(groups.map(({ id, attributes }) => [id, { id, name: textOf(attributes['displayName']) }]));
  const byUser = Map.groupBy(pairs, ({ member }) => member);
  return new Map(
    [...byUser].map(([user, of]) => [user, of.flatMap(({ group }) => names.get(group) ?? []).toSorted(byName)]),
  );
}

const byName = (a: GroupName, b: GroupName): number => ((a.name ?? '') < (b.name ?? '') ? -1 : 1);
