import type { StoredResource } from '../life/stored-resource.ts';
import { fitting } from '../scim/messages/answer-size.ts';
import { groupTypeIn } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { groupFields, toDirectoryGroup, type DirectoryGroup } from './directory-group.ts';
import { onlyKnown, readBoolean, readLimit, type Parameters } from './parameters.ts';
import { DirectoryProblem } from './problem.ts';
import { readUser } from './users.ts';

/** More groups than anybody is in. */
const MOST_GROUPS = 5_000;

/** A group that a user is in; `direct` is false where it is only through others. */
type GroupOfUser = DirectoryGroup & { readonly direct: boolean };

export interface UserGroupsPage {
  readonly groups: readonly GroupOfUser[];
  /** The cursor of the next page; not there on the last one. */
  readonly next?: string;
}

/**
 * The groups that a user is in directly, by their ids (`GET /users/{id}/groups`); with `nested=true` also
 * those that it is in through others. Who is leaving is in none.
 * Throws `not-found`, `invalid-cursor`, `expired-cursor`.
 */
export async function readUserGroups(
  context: DirectoryContext,
  id: string,
  parameters: Parameters,
): Promise<UserGroupsPage> {
  onlyKnown(parameters, ['limit', 'cursor', 'nested']);
  const limit = readLimit(parameters['limit']);
  const nested = readBoolean('nested', parameters['nested']);
  const { cursor } = parameters;
  const { state } = await readUser(context, id, false);
  const boundTo = `directory/user-groups ${JSON.stringify([id, nested])}`;
  const after = cursor ? await openCursor<string>(context, boundTo, cursor) : undefined;
  const all = state === 'leaving' ? [] : await groupsWith(context, id, nested);
  const behind = all.filter((group) => after === undefined || group.id > after);
  const groups = fitting(behind.slice(0, limit));
  const last = groups.length < behind.length ? groups.at(-1)?.id : undefined;
  return { groups, ...(last !== undefined && { next: await sealCursor(context, boundTo, last) }) };
}

/** All groups that a user is in, in the order of their ids; upwards level by level. */
async function groupsWith(
  { store, types }: Pick<DirectoryContext, 'store' | 'types'>,
  id: string,
  nested: boolean,
): Promise<GroupOfUser[]> {
  const type = groupTypeIn(types).name;
  const all = new Map<string, StoredResource & { readonly direct: boolean }>();
  for (let level = [id]; level.length > 0;) {
    const found = [...(await store.groupsOf(type, level)).values()].flat();
    const added = new Map(found.filter((group) => !all.has(group.id)).map((group) => [group.id, group]));
    const direct = all.size === 0;
    for (const [above, group] of added) all.set(above, { ...group, direct });
    if (nested && all.size > MOST_GROUPS) throw tooMany();
    level = nested ? [...added.keys()] : [];
  }
  const fields = groupFields(types);
  return [...all.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((group) => ({ ...toDirectoryGroup(fields, group), direct: group.direct }));
}

const tooMany = (): DirectoryProblem =>
  new DirectoryProblem(
    'invalid-parameter',
    `nested is "true"; allowed: false for a user in more than ${MOST_GROUPS} groups, which tells those that it is in directly`,
  );
