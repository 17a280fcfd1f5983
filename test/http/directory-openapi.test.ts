import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Example } from '../../lambdas/directory/openapi-examples.ts';
import { DIRECTORY_PATHS, EXPORT_PATHS } from '../../lambdas/directory/paths.ts';
import { OWN_PARAMETERS } from '../../lambdas/directory/users-query.ts';
import { createHistoryWriter } from '../../lambdas/store/feed/history.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import type { TenantSchemas } from '../../lambdas/tenant/settings/settings.ts';
import { createDirectory, type TestDirectory } from './test-directory.ts';
import { createScim, type TestScim } from '../support/scim.ts';
import { outdated } from '../../tools/openapi/files.ts';

const TEAM = 'urn:example:scim:schemas:Team';
const SCHEMAS: TenantSchemas = {
  extensions: [
    {
      id: TEAM,
      name: 'Team',
      appliesTo: ['Group'],
      attributes: [
        { name: 'description', type: 'string' },
        { name: 'size', type: 'integer', multiValued: true },
      ],
    },
  ],
};

let scim: TestScim;
let directory: TestDirectory;
let id: string;
let group: string;
type Named<Of> = Readonly<Record<string, Of>>;
interface Response {
  readonly description: string;
  readonly content: Named<{ readonly examples: Named<Partial<Example> & { readonly $ref?: string }> }>;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters: readonly { name: string; in: string; description?: string }[];
  readonly responses: Named<Response>;
}
interface Document {
  readonly servers: unknown;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Named<{ readonly get: Operation }>;
  readonly components: { readonly examples: Named<Example>; readonly securitySchemes: Named<{ flows?: unknown }> };
}
let document: Document;
beforeAll(async () => {
  scim = await createScim({ schemas: SCHEMAS });
  const types = tenantResourceTypes([], SCHEMAS);
  directory = createDirectory(scim, { fields: { bioUrl: 'timezone' }, context: { types, tellsValues: true } });
  ({
    body: { id },
  } = await scim.createUser({ title: 'Clerk', emails: [{ type: 'work', value: 'a@example.com' }] }));
  await scim.createUser({ active: false });
  const gone = await scim.createUser();
  await scim.request('DELETE', `/Users/${gone.body.id}`);
  const members = [{ value: id }];
  ({
    body: { id: group },
  } = await scim.request('POST', '/Groups', { displayName: 'Staff', members, [TEAM]: { description: 'All' } }));
  await scim.request('POST', '/Groups', { displayName: 'Board', members });
  const told = { event: 'user.created', type: 'User', version: 1, time: new Date().toISOString(), changed: ['title'] };
  const entries = [{ ...told, id, eventId: `test/User/${id}/1`, by: '123', requestId: 'x' }];
  await directory.feed.append(entries, told.time);
  await createHistoryWriter({ client: scim.table.documentClient, tableName: scim.table.tableName }).add(
    [...entries, ...entries.map((entry) => ({ ...entry, version: 2, previousVersion: 1 }))],
    told.time,
  );
  document = (await directory.get('/openapi.json')).body as unknown as Document;
});
afterAll(async () => scim.drop());

test('the log may name every parameter of the document', () => {
  const asked = Object.values(document.paths).flatMap(({ get }) =>
    get.parameters.filter((each) => each.in === 'query'),
  );
  const known = [...OWN_PARAMETERS, ...directory.context.fields.map(({ name }) => name)];
  expect([...new Set(asked.map(({ name }) => name))].toSorted()).toEqual([...new Set(known)].toSorted());
});

const PATHS = [...DIRECTORY_PATHS, ...Object.keys(EXPORT_PATHS)];

test('the document is OpenAPI, and has every path that there is', async () => {
  const { valid, errors } = await new Validator().validate(document as unknown as Record<string, unknown>);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(Object.keys(document.paths)).toEqual(PATHS);
  expect(document.servers).toEqual([{ url: 'http://scim.example.com/directory/v1' }]);
  expect(document.components.securitySchemes['oauth']?.flows).toEqual({
    clientCredentials: { tokenUrl: 'http://scim.example.com/oauth/token', scopes: expect.anything() as unknown },
  });
});

