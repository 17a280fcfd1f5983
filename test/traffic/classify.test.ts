import { classify, type Finished } from '../../lambdas/traffic/classify.ts';

const GUID = '7c7c1a3e-0d5b-4f5e-9a3c-0b6f4f2f8a11';
const finished = (method: string, route: string | undefined, more: Partial<Finished> = {}): Finished => ({
  route,
  method,
  id: route?.includes('{id}') ? GUID : '',
  filter: undefined,
  body: undefined,
  status: 200,
  scimType: undefined,
  found: undefined,
  nameInSchema: (name) => (name === 'unknown' ? undefined : name),
  ...more,
});
const kindOf = (...args: Parameters<typeof finished>): string => {
  const { kind, status, reason } = classify(finished(...args));
  return `${kind} ${status} ${reason}`;
};
const query = (filter: string, found = 0, route = '/Users') => finished('GET', route, { filter, found });
const patch = (...Operations: unknown[]) => ({ body: { Operations } });

describe('a search', () => {
  test.each([
    [`userName eq "${GUID}"`, 0, 'probe'],
    [`emails[type eq "work"].value eq "${GUID}"`, 0, 'probe'],
    [`userName eq ${GUID}`, 0, 'probe'],
    [`externalId eq "${GUID}"`, 0, 'probe'],
    [`externalId eq "${GUID}"`, 1, 'userQuery'],
    ['userName eq "anna@example.com"', 0, 'userQuery'],
    [`id eq "${GUID}"`, 0, 'userQuery'],
    [`id eq "${GUID}" and manager eq "${GUID}"`, 0, 'userQuery'],
    [`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "${GUID}"`, 0, 'userQuery'],
    [`id eq "${GUID}" and manager eq "${GUID}"`, 1, 'userQuery'],
  ])('%s that finds %i is a %s', (filter, found, kind) => {
    expect(classify(query(filter, found)).kind).toBe(kind);
  });

  test('of groups is told apart from that of users', () => {
    expect(classify(query('displayName eq "Staff"', 0, '/Groups')).kind).toBe('groupQuery');
    expect(classify(query(`displayName eq "${GUID}"`, 0, '/Groups')).kind).toBe('probe');
  });

  test.each([
    ['badge eq "somebody"', 'attribute:badge'],
    ['urn:example:Badge:number eq "somebody"', 'attribute:urn:example:Badge:number'],
    ['unknown eq "somebody"', 'attribute:?'],
    ['userName eq "somebody', 'cut'],
    ['userName eq "some\\"body', 'cut'],
    ['somebody@example.com', 'invalidFilter'],
  ])('%s that is refused is told as %s, without its value', (filter, reason) => {
    const seen = classify({ ...query(filter), status: 400, scimType: 'invalidFilter' });
    expect(seen.reason).toBe(reason);
    expect(JSON.stringify(seen)).not.toContain('somebody');
  });
});

