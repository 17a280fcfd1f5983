/**
 * A request to the directory. `{…}` in its URL stands for what the recorder knows by then: the id of
 * somebody, a cursor.
 */
export interface Ask {
  readonly url: string;
  readonly accept?: string;
  readonly method?: string;
  /** As who has only SCIM's token. */
  readonly isStranger?: true;
  /** How many hours later. */
  readonly later?: number;
}

/** An answer that the document shows: of which path, and what it is called there. */
interface Shown extends Ask {
  readonly path: string;
  readonly name: string;
}

/** Each answer of the document: a new route needs a row. Only what has one order: ids are random. */
export const SHOWN: readonly Shown[] = [
  { path: '/users', name: 'page', url: '/users?limit=1' },
  { path: '/users', name: 'found', url: '/users?state=leaving&groups=true' },
  { path: '/users', name: 'csv', url: '/users?groups=true', accept: 'text/csv' },
  { path: '/users/{id}', name: 'active', url: '/users/{anna}?groups=true' },
  { path: '/users/{id}', name: 'leaving', url: '/users/{cleo}' },
  { path: '/users/{id}/history', name: 'history', url: '/users/{anna}/history' },
  { path: '/users/{id}/groups', name: 'page', url: '/users/{anna}/groups' },
  { path: '/groups', name: 'page', url: '/groups' },
  { path: '/groups', name: 'csv', url: '/groups', accept: 'text/csv' },
  { path: '/groups/{id}', name: 'group', url: '/groups/{staff}' },
  { path: '/groups/{id}/members', name: 'page', url: '/groups/{staff}/members' },
  { path: '/changes', name: 'more', url: '/changes?limit=2' },
  { path: '/changes', name: 'users', url: '/changes?since={since}&expand=user' },
  { path: '/health', name: 'health', url: '/health' },
  { path: '/users.csv', name: 'all', url: '/users.csv?groups=true' },
  { path: '/users.csv', name: 'page', url: '/users.csv?limit=1' },
  { path: '/groups.csv', name: 'all', url: '/groups.csv' },
  { path: '/members.csv', name: 'all', url: '/members.csv' },
  { path: '/users.jsonl', name: 'all', url: '/users.jsonl' },
  { path: '/groups.jsonl', name: 'all', url: '/groups.jsonl' },
  { path: '/members.jsonl', name: 'all', url: '/members.jsonl' },
];

/** A request that is refused with each kind of problem; the last ones after some time has passed. */
export const REFUSED = {
  'unknown-parameter': { url: '/users?titel=clerk' },
  'invalid-parameter': { url: '/users?limit=0' },
  'invalid-cursor': { url: '/users?cursor=mine' },
  'bad-credential': { url: '/users?access_token=mine' },
  'wrong-scope': { url: '/users', isStranger: true },
  'not-found': { url: '/users/nobody' },
  'method-not-allowed': { url: '/users/{anna}', method: 'DELETE' },
  'not-acceptable': { url: '/changes', accept: 'text/csv' },
  'expired-cursor': { url: '/users?limit=1&cursor={next}', later: 25 },
  'position-gone': { url: '/changes?since={since}', later: 24 * 35 },
} as const satisfies Readonly<Record<string, Ask>>;
