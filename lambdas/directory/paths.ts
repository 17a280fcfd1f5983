/** Where the directory is mounted. */
export const DIRECTORY_BASE = '/directory/v1';

/** Every path of the directory, below its base. */
export const DIRECTORY_PATHS = [
  '/users',
  '/users.csv',
  '/users/{id}',
  '/users/{id}/history',
  '/users/{id}/groups',
  '/groups',
  '/groups.csv',
  '/groups/{id}',
  '/groups/{id}/members',
  '/changes',
  '/health',
  '/openapi.json',
] as const;

export type DirectoryPath = (typeof DIRECTORY_PATHS)[number];