describe('what is done to a user', () => {
  test.each<[string, Parameters<typeof finished>, string]>([
    ['POST', ['POST', '/Users', { status: 201 }], 'userCreate 201 -'],
    ['POST twice', ['POST', '/Users', { status: 409, scimType: 'uniqueness' }], 'userCreate 409 uniqueness'],
    ['PUT', ['PUT', '/Users/{id}'], 'userReplace 200 -'],
    ['DELETE', ['DELETE', '/Users/{id}', { status: 204 }], 'userDelete 204 -'],
    ['HEAD', ['HEAD', '/Users/{id}'], 'userRead 200 -'],
    ['PATCH', ['PATCH', '/Users/{id}', patch({ op: 'Replace', path: 'title', value: 'x' })], 'userPatch 200 -'],
    [
      'PATCH active',
      ['PATCH', '/Users/{id}', patch({ op: 'Replace', path: 'active', value: 'False' })],
      'userDisable 200 -',
    ],
    [
      'PATCH of several',
      ['PATCH', '/Users/{id}', patch({ op: 'replace', value: { title: 'x', active: false } })],
      'userDisable 200 -',
    ],
    [
      'PATCH active by URN',
      [
        'PATCH',
        '/Users/{id}',
        patch({ op: 'add', path: 'urn:ietf:params:scim:schemas:core:2.0:User:active', value: 'No' }),
      ],
      'userDisable 200 -',
    ],
    [
      'PATCH back',
      ['PATCH', '/Users/{id}', patch({ op: 'Replace', path: 'active', value: 'True' })],
      'userPatch 200 -',
    ],
    [
      'PATCH manager',
      [
        'PATCH',
        '/Users/{id}',
        patch({ op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', value: GUID }),
      ],
      'userPatch 200 manager',
    ],
    ['PATCH that is no JSON', ['PATCH', '/Users/{id}', { body: '{"', status: 400 }], 'userPatch 400 -'],
    ['PATCH of nonsense', ['PATCH', '/Users/{id}', { body: { Operations: [null, 1, { op: 2 }] } }], 'userPatch 200 -'],
  ])('%s', (_name, args, expected) => {
    expect(kindOf(...args)).toBe(expected);
  });
});

describe('what is done to a group', () => {
  const member = [{ value: GUID }];
  test.each<[string, unknown[], string]>([
    ['added', [{ op: 'Add', path: 'members', value: member }], 'groupMembers 204 add'],
    ['removed', [{ op: 'Remove', path: 'members', value: member }], 'groupMembers 204 remove'],
    ['removed by a path', [{ op: 'remove', path: `members[value eq "${GUID}"]` }], 'groupMembers 204 remove'],
    ['all removed', [{ op: 'Remove', path: 'members' }], 'groupMembers 204 removeAll'],
    ['replaced', [{ op: 'replace', value: { members: [] } }], 'groupMembers 204 replace'],
    ['left alone', [{ op: 'Replace', path: 'displayName', value: 'x' }], 'groupPatch 204 -'],
  ])('members are %s', (_name, operations, expected) => {
    expect(kindOf('PATCH', '/Groups/{id}', { status: 204, ...patch(...operations) })).toBe(expected);
  });

  test('a group may be created with its members', () => {
    expect(kindOf('POST', '/Groups', { status: 201, body: { members: member } })).toBe('groupCreate 201 members');
    expect(kindOf('POST', '/Groups', { status: 201, body: { members: [] } })).toBe('groupCreate 201 -');
  });
});

test.each<[string, Parameters<typeof finished>, string]>([
  ['a path that is no route', ['GET', undefined, { status: 404 }], 'unknownRoute 404 -'],
  ['an endpoint as an id', ['GET', '/Users/{id}', { id: 'Users', status: 404 }], 'unknownRoute 404 -'],
  ['/Schemas', ['GET', '/Schemas/{id}'], 'discovery 200 -'],
  ['what old clients ask for', ['GET', '/ServiceProviderConfigs'], 'discovery 200 -'],
  ['/Bulk', ['POST', '/Bulk'], 'bulk 200 -'],
  ['a type of the tenant', ['GET', '/Printers'], 'other 200 -'],
  ['a method that is not there', ['DELETE', '/Users', { status: 405 }], 'other 405 -'],
])('%s', (_name, args, expected) => {
  expect(kindOf(...args)).toBe(expected);
});

test('requests that mean something when they come again are marked, others are not', () => {
  const body = { Operations: [{ op: 'Replace', path: 'title', value: 'x' }] };
  const markOf = (...args: Parameters<typeof finished>) => classify(finished(...args)).mark;
  const first = markOf('PATCH', '/Users/{id}', { body });
  expect(first).toEqual(markOf('PATCH', '/Users/{id}', { body }));
  expect(first).not.toEqual(markOf('PATCH', '/Users/{id}', { body, id: 'other' }));
  expect(markOf('PATCH', '/Users/{id}', { body, status: 400 })).toBeUndefined();
  expect(markOf('POST', '/Users', { body: {}, status: 409 })?.name).toBe('conflict');
  expect(markOf('GET', '/Users/{id}', { status: 404 })?.name).toBe('missing');
  expect(markOf('GET', '/Users/{id}')).toBeUndefined();
});
