import fc from 'fast-check';

/** A request as a client could send it, sensible or not. */
export interface FuzzRequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly headers: Record<string, string>;
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const NAMES = [
  'userName',
  'USERNAME',
  'name',
  'givenName',
  'displayName',
  'title',
  'active',
  'emails',
  'phoneNumbers',
  'addresses',
  'roles',
  'photos',
  'x509Certificates',
  'password',
  'groups',
  'members',
  'id',
  'externalId',
  'meta',
  'schemas',
  'manager',
  'department',
  'unknown',
  ENTERPRISE,
  `${ENTERPRISE}:manager`,
  `${ENTERPRISE}.department`,
  'urn:x:y',
  'name.givenName',
  'emails.value',
  'emails[type eq "work"].value',
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  '$ref',
  'value',
  'type',
  'primary',
  'Operations',
  'op',
  'path',
  'data',
  'bulkId',
];

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e308,
    1e-320,
    2 ** 53,
    'True',
    'false',
    '',
    ' ',
    'x',
    'ada@example.com',
    '\ud800',
    '\u0000',
    'ß',
    'İ',
    'Σς',
    'e\u0301',
    'é',
    'bulkId:a',
    'W/"1"',
    'x'.repeat(600),
    '2027-01-01T00:00:00Z',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer(),
);
const key = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...NAMES) }, fc.string({ unit: 'binary', maxLength: 8 }));

