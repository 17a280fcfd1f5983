/** What each part of the directory is for, by the first word of its paths. */
const TAGS: Readonly<Record<string, string>> = {
  users: 'the people, with the fields of the tenant',
  groups: 'the groups of Entra that are assigned',
  members: 'who is in which group',
  changes: 'what changed, so that nobody reads all again',
  health: 'how provisioning stands',
  openapi: 'this description',
};

/** The part of the directory that a path is of: "users" of "/users.csv". */
export const tagOf = (path: string): string => path.split(/[/.]/)[1] ?? '';

/** The parts that some paths are of, as OpenAPI lists them. */
export const tagsOf = (paths: readonly string[]) =>
  [...new Set(paths.map(tagOf))].map((name) => ({ name, description: TAGS[name] ?? name }));

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The name of the operation that reads a path: "getUsersByIdHistory" of "/users/{id}/history". */
export const operationIdOf = (path: string): string =>
  path
    .split(/[/.]/)
    .map((part) => (part.startsWith('{') ? `By${capital(part.slice(1, -1))}` : capital(part)))
    .reduce((name, part) => name + part, 'get');
