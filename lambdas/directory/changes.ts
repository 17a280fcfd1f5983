import { userType } from '../tenant/resource-types.ts';
import { fitting } from '../scim/messages/answer-size.ts';
import type { FeedEntry, FeedPage, FeedPosition } from '../store/ports/feed.ts';
import type { DirectoryContext } from './context.ts';
import { openPlace, sealPlace } from './cursor.ts';
import type { DirectoryUser } from './directory-user.ts';
import { invalid, onlyKnown, readLimit, type Parameters } from './parameters.ts';
import { usersById } from './users-by-id.ts';

/**
 * A change, and the user as it is now where that was asked for: null when nothing is left of it.
 */
type DirectoryChange = FeedEntry & { readonly user?: DirectoryUser | null };

export interface ChangesPage {
  readonly changes: readonly DirectoryChange[];
  /** Goes on behind these changes, now or at any later time. */
  readonly next: string;
  /** Whether there are more already. */
  readonly more: boolean;
}

const CHANGES_PARAMETERS = ['since', 'limit', 'expand'] as const;

/**
 * What changed since a cursor, in order (`GET /changes`). Throws `invalid-cursor`, `position-gone`.
 */
export async function readChanges(context: DirectoryContext, parameters: Parameters): Promise<ChangesPage> {
  onlyKnown(parameters, CHANGES_PARAMETERS);
  const limit = readLimit(parameters['limit']);
  const { since, expand } = parameters;
  if (expand !== undefined && expand !== 'user') throw invalid('expand', expand, 'user');
  const asked = context.now();
  const from = since ? await openPlace(context, since) : { item: 1, offset: 0 };
  const { changes, next, more, addedAt = asked } = await readPage(context, from, limit, expand !== undefined);
  return { changes, next: await sealPlace(context, next, more ? addedAt : asked), more };
}

/** Where the users make the page too large, fewer changes are read. */
async function readPage(
  context: DirectoryContext,
  from: FeedPosition,
  limit: number,
  expands: boolean,
): Promise<Omit<FeedPage, 'entries'> & Pick<ChangesPage, 'changes'>> {
  const { entries, ...page } = await context.feed.read(from, limit);
  const changes = fitting(expands ? await withUsers(context, entries) : entries);
  if (changes.length === entries.length) return { ...page, changes };
  const { entries: _read, ...shorter } = await context.feed.read(from, changes.length);
  return { ...shorter, changes };
}

async function withUsers(context: DirectoryContext, entries: readonly FeedEntry[]): Promise<DirectoryChange[]> {
  const ids = entries.filter(({ type }) => type === userType.name).map(({ id }) => id);
  const users = await usersById(context, [...new Set(ids)]);
  return entries.map((entry) =>
    entry.type === userType.name ? { ...entry, user: users.get(entry.id) ?? null } : entry,
  );
}
