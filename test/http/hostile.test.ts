import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { hostileRequests, typeOf } from '../../bench/hostile-requests.ts';
import type { JsonObject } from '../../lambdas/scim/json.ts';
import { toResourceItem } from '../../lambdas/store/table/resource-item.ts';
import { createScim, type ScimAnswer, type TestScim } from '../support/scim.ts';

/** As many as one attribute can have. */
const HELD = 2_000;
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

let scim: TestScim;
beforeAll(async () => {
  scim = await createScim();
});
afterAll(async () => scim.drop());

/** A resource as it may be in the table, past the API. */
async function put(type: string, attributes: JsonObject): Promise<string> {
  const id = crypto.randomUUID();
  const now = new Date().toISOString();
  const resource = { type, id, version: 1, created: now, lastModified: now, attributes };
  const { documentClient, tableName: TableName } = scim.table;
  await documentClient.send(new PutCommand({ TableName, Item: toResourceItem(resource, 'test') }));
  return id;
}

/** What each is refused with; `npm run bench:hostile` prints what the same requests take of the processor. */
const REFUSED: Readonly<Record<string, readonly [scimType: string, says: string]>> = {
  'removes 5,000 values by value': ['invalidValue', 'would have 5000 values; at most 2000'],
  'removes 2,000 values by value, one by one': ['tooMany', 'send fewer operations in a request'],
  '5 operations with a filter of 400 terms': ['tooMany', 'Operations[0] (replace): the request looks at more'],
  '200 filtered paths': ['tooMany', 'Operations[124] (replace): the request looks at more'],
  '2,000 removes by filter': ['tooMany', 'name values by a list'],
  'adds 4,000 values': ['invalidValue', 'would have 4000 values; at most 2000'],
  'adds 2,000 values, one by one': ['invalidValue', 'Operations[0] (add): "roles" would have 2001 values'],
  '2,000 keys of one operation that are filtered paths': ['tooMany', 'Operations[0] (replace): the request looks'],
  '60,000 unknown keys': ['tooMany', 'an object of more than 2000 keys'],
  '40,000 unknown paths': ['tooMany', 'an object of more than 2000 keys'],
  '40,000 unknown keys in an extension': ['tooMany', 'an object of more than 2000 keys'],
  '2,000 keys that are filtered paths': ['tooMany', 'the request looks at more'],
  '50,000 values': ['invalidValue', '"roles" would have 50000 values; at most 2000'],
  '2,000 operations that remove 40,000 members': ['tooMany', 'names 40000 members; at most 10000'],
};

const requests = hostileRequests({ held: HELD });

test('every hostile request has its answer here', () => {
  expect(requests.map(({ name }) => name)).toEqual(Object.keys(REFUSED));
});

test.each(requests)('$name', async (request) => {
  const { name, method, url, body, holds = {} } = request;
  const type = typeOf(request).name;
  const own: JsonObject = type === 'Group' ? { displayName: 'x' } : { userName: crypto.randomUUID(), active: true };
  const id = url.includes('{id}') ? await put(type, { ...own, ...holds }) : '';
  const answer = await scim.request(method, url.replace('{id}', id), body);
  const [scimType, says] = REFUSED[name] ?? [];
  expect(answer).toMatchObject({ status: 400, body: { scimType } });
  expect(answer.body.detail).toContain(says);
});

describe('what is within the budget', () => {
  const values = (count: number, from = 0) => Array.from({ length: count }, (_, at) => ({ value: `v${at + from}` }));
  const holding = async (count: number): Promise<string> =>
    put('User', { userName: crypto.randomUUID(), active: true, roles: values(count) });
  const patch = async (id: string, ...Operations: object[]): Promise<ScimAnswer> =>
    scim.request('PATCH', `/Users/${id}`, { schemas: [PATCH], Operations });

  test('values come and go by lists, whatever is there', async () => {
    const id = await holding(HELD);
    const gone = await patch(id, { op: 'remove', path: 'roles', value: values(HELD - 1) });
    expect(gone.body['roles']).toEqual([{ value: `v${HELD - 1}` }]);
    const come = await patch(id, { op: 'add', path: 'roles', value: values(HELD - 1, HELD) });
    expect(come.body['roles']).toHaveLength(HELD);
  });

  test('an attribute that has too many values can be made smaller, and not larger', async () => {
    const id = await holding(HELD + 5);
    const filtered = await patch(id, { op: 'replace', path: 'roles[value eq "v0"].display', value: 'x' });
    expect(filtered).toMatchObject({ status: 200 });
    expect(await patch(id, { op: 'add', path: 'roles', value: values(1, HELD * 2) })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
    const fewer = await patch(id, { op: 'remove', path: 'roles', value: values(5) });
    expect(fewer.body['roles']).toHaveLength(HELD);
  });

  test('a Bulk request has the budget once, in equal parts', async () => {
    const path = (at: number) => ({ op: 'replace', path: `roles[value eq "v${at}"].display`, value: 'x' });
    const Operations = await Promise.all(
      [100, 100].map(async (count) => ({
        method: 'PATCH',
        path: `/Users/${await holding(HELD)}`,
        data: { schemas: [PATCH], Operations: Array.from({ length: count }, (_, at) => path(at)) },
      })),
    );
    const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
    const bulk = async (some: object[]) =>
      (await scim.request('POST', '/Bulk', { schemas: [BULK], Operations: some })).body['Operations'];
    expect(await bulk(Operations)).toMatchObject([{ status: '400' }, { status: '400' }]);
    expect(await bulk(Operations.slice(1))).toMatchObject([{ status: '200' }]);
  });
});
