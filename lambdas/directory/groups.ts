import { fitting } from '../scim/messages/answer-size.ts';
import { groupType } from '../tenant/resource-types.ts';
import type { DirectoryContext } from './context.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { textOf } from './directory-user.ts';
import { onlyKnown, readLimit, type Parameters } from './parameters.ts';

/**
 * A group without its members, of which it may have any number: `GET /users?groups=true` tells who
 * is in which.
 */
export interface DirectoryGroup {
  readonly id: string;
  readonly name: string | null;
  readonly externalId: string | null;
  readonly created: string;
  readonly lastModified: string;
}

export interface GroupsPage {
  readonly groups: readonly DirectoryGroup[];
  readonly next?: string;
}

const GROUPS_PARAMETERS = ['limit', 'cursor'] as const;

/** A page of groups in the order of their ids (`GET /groups`). */
export async function readGroups(context: DirectoryContext, parameters: Parameters): Promise<GroupsPage> {
  onlyKnown(parameters, GROUPS_PARAMETERS);
  const limit = readLimit(parameters['limit']);
  const { cursor } = parameters;
  const after = cursor ? await openCursor<string>(context, 'directory/groups', cursor) : undefined;
  const page = await context.store.listIds(groupType.name, { limit, after });
  const stored = page.ids.length === 0 ? [] : await context.store.getMany(groupType.name, page.ids);
  const found = stored.map(({ id, attributes, created, lastModified }) => ({
    id,
    name: textOf(attributes['displayName']),
    externalId: textOf(attributes['externalId']),
    created,
    lastModified,
  }));
  const groups = fitting(found);
  const next = groups.length < found.length ? groups.at(-1)?.id : page.next;
  return {
    groups,
    ...(next !== undefined && { next: await sealCursor(context, 'directory/groups', next) }),
  };
}