/** Objects are built from pairs, so that a key "__proto__" is one. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
  ),
})).value;

const element = fc.record(
  {
    value: fc.oneof(scalar, json),
    type: fc.constantFrom('work', 'home', '', null),
    primary: fc.constantFrom(true, false, 'True'),
  },
  { requiredKeys: [] },
);
const user = fc
  .record(
    {
      schemas: fc.constantFrom<unknown>(['urn:ietf:params:scim:schemas:core:2.0:User'], [ENTERPRISE], [], 'x', null),
      userName: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ max: 60, min: 0 }).map((n) => `fuzz-${n}@example.com`) },
        scalar,
      ),
      externalId: scalar,
      title: scalar,
      active: fc.constantFrom<unknown>(true, false, 'False', 'x', 1),
      name: fc.oneof(fc.record({ givenName: scalar, familyName: scalar }, { requiredKeys: [] }), json),
      emails: fc.oneof(fc.array(element, { maxLength: 3 }), json),
      [ENTERPRISE]: fc.oneof(
        fc.record(
          { department: scalar, manager: fc.oneof(scalar, fc.array(element, { maxLength: 2 }), element) },
          { requiredKeys: [] },
        ),
        json,
      ),
      displayName: fc.oneof(
        fc.integer({ max: 20, min: 0 }).map((n) => `group ${n}`),
        scalar,
      ),
      members: fc.oneof(fc.array(element, { maxLength: 3 }), json),
    },
    { requiredKeys: [] },
  )
  .chain((base) =>
    fc
      .option(json, { freq: 6, nil: {} })
      .map((extra) =>
        typeof extra === 'object' && extra !== null && !Array.isArray(extra) ? { ...base, ...extra } : base,
      ),
  );

const FILTER_BITS = [
  '(',
  ')',
  '[',
  ']',
  ' and ',
  ' or ',
  'not ',
  ' eq ',
  ' ne ',
  ' co ',
  ' gt ',
  ' pr',
  '"x"',
  '"',
  'true',
  'null',
  '1e9',
  'userName',
  'emails',
  '.value',
  'meta.created',
  `${ENTERPRISE}:manager`,
  'active',
  'type',
  '\\',
  '"\\u0000"',
  'ß',
];
const filter = fc.oneof(
  fc.array(fc.constantFrom(...FILTER_BITS), { maxLength: 14 }).map((bits) => bits.join('')),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'le', 'is'), scalar)
    .map(([name, operator, value]) => `${name} ${operator} ${JSON.stringify(value)}`),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const operation = fc.oneof(
  fc.record(
    {
      op: fc.constantFrom<unknown>('add', 'Replace', 'remove', 'Remove', 'move', null, 1),
      path: fc.oneof(fc.constantFrom(...NAMES), filter, scalar),
      value: fc.oneof(scalar, json, fc.array(element, { maxLength: 2 })),
    },
    { requiredKeys: [] },
  ),
  json,
);
const patch = fc.record(
  {
    schemas: fc.constantFrom<unknown>([PATCH], [], null),
    Operations: fc.oneof(fc.array(operation, { maxLength: 5 }), json),
  },
  { requiredKeys: [] },
);
const bulk = fc.record({
  schemas: fc.constant(['urn:ietf:params:scim:api:messages:2.0:BulkRequest']),
  failOnErrors: fc.constantFrom<unknown>(undefined, 1, 0, 'x'),
  Operations: fc.oneof(
    fc.array(
      fc.record(
        {
          method: fc.constantFrom('POST', 'PATCH', 'delete', 'GET', 'PUT'),
          path: fc.constantFrom('/Users', '/Groups', '/Users/bulkId:a', '/Users/%', '/', ''),
          bulkId: fc.constantFrom('a', 'b', ''),
          data: fc.oneof(user, patch),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    ),
    json,
  ),
});
const search = fc.record(
  {
    schemas: fc.constant(['urn:ietf:params:scim:api:messages:2.0:SearchRequest']),
    filter: fc.oneof(filter, scalar),
    count: scalar,
    startIndex: scalar,
    cursor: scalar,
    sortBy: fc.oneof(fc.constantFrom(...NAMES), scalar),
    attributes: fc.oneof(fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }), scalar),
  },
  { requiredKeys: [] },
);

const parameter = fc.oneof(
  filter.map((text) => ['filter', text]),
  fc.tuple(
    fc.constantFrom(
      'count',
      'startIndex',
      'cursor',
      'sortBy',
      'sortOrder',
      'attributes',
      'excludedAttributes',
      'unknown',
      '__proto__',
    ),
    fc.oneof(
      fc.constantFrom('', '0', '1', '-5', '999999999999', 'x', ...NAMES),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
  ),
);
const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  fc
    .array(parameter, { maxLength: 3 })
    .map(
      (pairs) =>
        `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent((value ?? '').toWellFormed())}`).join('&')}`,
    ),
);

/** Requests to a directory whose ids are known; `ids` holds some of them. */
export function anyRequest(ids: readonly string[]): fc.Arbitrary<FuzzRequest> {
  const id = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('unknown', ...ids) },
    fc.constantFrom('a'.repeat(2000), '%20', '__proto__', '.search'),
  );
  const headers = fc.record(
    {
      'if-match': fc.constantFrom('W/"1"', '*', '"', 'x', ''),
      'if-none-match': fc.constantFrom('W/"2"', '*'),
      accept: fc.constantFrom('application/json', '*/*', 'text/html', ''),
    },
    { requiredKeys: [] },
  );
  const wrongType = fc.option(fc.constantFrom('text/plain', 'application/json;charset=x', ''), {
    freq: 12,
    nil: 'application/scim+json',
  });
  const raw = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('{', '[]', 'null', '1', '{"userName":', '{"__proto__":{}}', '['.repeat(50_000)),
  );
  const shaped: [number, fc.Arbitrary<{ method: string; path: string; body: unknown }>][] = [
    [8, fc.record({ method: fc.constant('POST'), path: fc.constantFrom('/Users', '/Users', '/Groups'), body: user })],
    [
      8,
      fc.record({
        method: fc.constant('PATCH'),
        path: fc.tuple(fc.constantFrom('/Users/', '/Groups/'), id).map((parts) => parts.join('')),
        body: patch,
      }),
    ],
    [
      4,
      fc.record({
        method: fc.constant('PUT'),
        path: fc.tuple(fc.constantFrom('/Users/', '/Groups/'), id).map((parts) => parts.join('')),
        body: user,
      }),
    ],
    [
      3,
      fc.record({
        method: fc.constantFrom('GET', 'HEAD', 'DELETE'),
        path: fc.tuple(fc.constantFrom('/Users/', '/Groups/'), id).map((parts) => parts.join('')),
        body: fc.constant(undefined),
      }),
    ],
    [
      6,
      fc.record({
        method: fc.constant('GET'),
        path: fc.constantFrom('/Users', '/Groups', '/Schemas', '/ResourceTypes', '/ServiceProviderConfig', '/Me'),
        body: fc.constant(undefined),
      }),
    ],
    [
      2,
      fc.record({
        method: fc.constant('POST'),
        path: fc.constantFrom('/.search', '/Users/.search', '/Groups/.search'),
        body: search,
      }),
    ],
    [2, fc.record({ method: fc.constant('POST'), path: fc.constant('/Bulk'), body: bulk })],
    [
      2,
      fc.record({
        method: fc.constantFrom('POST', 'PUT', 'PATCH', 'GET', 'OPTIONS', 'DELETE', 'TRACE'),
        path: fc.constantFrom('/Users', '/Bulk', '/Me', '/Schemas/x', '/.search'),
        body: fc.oneof(raw, json),
      }),
    ],
  ];
  return fc
    .tuple(fc.oneof(...shaped.map(([weight, arbitrary]) => ({ weight, arbitrary }))), query, headers, wrongType)
    .map(([request, parameters, more, contentType]) => ({
      method: request.method,
      url: request.path + parameters,
      body: request.body,
      headers: { ...more, ...(request.body === undefined ? {} : { 'content-type': contentType }) },
    }));
}