test('every operation has a name of its own, is in a part that is described, and takes its part of the path', () => {
  const all = Object.entries(document.paths).map(([path, { get }]) => ({ path, ...get }));
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
  const parts = new Set(document.tags.map(({ name }) => name));
  expect(all.flatMap(({ tags }) => tags).filter((tag) => !parts.has(tag))).toEqual([]);
  expect(document.tags.filter(({ name, description }) => description === name)).toEqual([]);
  for (const { path, parameters } of all)
    expect([path, parameters.some(({ name, in: where }) => name === 'id' && where === 'path')]).toEqual([
      path,
      path.includes('{id}'),
    ]);
});

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** Checks a body against the schema that the document has for an answer. */
function check(path: string, status: string, type: string, body: unknown): unknown {
  if (!ajv.getSchema('doc')) ajv.addSchema({ $id: 'doc', ...document });
  const pointer = ['paths', path, 'get', 'responses', status, 'content', type, 'schema']
    .map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map((step) => encodeURIComponent(step));
  const validate = ajv.getSchema(`doc#/${pointer.join('/')}`);
  expect(validate).toBeDefined();
  return validate?.(body) ? [] : validate?.errors;
}

test.each([
  ['/users', '/users?groups=true'],
  ['/users', '/users?limit=1'],
  ['/users/{id}', '/users/ID'],
  ['/users/{id}', '/users/ID?groups=true'],
  ['/users/{id}/history', '/users/ID/history'],
  ['/users/{id}/history', '/users/ID/history?limit=1'],
  ['/users', '/users?id=ID'],
  ['/users/{id}/groups', '/users/ID/groups?nested=true'],
  ['/users/{id}/groups', '/users/ID/groups?limit=1'],
  ['/users/{id}/history', '/users/ID/history?values=true'],
  ['/groups', '/groups'],
  ['/groups', '/groups?limit=1'],
  ['/groups/{id}', '/groups/GROUP'],
  ['/groups/{id}', '/groups/GROUP?memberCount=true'],
  ['/groups/{id}/members', '/groups/GROUP/members'],
  ['/groups/{id}/members', '/groups/GROUP/members?nested=true&expand=user'],
  ['/changes', '/changes?expand=user'],
  ['/changes', '/changes?limit=1'],
  ['/health', '/health'],
  ['/openapi.json', '/openapi.json'],
])('%s answers %s as the document says', async (path, url) => {
  const { status, body } = await directory.get(url.replace('ID', id).replace('GROUP', group));
  expect(status).toBe(200);
  expect(check(path, '200', 'application/json', body)).toEqual([]);
});

test('a problem is as the document says', async () => {
  const { body } = await directory.get('/users?limit=0');
  expect(check('/users', '400', 'application/problem+json', body)).toEqual([]);
});

describe('every answer has an example that is as the document says (npm run docs:openapi)', () => {
  test.each(PATHS)('%s', (path) => {
    for (const [status, { description, content }] of Object.entries(document.paths[path]?.get.responses ?? {})) {
      expect([status, description]).toEqual([status, expect.stringMatching(/^\w.+/)]);
      for (const [type, { examples = {} }] of Object.entries(content)) {
        const values = Object.values(examples).map(({ $ref, value }) =>
          $ref === undefined ? value : document.components.examples[$ref.slice('#/components/examples/'.length)]?.value,
        );
        // The document is its own example.
        expect([type, values.length > 0]).toEqual([type, path !== '/openapi.json' || status !== '200']);
        for (const value of values) expect([status, check(path, status, type, value)]).toEqual([status, []]);
      }
    }
  });

  test('also of a tenant with other fields', async () => {
    const other = createDirectory(scim, { fields: { team: 'nickName' } });
    const { paths } = (await other.get('/openapi.json')).body as unknown as Document;
    const [user] = Object.values(
      paths['/users/{id}']?.get.responses['200']?.content['application/json']?.examples ?? {},
    );
    expect(user?.value).toMatchObject({ userName: 'anna@example.com', fields: { team: null } });
    expect(user?.value).not.toHaveProperty('fields.bioUrl');
  });
});

test('what is made of the document is current (npm run docs:openapi)', async () => {
  expect(await outdated()).toEqual([]);
});

test('every parameter of the document is taken, and no other', async () => {
  const values: Record<string, string> = {
    limit: '5',
    groups: 'true',
    state: 'active',
    updatedSince: '2020-01-01T00:00:00Z',
    expand: 'user',
    search: 'xx',
    nested: 'true',
    memberCount: 'true',
    values: 'true',
  };
  for (const path of PATHS) {
    const parameters = document.paths[path]?.get.parameters ?? [];
    const query = parameters.filter((each) => each.in === 'query' && !['cursor', 'since'].includes(each.name));
    const text = query.map(({ name }) => `${name}=${values[name] ?? 'x'}`).join('&');
    const at = path.replace('{id}', path.startsWith('/groups') ? group : id);
    const { status } = await directory.get(`${at}?${text}`);
    expect([path, status]).toEqual([path, 200]);
    expect((await directory.get(`${at}?other=1`)).status).toBe(400);
  }
});
