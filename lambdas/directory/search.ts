import { STATES, type DirectoryUser } from './directory-user.ts';
import { DEFAULT_LIMIT, readSearch } from './parameters.ts';
import type { Seeing } from './user-sources.ts';
import { readUserPage } from './user-pages.ts';

/** Users who are called something that begins so. */
export interface SearchAnswer {
  readonly users: readonly DirectoryUser[];
  /** There are others. */
  readonly more: boolean;
}

/**
 * The first users, leaving ones too, who have a userName, an e-mail address, a family name or a
 * display name that begins with `text`. Throws `invalid-parameter` where that is too short.
 */
export async function searchUsers(context: Seeing, text: string): Promise<SearchAnswer> {
  const filter = { states: STATES, search: readSearch(text), fields: {} };
  const { users, next } = await readUserPage(context, { filter, limit: DEFAULT_LIMIT }, undefined);
  return { users: users.map(({ user }) => user), more: next !== undefined };
}
