import { isVisible, type StoredResource } from '../life/stored-resource.ts';
import { fitting } from '../scim/messages/answer-size.ts';
import type { ResourceType } from '../scim/schemas/resource-type.ts';
import { groupTypeIn } from '../tenant/resource-types.ts';
import type { ReadingContext } from './context.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { groupFields, toDirectoryGroup, type DirectoryGroup } from './directory-group.ts';
import { hasValue, idsOf } from './look-ups.ts';
import { onlyKnown, readIds, readLimit, type Parameters } from './parameters.ts';

export type { DirectoryGroup };

export interface GroupsPage {
  readonly groups: readonly DirectoryGroup[];
  readonly next?: string;
  /** How many groups there are; on the first page of all of them. */
  readonly total?: number;
}

/** What reading groups takes. */
type Reading = Pick<ReadingContext, 'store' | 'types' | 'cursors' | 'now'>;

/** Parameters that say which groups. */
export const GROUP_CHOICES = ['id', 'name', 'externalId'] as const;

/** What groups are asked for; all where nothing is said. */
export interface ChosenGroups {
  readonly ids?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly externalId?: string | undefined;
}

/** Throws for ids that can be none. */
export const readChosen = ({ id, name, externalId }: Parameters): ChosenGroups => ({
  ids: id === undefined ? undefined : readIds(id),
  name,
  externalId,
});

/** A page of groups in the order of their ids (`GET /groups`). */
export async function readGroups(context: Reading, parameters: Parameters): Promise<GroupsPage> {
  onlyKnown(parameters, ['limit', 'cursor', ...GROUP_CHOICES]);
  const { limit, cursor } = parameters;
  return readGroupPage(context, readChosen(parameters), {
    limit: readLimit(limit),
    ...(cursor !== undefined && { cursor }),
  });
}

/** The same, of what was read already. Throws `invalid-cursor`, `expired-cursor`. */
export async function readGroupPage(
  context: Reading,
  asked: ChosenGroups,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<GroupsPage> {
  const boundTo = `directory/groups ${JSON.stringify(asked)}`;
  const after = cursor ? await openCursor<string>(context, boundTo, cursor) : undefined;
  const { stored, last, total } = await groupsBehind(context, asked, after, limit);
  const fields = groupFields(context.types);
  const found = stored.map((group) => toDirectoryGroup(fields, group));
  const groups = fitting(found);
  const next = groups.length < found.length ? groups.at(-1)?.id : last;
  return {
    groups,
    ...(next !== undefined && { next: await sealCursor(context, boundTo, next) }),
    ...(total !== undefined && { total }),
  };
}

/** Groups behind an id; `last` is the one where the next page goes on. */
interface Behind {
  readonly stored: readonly StoredResource[];
  readonly last?: string | undefined;
  readonly total?: number | undefined;
}

async function groupsBehind(
  { store, types }: Pick<ReadingContext, 'store' | 'types'>,
  asked: ChosenGroups,
  after: string | undefined,
  limit: number,
): Promise<Behind> {
  const type = groupTypeIn(types);
  const named = await idsNamed(store, type, asked);
  if (!named) {
    const [{ ids, next }, total] = await Promise.all([
      store.listIds(type.name, { limit, after }),
      after === undefined ? store.count(type.name) : undefined,
    ]);
    // The listing trails: one that was deleted a moment ago may still be in it.
    return { stored: (await store.getMany(type.name, ids)).filter(isVisible), last: next, total };
  }
  const behind = named.filter((id) => after === undefined || id > after);
  const ids = behind.slice(0, limit);
  const stored = await store.getMany(type.name, ids, { consistent: true });
  const isMeant = (group: StoredResource): boolean =>
    isVisible(group) &&
    hasValue(type, group, 'displayName', asked.name) &&
    hasValue(type, group, 'externalId', asked.externalId);
  return { stored: stored.filter(isMeant), last: behind.length > limit ? ids.at(-1) : undefined };
}

/** Ids of those whom an index names; undefined where all are asked for. 1 round trip, none for ids. */
async function idsNamed(
  store: ReadingContext['store'],
  type: ResourceType,
  { ids, name, externalId }: ChosenGroups,
): Promise<readonly string[] | undefined> {
  if (ids) return ids;
  if (name !== undefined) return idsOf(store, type, { displayName: name });
  return externalId === undefined ? undefined : idsOf(store, type, { externalId });
}
