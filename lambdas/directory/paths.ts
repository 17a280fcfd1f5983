/** Where the directory is mounted. */
export const DIRECTORY_BASE = '/directory/v1';

/** Every path of the directory, below its base. */
export const DIRECTORY_PATHS = [
  '/users',
  '/users.csv',
  '/users/{id}',
  '/users/{id}/history',
  '/groups',
  '/groups.csv',
  '/changes',
  '/health',
  '/openapi.json',
] as const;

export type DirectoryPath = (typeof DIRECTORY_PATHS)[number];
