import { isVisible, type StoredResource } from '../life/stored-resource.ts';
import { show } from '../scim/errors.ts';
import type { Member } from '../scim/members/member.ts';
import { MAX_ID_LENGTH } from '../store/ports/ids.ts';
import { groupTypeIn } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import { groupFields, toDirectoryGroup, type DirectoryGroup } from './directory-group.ts';
import { onlyKnown, readBoolean, type Parameters } from './parameters.ts';
import { DirectoryProblem } from './problem.ts';

/** More members than are counted for one answer: they are read for it, some 17 for a read unit. */
const MOST_COUNTED = 50_000;

/** With how many members it has directly, where that was asked for; null where there are more than 50,000. */
type CountedGroup = DirectoryGroup & { readonly memberCount?: number | null };

/** One group (`GET /groups/{id}`). Throws `not-found`. */
export async function readGroup(
  { store, types }: Pick<DirectoryContext, 'store' | 'types'>,
  id: string,
  parameters: Parameters,
): Promise<CountedGroup> {
  onlyKnown(parameters, ['memberCount']);
  const counts = readBoolean('memberCount', parameters['memberCount']);
  if (id.length > MAX_ID_LENGTH) throw noGroup(id);
  const type = groupTypeIn(types);
  const shown = (group: StoredResource | undefined): DirectoryGroup => {
    if (!isVisible(group)) throw noGroup(id);
    return toDirectoryGroup(groupFields(types), group);
  };
  if (!counts) return shown(await store.get(type.name, id));
  const list = await store.listMembers(type.name, id, MOST_COUNTED);
  const group = shown(list?.resource);
  return { ...group, memberCount: list?.more ? null : (list?.members ?? []).filter(isSomebody).length };
}

/** Entra may make an id a member that names nobody here. */
const isSomebody = ({ type }: Member): boolean => type !== undefined;

export const noGroup = (id: string): DirectoryProblem =>
  new DirectoryProblem(
    'not-found',
    `there is no group with the id ${show(id)}; ids are those of GET /directory/v1/groups`,
  );
