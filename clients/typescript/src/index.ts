export { createDirectory, type Directory, type DirectoryOptions } from './directory.ts';
export { DirectoryError } from './error.ts';
export type { components, paths } from './schema.ts';
export { sync, type CursorStore, type DirectoryUser, type SyncEvent, type SyncOptions } from './sync.ts';
