import type { ScimAnswer } from './target.ts';

/** Everything that a run made and has not deleted yet, as paths below the base. */
export interface Made {
  readonly paths: Set<string>;
  /** The same of users, the newest last; none is taken out. */
  readonly users: string[];
}

/** Statuses of a DELETE after which nothing is there. */
const GONE = new Set([200, 202, 204, 404, 410]);

const isUser = (path: string): boolean => path.startsWith('/Users/');

const isList = (value: unknown): value is readonly Record<string, unknown>[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null);

/** How many users a request makes if the endpoint does all it is asked for. */
export function usersIn(method: string, path: string, body: unknown): number {
  if (method !== 'POST') return 0;
  if (endpointOf(path) === '/Users') return 1;
  if (endpointOf(path) !== '/Bulk' || typeof body !== 'object' || body === null) return 0;
  const operations: unknown = 'Operations' in body ? body.Operations : [];
  return isList(operations)
    ? operations.filter((one) => one['method'] === 'POST' && one['path'] === '/Users').length
    : 0;
}

/** Keeps account of what an answer says was made or deleted. */
export function account(made: Made, method: string, path: string, { status, body }: ScimAnswer): void {
  if (method === 'DELETE' && GONE.has(status)) made.paths.delete(path);
  if (method !== 'POST' || status >= 300) return;
  const endpoint = endpointOf(path);
  if (endpoint === '/Bulk') return accountBulk(made, body?.['Operations']);
  if ((endpoint === '/Users' || endpoint === '/Groups') && typeof body?.id === 'string')
    add(made, `${endpoint}/${body.id}`);
}

function accountBulk(made: Made, results: unknown): void {
  for (const { method, status, location } of isList(results) ? results : []) {
    const path = /\/(?:Users|Groups)\/[^/]+$/.exec(String(location))?.[0];
    if (path === undefined || !String(status).startsWith('2')) continue;
    if (method === 'POST') add(made, path);
    if (method === 'DELETE') made.paths.delete(path);
  }
}

function add(made: Made, path: string): void {
  made.paths.add(path);
  if (isUser(path)) made.users.push(path);
}

const endpointOf = (path: string): string => path.split('?')[0] ?? '';
