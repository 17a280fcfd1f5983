import type { Seen } from '../../lambdas/traffic/kinds.ts';
import { createScim, type TestScim } from '../support/scim.ts';

let scim: TestScim;
let seen: Seen[];
beforeEach(async () => {
  seen = [];
  scim = await createScim({ observe: async (each) => void seen.push(each) });
});
afterEach(() => scim.drop());
const kinds = () => seen.map(({ kind, status, reason }) => `${kind} ${status} ${reason}`);

it('tells every request with its answer, the refused ones too, and nothing personal', async () => {
  const { body } = await scim.createUser({ userName: 'anna@example.com' });
  await scim.createUser({ userName: 'anna@example.com' });
  await scim.request('GET', `/Users?filter=${encodeURIComponent('userName eq "anna@example.com"')}`);
  await scim.request('GET', `/Users?filter=${encodeURIComponent('badge eq "anna@example.com"')}`);
  await scim.request('GET', `/Users?filter=${encodeURIComponent('userName eq "anna')}`);
  await scim.request('PATCH', `/Users/${body.id}`, { Operations: [{ op: 'Replace', path: 'active', value: 'No' }] });
  await scim.request('PATCH', `/Users/${body.id}`, '{');
  await scim.request('DELETE', '/Users');
  expect(kinds()).toEqual([
    'userCreate 201 -',
    'userCreate 409 uniqueness',
    'userQuery 200 -',
    // Its name is in no schema, and could be anything.
    'userQuery 400 attribute:?',
    'userQuery 400 cut',
    'userDisable 400 invalidValue',
    'userPatch 400 invalidSyntax',
    'other 405 -',
  ]);
  expect(JSON.stringify(seen.map(({ mark: _, ...kept }) => kept))).not.toContain('anna');
});

it('tells nothing of a probe', async () => {
  const { table } = scim;
  const probe = await createScim({ scopes: 'probe', table, observe: async (each) => void seen.push(each) });
  expect(await probe.request('GET', '/Users?count=0')).toMatchObject({ status: 200 });
  expect(await probe.request('GET', '/Users')).toMatchObject({ status: 403 });
  expect(kinds()).toEqual([]);
});

it.each([
  ['/scim/scim/v2/Users', 'http://scim.example.com/scim/v2'],
  ['/Users', 'http://scim.example.com/scim/v2'],
  ['/v2/Users/1', 'http://scim.example.com/scim/v2'],
  ['/scim/v2/users', 'http://scim.example.com/scim/v2'],
  ['/scim/v2/scim/v2/Groups', 'http://scim.example.com/scim/v2'],
])('%s is answered with the Tenant URL that is right', async (path, url) => {
  const { status, body, headers } = await scim.requestAt('GET', path);
  expect([status, headers['content-type']]).toEqual([404, 'application/scim+json']);
  expect(body.detail).toContain(`"${path}"; the Tenant URL of this endpoint is ${url}:`);
  expect(kinds()).toEqual(['unknownRoute 404 -']);
});

it('finds the stage in front of a wrong path', async () => {
  const { tenantUrlOf } = await import('../../lambdas/http/scim/request.ts');
  const baseOf = (resource: string, proxy: string, path: string) =>
    tenantUrlOf({
      resource,
      pathParameters: { proxy },
      headers: {},
      requestContext: { domainName: 'a.execute-api.eu-central-1.amazonaws.com', path },
    });
  const right = 'https://a.execute-api.eu-central-1.amazonaws.com/live/scim/v2';
  expect(baseOf('/{proxy+}', 'v2/Users', '/live/v2/Users')).toBe(right);
  expect(baseOf('/scim/{proxy+}', 'scim/v2/Users/a b', '/live/scim/scim/v2/Users/a%20b')).toBe(right);
  expect(baseOf('/scim/v2/{proxy+}', 'users', '/live/scim/v2/users/')).toBe(right);
});

it.each([
  ['directory', 'GET', '/Users', {}, 'refused 403 none scope'],
  ['scim:read', 'POST', '/Users', {}, 'refused 403 none scope'],
  ['scim', 'GET', '/Users?access_token=x', {}, 'refused 400 none query-string'],
  ['scim', 'GET', '/Users', { authorization: 'Bearer x', Authorization: 'Bearer x' }, 'refused 400 none repeated'],
])(
  'a credential with the scope %s that sends %s %s is counted as refused',
  async (scopes, method, url, headers, kind) => {
    const other = await createScim({ scopes, observe: async (each) => void seen.push(each) });
    await other.request(method, url, method === 'POST' ? { userName: 'anna@example.com' } : undefined, headers);
    await other.drop();
    expect(kinds()).toEqual([kind]);
  },
);
