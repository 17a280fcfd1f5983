import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SETUP_PATHS } from '../../../lambdas/directory/setup/paths.ts';
import { createHistoryWriter } from '../../../lambdas/store/feed/history.ts';
import { createJournalWriter } from '../../../lambdas/store/traffic/write-journal.ts';
import { createTrafficStore } from '../../support/traffic.ts';
import { createScim, type TestScim } from '../../support/scim.ts';
import { createSetup, type TestSetup } from './test-setup.ts';

type Operations = Readonly<Record<string, { readonly parameters: readonly { name: string; in: string }[] }>>;
interface Document {
  readonly servers: unknown;
  readonly paths: Readonly<Record<string, Operations>>;
}

let scim: TestScim;
let setup: TestSetup;
let document: Document;
let id: string;
beforeAll(async () => {
  scim = await createScim();
  const federation = { clientId: 'c', audiences: ['a'], subject: 's', tenantId: 't' };
  const tenant = { name: 'test', profile: 'entra', federation };
  setup = await createSetup(scim, { context: { tenant } });
  id = (await scim.createUser({ externalId: 'anna', title: 'Clerk' })).body.id;
  await scim.request('POST', '/Groups', { displayName: 'Staff', members: [{ value: id }] });
  const gone = await scim.createUser();
  await scim.request('DELETE', `/Users/${gone.body.id}`);
  const access = { client: scim.table.documentClient, tableName: scim.table.tableName };
  const time = new Date().toISOString();
  const told = { event: 'user.created', type: 'User', id, time, changed: ['title'], by: 'key', requestId: 'x' };
  const versions = Array.from({ length: 60 }, (_, at) => ({ ...told, version: at + 1, eventId: `x/${at}` }));
  await createHistoryWriter(access).add(versions, time);
  await createTrafficStore(access).add({
    start: time,
    counters: [
      { kind: 'userCreate', status: 201, reason: '-', count: 1, last: time },
      { kind: 'refused', status: 401, reason: 'bearer unknown', count: 1, last: time },
    ],
    times: { userCreate: { first: time, last: time }, refused: { first: time, last: time } },
    marks: { patch: [], conflict: [], missing: [] },
    leftOut: { shoeSize: 1 },
  });
  const whom = { name: 'bert', externalId: 'b' };
  const refusal = {
    operation: 'create',
    type: 'User',
    status: 409,
    scimType: 'uniqueness',
    attributes: ['userName'],
  } as const;
  const journal = createJournalWriter(access);
  await journal.addRefusal({
    refusal: { ...refusal, at: time, whom, requestId: 'r', clientRequestId: id },
    names: ['bert'],
  });
  await journal.addLeftOut(time, 3);
  document = (await setup.get<Document>('/openapi.json')).body;
});
afterAll(async () => scim.drop());

test('the document is OpenAPI, and has every path and method that there is', async () => {
  const { valid, errors } = await new Validator().validate({ ...document });
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  const methods = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.keys(operations).map((method) => method.toUpperCase()),
  ]);
  expect(Object.fromEntries(methods)).toEqual(SETUP_PATHS);
  expect(document.servers).toEqual([{ url: 'http://scim.example.com/live/setup/api' }]);
});

/** Checks a body against the schema that the document has for an answer. */
function check(path: string, method: string, status: number | string, type: string, body: unknown): unknown {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'doc', ...document });
  const pointer = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema']
    .map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map((step) => encodeURIComponent(step));
  const validate = ajv.getSchema(`doc#/${pointer.join('/')}`);
  expect(validate).toBeDefined();
  return validate?.(body) ? [] : validate?.errors;
}

test.each([
  ['GET', '/overview', '/overview', 200],
  ['GET', '/health', '/health?days=30', 200],
  ['GET', '/fields', '/fields', 200],
  ['GET', '/people', '/people?externalId=anna', 200],
  ['GET', '/people', '/people?leaving=true', 200],
  ['GET', '/people', '/people?search=nobody', 200],
  ['GET', '/people/{id}', '/people/ID', 200],
  ['GET', '/activity', '/activity', 200],
  ['GET', '/activity', '/activity?person=nobody', 200],
  ['POST', '/credentials', '/credentials', 201],
  ['GET', '/credentials', '/credentials', 200],
  ['GET', '/openapi.json', '/openapi.json', 200],
])('%s %s answers %s as the document says', async (method, path, url, status) => {
  const sent = method === 'POST' ? { kind: 'client' } : undefined;
  const answer = await setup.at(method, `/setup/api${url.replace('ID', id)}`, sent);
  expect(answer.status).toBe(status);
  expect(check(path, method, status, 'application/json', answer.body)).toEqual([]);
});

test('a timeline goes on on the next page', async () => {
  interface Page {
    readonly timeline: readonly unknown[];
    readonly next?: string;
  }
  const { body } = await setup.get<Page>(`/people/${id}`);
  expect(body.timeline).toHaveLength(50);
  const rest = await setup.get<Page>(`/people/${id}?cursor=${body.next}`);
  expect(rest.body.timeline).toHaveLength(10);
  expect(rest.body.next).toBeUndefined();
  expect((await setup.get(`/people/${id}?cursor=AAAA`)).status).toBe(400);
});

test.each([
  ['GET', '/people', '/people', 400],
  ['POST', '/credentials', '/credentials', 400],
  ['GET', '/people/{id}', '/people/none', 404],
])('a problem of %s %s is as the document says', async (method, path, url, status) => {
  const answer = await setup.at(method, `/setup/api${url}`, method === 'POST' ? {} : undefined);
  expect(answer.status).toBe(status);
  expect(check(path, method, 'default', 'application/problem+json', answer.body)).toEqual([]);
});

const ACTIVITY = { kind: 'others', type: 'User', result: 'done', from: '2026-11-01T08:00:00Z' };

test('every parameter of the document is taken, and no other', async () => {
  const values: Record<string, string> = { days: '7', search: 'xx', leaving: 'true', ...ACTIVITY };
  for (const [path, { get }] of Object.entries(document.paths)) {
    const target = path.replace('{id}', id);
    for (const { name } of get?.parameters.filter((each) => each.in === 'query' && each.name !== 'cursor') ?? []) {
      const { status } = await setup.get(`${target}?${name}=${values[name] ?? 'x'}`);
      expect([path, name, status]).toEqual([path, name, 200]);
    }
    if (get) expect([path, (await setup.get(`${target}?other=1`)).status]).toEqual([path, 400]);
  }
});
