import type { Client } from '../../lambdas/scim/quirks/quirk.ts';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ScimAnswer, TestScim } from '../support/scim.ts';

/** A request as a client sends it. */
interface Sent {
  /** What `{{name}}` in later paths and bodies calls the id of what this request makes. */
  readonly as?: string;
  readonly method: string;
  /** Spaces and quotes may stand as they are; whatever else is sent as written. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What is compared: `body` is a part of the answer's, `absent` are names that it must not have. */
export interface Expected {
  readonly status?: number;
  readonly body?: object;
  readonly absent?: readonly string[];
}

/** One request of one client; README.md beside this file describes it. */
export interface Fixture {
  readonly client: Client;
  readonly what: string;
  readonly source: string;
  readonly quirks: readonly string[];
  readonly given?: readonly Sent[];
  readonly request: Sent;
  readonly answer: Expected & { readonly status: number };
  readonly again?: number;
  readonly state?: Expected & { readonly path: string };
  readonly rematch: { readonly path: string; readonly totalResults: number };
}

/** Every fixture below a folder, with its name as in `okta/create-user`. */
export const readFixtures = (folder: string): [string, Fixture][] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Fixture]);

/** What sends requests of a fixture, and knows the ids behind its names. */
interface Sender {
  readonly send: (sent: Sent) => Promise<ScimAnswer>;
  /** A value with `{{name}}` replaced by ids. */
  readonly fill: <Value>(value: Value) => Value;
}

/** A sender to an endpoint, at first without any name. */
export function createSender(scim: TestScim): Sender {
  const ids = new Map<string, string>();
  const idOf = (name: string): string => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`{{${name}}} names nothing that was made; give a request "as": "${name}"`);
    return id;
  };
  const fill = <Value>(value: Value): Value =>
    JSON.parse(JSON.stringify(value).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => idOf(name))) as Value;
  const send: Sender['send'] = async (sent) => {
    const { as, method, path: url, headers, body } = fill(sent);
    const answer = await scim.request(method, url.replaceAll(/[ "]/g, encodeURIComponent), body, { ...headers });
    if (as !== undefined && answer.status === 201) ids.set(as, answer.body.id);
    return answer;
  };
  return { send, fill };
}
