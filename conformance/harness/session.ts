import { send } from './exchange.ts';
import { account, usersIn, type Made } from './made.ts';
import { unseen, type Request, type ScimAnswer, type Target } from './target.ts';

/** Where an endpoint is: its SCIM base, as in https://scim.example.com/scim/v2, and what stands behind Bearer. */
export interface Endpoint {
  readonly url: string;
  readonly token: string;
}

interface Limits {
  /** How many users may be made, and with that deleted, in all. */
  readonly users?: number;
  readonly signal?: AbortSignal;
}

/** A request and its answer, as a report shows them: without the token. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly answer: Pick<ScimAnswer, 'status' | 'body'>;
}

/** What one run does at an endpoint over HTTP, and what it left there. */
export interface Session {
  readonly base: string;
  readonly request: Request;
  /** The exchanges since it was asked for the last time. */
  readonly exchanges: () => readonly Exchange[];
  /** Says that nothing looks any more at the users made since `mark`: they may be renewed. */
  readonly release: (mark: number) => void;
  readonly mark: () => number;
  readonly renew: NonNullable<Target['renew']>;
  /** Deletes what is left; what cannot be deleted is answered. */
  readonly cleanUp: () => Promise<readonly string[]>;
  /** The paths of all users that were ever made. */
  readonly users: () => readonly string[];
}

export function openSession({ url, token }: Endpoint, { users = Infinity, signal }: Limits = {}): Session {
  const base = url.replace(/\/+$/, '');
  const made: Made = { paths: new Set(), users: [] };
  const held: string[] = [];
  const spare = new Set<string>();
  let log: Exchange[] = [];

  const exchange: Request = async (method, path, body, headers = {}) => {
    const sent = {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      ...headers,
    };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const before = made.users.length;
    const answer = await send({ method, url: base + path, headers: sent, body: text });
    account(made, method, path, answer);
    held.push(...made.users.slice(before));
    const { Authorization: _, ...shown } = headers;
    log.push({ method, path, headers: shown, body, answer: { status: answer.status, body: answer.body } });
    return answer;
  };
  const request: Request = async (method, path, body, headers) => {
    signal?.throwIfAborted();
    if (made.users.length + usersIn(method, path, body) > users) unseen(`would delete more than ${users} users`);
    return exchange(method, path, body, headers);
  };
  return {
    base,
    request,
    exchanges: () => log.splice(0),
    mark: () => held.length,
    release: (mark) => {
      for (const path of held.splice(mark)) if (made.paths.has(path)) spare.add(path);
    },
    renew: async (body) => {
      for (const path of spare) {
        spare.delete(path);
        const answer = await request('PUT', path, body);
        // An endpoint that keeps what was not sent cannot make a user as good as new.
        if (answer.status !== 200 || !isOnly(answer.body, body)) continue;
        held.push(path);
        return answer;
      }
      return undefined;
    },
    cleanUp: async () => {
      // Groups first, which name the others.
      for (const path of [...made.paths].toSorted()) await exchange('DELETE', path).catch(() => undefined);
      log = [];
      spare.clear();
      return [...made.paths];
    },
    users: () => made.users,
  };
}

/** What every user may have that nobody sent. */
const OWN = new Set(['id', 'meta', 'active', 'schemas', 'groups']);

const isOnly = (answer: object, sent: object): boolean =>
  Object.keys(answer).every((name) => OWN.has(name) || name in sent);
