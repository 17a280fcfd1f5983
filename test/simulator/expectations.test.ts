import type { Refusal } from '../../simulator/client/exchange.ts';
import { runCycles } from '../../simulator/cycles/run-cycles.ts';
import { startSmallServer, type Fault, type SmallAnswer } from './small-server.ts';
import { ENTERPRISE_USER } from '../../simulator/dialect/mapping.ts';
import { isObject, textOf, type JsonObject } from '../../simulator/dialect/target-path.ts';

const onUsers = (change: (user: JsonObject) => Json | undefined): Fault => {
  return ({ path, method }, answer) => {
    const isUser = path.startsWith('/Users') && method !== 'DELETE' && isObject(answer.body) && answer.status < 300;
    if (!isUser || answer.body === undefined || !('userName' in (answer.body as JsonObject))) return answer;
    return { ...answer, body: change(answer.body as JsonObject) ?? null };
  };
};
type Json = SmallAnswer['body'];

const without = (user: JsonObject, name: string): JsonObject => {
  const { [name]: _, ...rest } = user;
  return rest;
};
const withMeta = (user: JsonObject, meta: JsonObject): JsonObject => ({
  ...user,
  meta: { ...(user['meta'] as JsonObject), ...meta },
});

let counter = 0;

/** A server with one fault each, and the expectation that must report it. */
const FAULTS: [name: string, expectation: string, reason: string, fault: Fault][] = [
  [
    'answers 404 when a query finds nothing',
    'status',
    'status 404 instead of 200',
    ({ method, path }, answer) => (method === 'GET' && path.includes('?') ? { ...answer, status: 404 } : answer),
  ],
  [
    'answers 500',
    'error body',
    'not a SCIM error',
    ({ method }, answer) => (method === 'POST' ? { ...answer, status: 500, body: { message: 'no' } } : answer),
  ],
  [
    'answers an error whose status is a number',
    'error body',
    'status is 400 instead of "400"',
    ({ method }, answer) =>
      method === 'POST'
        ? { ...answer, status: 400, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: 400 } }
        : answer,
  ],
  [
    'answers application/json',
    'content type',
    'Content-Type is "application/json"',
    (_, answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'application/json' } }),
  ],
  ['answers broken JSON', 'body', 'not a JSON object', (_, answer) => ({ ...answer, body: '{' })],
  [
    'answers a DELETE with 200',
    'status',
    'status 200 instead of 204',
    ({ method }, answer) =>
      method === 'DELETE' ? { status: 200, headers: { 'content-type': 'application/scim+json' }, body: {} } : answer,
  ],
  [
    'answers a query with a bare array',
    'list response',
    'not a list response',
    ({ path }, answer) => (path.includes('?') ? { ...answer, body: { totalResults: 0 } } : answer),
  ],
  [
    'leaves Resources out of an empty list',
    'list response',
    'Resources is nothing',
    ({ path }, answer) =>
      path.includes('?') ? { ...answer, body: without(answer.body as JsonObject, 'Resources') } : answer,
  ],
  [
    'finds something for a random name',
    'list response',
    'a random GUID found 1 resources',
    ({ path }, answer) =>
      path.startsWith('/Groups') ? { ...answer, body: { ...(answer.body as JsonObject), totalResults: 1 } } : answer,
  ],
  ['leaves the id out', 'id', 'id is nothing', onUsers((user) => without(user, 'id'))],
  [
    'changes the id',
    'id',
    'instead of',
    onUsers((user) => ({ ...user, id: `${textOf(user, 'id')}-${(counter += 1)}` })),
  ],
  ['leaves schemas out', 'schemas', 'schemas is nothing', onUsers((user) => without(user, 'schemas'))],
  ['leaves userName out', 'userName', 'userName is nothing', onUsers((user) => without(user, 'userName'))],
  ['answers active as a string', 'booleans', 'active is "True"', onUsers((user) => ({ ...user, active: 'True' }))],
  ['leaves active out', 'booleans', 'active is nothing', onUsers((user) => without(user, 'active'))],
  [
    'answers primary as a string',
    'booleans',
    'primary is "True"',
    onUsers((user) => ({ ...user, roles: [{ primary: 'True', value: 'x' }] })),
  ],
  [
    'answers the manager as a string',
    'manager',
    'manager is "m" instead of {"value"',
    onUsers((user) => ({ ...user, [ENTERPRISE_USER]: { manager: 'm' } })),
  ],
  [
    'answers the manager outside of the extension',
    'manager',
    'manager is outside',
    onUsers((user) => ({ ...user, manager: { value: 'm' } })),
  ],
  [
    'answers two work e-mails',
    'types',
    'emails holds one type twice',
    onUsers((user) => ({
      ...user,
      emails: [
        { type: 'work', value: 'a' },
        { type: 'work', value: 'b' },
      ],
    })),
  ],
  ['leaves meta out', 'meta', 'meta is nothing', onUsers((user) => without(user, 'meta'))],
  [
    'answers a meta.created that is no time',
    'meta',
    'meta.created is "yesterday"',
    onUsers((user) => withMeta(user, { created: 'yesterday' })),
  ],
  [
    'answers a location of another user',
    'meta',
    'meta.location is "http://x/Users/1"',
    onUsers((user) => withMeta(user, { location: 'http://x/Users/1' })),
  ],
  [
    'leaves the Location header out',
    'meta',
    'the Location header is nothing',
    (_, answer) => ({ ...answer, headers: { 'content-type': 'application/scim+json' } }),
  ],
  [
    'answers an ETag that is not meta.version',
    'meta',
    'the ETag header is W/"9"',
    (_, answer) => ({ ...answer, headers: { ...answer.headers, etag: 'W/"9"' } }),
  ],
  [
    'stores values in lower case',
    'echo',
    'was sent as',
    onUsers((user) => ({ ...user, displayName: textOf(user, 'displayName').toLowerCase() })),
  ],
  [
    'finds no manager although it is set',
    'manager',
    'the query finds nothing',
    ({ path }, answer) =>
      path.includes('manager eq')
        ? { ...answer, body: { ...(answer.body as JsonObject), totalResults: 0, Resources: [] } }
        : answer,
  ],
];

test('a server that does everything right is refused nothing', async () => {
  const server = await startSmallServer();
  const result = await runCycles({ url: server.url, token: 't', users: 60, dialect: 'classic' });
  await server.close();
  expect(result.refused).toEqual([]);
  expect(result.needlessWrites).toBe(0);
});

test.each(FAULTS)('a server that %s is refused under "%s"', async (_, expectation, reason, fault) => {
  const server = await startSmallServer(fault);
  const isReported = (each: Refusal): boolean => each.expectation === expectation && each.reason.includes(reason);
  const result = await runCycles({
    url: server.url,
    token: 't',
    users: 20,
    dialect: 'classic',
    onCycle: ({ refused }) => (refused.some(isReported) ? 'stop' : undefined),
  });
  await server.close();
  const refusal = result.refused.find(isReported);
  expect(refusal?.request.url).toContain(server.url);
  expect(refusal?.answer.status).toBeGreaterThan(0);
});
