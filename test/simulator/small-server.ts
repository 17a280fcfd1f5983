import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HEADERS, failure, list, type SmallAnswer, type SmallRequest } from './small-answers.ts';
import { answerToGroups, groupsOf, leaveGroups, usersIn, type SmallGroup } from './small-groups.ts';
import { ENTERPRISE_USER, MANAGER } from '../../simulator/dialect/mapping.ts';
import {
  isObject,
  memberOf,
  readTarget,
  textOf,
  writeTarget,
  type Json,
  type JsonObject,
} from '../../simulator/dialect/target-path.ts';

export type { SmallAnswer } from './small-answers.ts';

export interface SmallServer {
  url: string;
  users: Map<string, JsonObject>;
  groups: Map<string, SmallGroup>;
  requests: SmallRequest[];
  close(): Promise<void>;
}

/** Changes an answer before it leaves, to play a server with a fault. */
export type Fault = (request: SmallRequest, answer: SmallAnswer) => SmallAnswer;

/** Understands only what Entra asks: `path eq "value"`, joined by `and`. */
function find(users: Map<string, JsonObject>, filter: string): JsonObject[] {
  const terms = filter.split(' and ').map((term) => term.split(' eq "').map((part) => part.replace(/"$/, '')));
  const holds = (user: JsonObject, path: string, wanted: string): boolean => {
    const value = readTarget(user, path === 'manager' ? `${MANAGER}.value` : path);
    return typeof value === 'string' && value.toLowerCase() === wanted.toLowerCase();
  };
  return [...users.values()].filter((user) =>
    terms.every(([path = '', ...value]) => holds(user, path, value.join(' eq "'))),
  );
}

function typed(path: string, value: Json): Json {
  if (path === 'active' && typeof value === 'string') return value === 'True';
  const manager: Json = Array.isArray(value) ? (value[0] ?? null) : value;
  return path.endsWith('manager') && typeof manager === 'string' ? { value: manager } : manager;
}

function patch(user: JsonObject, body: JsonObject): void {
  const operations = memberOf(body, 'Operations');
  for (const operation of Array.isArray(operations) ? operations.filter(isObject) : []) {
    const value = memberOf(operation, 'value') ?? null;
    const path = textOf(operation, 'path');
    const pairs = path === '' && isObject(value) ? Object.entries(value) : [[path, value] as const];
    for (const [target, each] of pairs) {
      writeTarget(user, target === 'manager' ? MANAGER : target, typed(target, each));
    }
  }
}

function create(users: Map<string, JsonObject>, body: JsonObject, base: string): SmallAnswer {
  if (find(users, `userName eq "${textOf(body, 'userName')}"`).length > 0) return failure(409, 'userName is taken');
  const id = randomUUID();
  const location = `${base}/Users/${id}`;
  const now = new Date().toISOString();
  const meta = { resourceType: 'User', created: now, lastModified: now, location, version: 'W/"1"' };
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE_USER];
  const user = { ...structuredClone(body), schemas, id, meta };
  users.set(id, user);
  return { status: 201, headers: { ...HEADERS, location }, body: user };
}

function answerTo({ users, groups }: Directory, request: SmallRequest, base: string): SmallAnswer {
  const [path = '', query = ''] = request.path.split('?');
  const filter = /filter=([^&]*)/.exec(query)?.[1] ?? '';
  if (path.startsWith('/Groups')) return answerToGroups(groups, request, base);
  if (path === '/Users' && request.method === 'POST') return create(users, request.body, base);
  const group = /^groups\.value eq "(.*)"$/.exec(filter)?.[1];
  if (group !== undefined) return list(usersIn(groups.get(group), users));
  if (path === '/Users') return list(find(users, filter));
  const id = path.replace('/Users/', '');
  const user = users.get(id);
  if (user === undefined) return failure(404, `no user has the id "${id}"`);
  if (request.method === 'DELETE') {
    users.delete(id);
    leaveGroups(groups, id);
    return { status: 204, headers: {} };
  }
  if (request.method === 'PATCH') patch(user, request.body);
  const shown = query.startsWith('attributes=groups') ? { ...user, groups: groupsOf(groups, id) } : user;
  return { status: 200, headers: HEADERS, body: shown };
}

async function readRequest(message: IncomingMessage): Promise<SmallRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const path = decodeURIComponent((message.url ?? '').replaceAll('+', ' ')).replace('/scim/v2', '');
  const body = text === '' ? {} : (JSON.parse(text) as JsonObject);
  return { method: message.method ?? '', path, authorization: message.headers.authorization ?? '', body };
}

type Directory = Pick<SmallServer, 'users' | 'groups'>;

/** A SCIM server in memory that does just enough for the simulator's own tests; `fault` makes it misbehave. */
export async function startSmallServer(fault: Fault = (_request, answer) => answer): Promise<SmallServer> {
  const [users, groups] = [new Map<string, JsonObject>(), new Map<string, SmallGroup>()];
  const requests: SmallRequest[] = [];
  const server = createServer((message, response) => {
    void readRequest(message).then((request) => {
      requests.push(request);
      const base = `http://${message.headers.host ?? ''}/scim/v2`;
      const { status, headers, body } = fault(request, structuredClone(answerTo({ users, groups }, request, base)));
      response.writeHead(status, headers);
      return response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/scim/v2`, users, groups, requests, close };
}
