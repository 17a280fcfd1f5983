import { userType } from '../tenant/resource-types.ts';
import type { FeedEntry } from '../store/ports/feed.ts';
import type { DirectoryContext } from './context.ts';
import { openPlace, sealPlace } from './cursor.ts';
import { toDirectoryUser, type DirectoryUser } from './directory-user.ts';
import { invalid, onlyKnown, readLimit, type Parameters } from './parameters.ts';

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
  const { entries, next, more, addedAt = asked } = await context.feed.read(from, limit);
  return {
    changes: expand === undefined ? entries : await withUsers(context, entries),
    next: await sealPlace(context, next, more ? addedAt : asked),
    more,
  };
}

async function withUsers(context: DirectoryContext, entries: readonly FeedEntry[]): Promise<DirectoryChange[]> {
  const ids = entries.filter(({ type }) => type === userType.name).map(({ id }) => id);
  const stored = await context.store.getMany(userType.name, [...new Set(ids)], { consistent: true });
  const users = new Map(stored.map((user) => [user.id, toDirectoryUser(context.fields, context.retention, user)]));
  return entries.map((entry) =>
    entry.type === userType.name ? { ...entry, user: users.get(entry.id) ?? null } : entry,
  );
}
