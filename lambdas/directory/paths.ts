/** Where the directory is mounted. */
export const DIRECTORY_BASE = '/directory/v1';

/** Every path of the directory below its base, but for the exports. */
export const DIRECTORY_PATHS = [
  '/users',
  '/users/{id}',
  '/users/{id}/history',
  '/users/{id}/groups',
  '/groups',
  '/groups/{id}',
  '/groups/{id}/members',
  '/changes',
  '/health',
  '/openapi.json',
] as const;

export type DirectoryPath = (typeof DIRECTORY_PATHS)[number];

/** Where everything of a kind is answered at once, as a stream: what it is of, and how it is written. */
export const EXPORT_PATHS = {
  '/users.csv': { what: 'users', format: 'csv' },
  '/groups.csv': { what: 'groups', format: 'csv' },
  '/members.csv': { what: 'members', format: 'csv' },
  '/users.jsonl': { what: 'users', format: 'jsonl' },
  '/groups.jsonl': { what: 'groups', format: 'jsonl' },
  '/members.jsonl': { what: 'members', format: 'jsonl' },
} as const;

export type ExportPath = keyof typeof EXPORT_PATHS;
export type Exported = (typeof EXPORT_PATHS)[ExportPath]['what'];
export type ExportFormat = (typeof EXPORT_PATHS)[ExportPath]['format'];
