import { setTimeout as delay } from 'node:timers/promises';
import createClient, { type Client } from 'openapi-fetch';
import { patient, type Pause } from './patient.ts';
import type { paths } from './schema.ts';

/** A typed client of the directory (openapi-fetch): `directory.GET('/users', …)`. */
export type Directory = Client<paths, 'application/json'>;

export interface DirectoryOptions {
  /** Where the directory is, as in https://…/directory/v1. */
  readonly url: string;
  /** A token with the scope "directory", or who gives one for each request. */
  readonly token: string | (() => string | Promise<string>);
  /** What sends requests, other than the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** What waits between two tries, other than a timer. */
  readonly pause?: Pause;
}

/**
 * A client of a directory. A request that meets 429, 5xx or a broken connection is sent again, after
 * the time in Retry-After where there is one.
 */
export function createDirectory({ url, token, fetch = globalThis.fetch, pause = wait }: DirectoryOptions): Directory {
  const directory: Directory = createClient({ baseUrl: url, fetch: patient((request) => fetch(request), pause) });
  directory.use({
    onRequest: async ({ request }) => {
      const current = typeof token === 'string' ? token : await token();
      request.headers.set('Authorization', `Bearer ${current}`);
    },
  });
  return directory;
}

/** A timer. */
export const wait: Pause = (milliseconds, signal) => delay(milliseconds, undefined, signal && { signal });
