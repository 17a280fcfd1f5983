import { createScim, type TestScim } from '../support/scim.ts';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const patchOf = (...operations: unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});

describe('what bad input gets', () => {
  let scim: TestScim;
  let id: string;
  beforeAll(async () => {
    scim = await createScim();
    id = (await scim.createUser({ title: 'before', emails: [{ type: 'work', value: 'a@example.com' }] })).body.id;
  });
  afterAll(async () => scim.drop());

  const refused = async (
    answer: ReturnType<TestScim['request']>,
    status: number,
    scimType: string | undefined,
    detail: RegExp | string,
  ) => {
    const { body, headers, status: actual } = await answer;
    expect({ status: actual, ...body }).toMatchObject({
      status: String(status),
      schemas: [ERROR],
      ...(scimType ? { scimType } : {}),
    });
    expect(actual).toBe(status);
    if (!scimType) expect(body).not.toHaveProperty('scimType');
    expect(headers['content-type']).toBe('application/scim+json');
    expect(body.detail).toMatch(detail);
  };

  test('brackets that have no end are no work, wherever they stand', async () => {
    const brackets = '['.repeat(200_000);
    const made = await scim.request('POST', '/Users', { userName: 'brackets', [brackets]: 1 });
    expect(made.status).toBe(201);
    const url = `/Users/${made.body.id}`;
    const patched = await scim.request('PATCH', url, patchOf({ op: 'add', value: { [brackets]: 1, title: 'T' } }));
    expect([patched.status, patched.body['title']]).toEqual([200, 'T']);
    await refused(
      scim.request('PATCH', url, patchOf({ op: 'add', path: brackets, value: 1 })),
      400,
      'invalidPath',
      /200000 characters long/,
    );
  });

  test.each<[string, unknown, Record<string, string>, number, string | undefined, RegExp]>([
    ['malformed JSON', '{"userName": "x"', {}, 400, 'invalidSyntax', /not valid JSON/],
    ['an empty body', '', {}, 400, 'invalidSyntax', /empty/],
    [
      'a list that is nested too deeply',
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      {},
      400,
      'invalidSyntax',
      /nested deeper than 100/,
    ],
    [
      'a value that is nested too deeply',
      `{"userName":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      {},
      400,
      'invalidSyntax',
      /nested deeper/,
    ],
    ['a list within a list', { userName: 'x', emails: [[]] }, {}, 400, 'invalidValue', /"emails\[0\]" is a list/],
    ['a list as body', [], {}, 400, 'invalidSyntax', /JSON object/],
    ['null as body', 'null', {}, 400, 'invalidSyntax', /JSON object/],
    [
      'a wrong content type',
      '{}',
      { 'content-type': 'text/html' },
      415,
      undefined,
      /"text\/html".*application\/scim\+json/,
    ],
    ['a body over 1 MiB', JSON.stringify({ userName: 'x'.repeat(1_048_577) }), {}, 413, undefined, /at most 1048576/],
    ['a missing userName', { displayName: 'x' }, {}, 400, 'invalidValue', /"userName" is required/],
    ['an empty userName', { userName: '' }, {}, 400, 'invalidValue', /"userName" is required/],
    [
      'a userName that is no text',
      { userName: true },
      {},
      400,
      'invalidValue',
      /"userName" is true; it must be a string/,
    ],
    [
      'a boolean that is none',
      { userName: 'x', active: 'perhaps' },
      {},
      400,
      'invalidValue',
      /"active" is "perhaps"; it must be true or false/,
    ],
    ['a list where a value belongs', { userName: 'x', title: ['y'] }, {}, 400, 'invalidValue', /"title"/],
    [
      'a string where an object belongs',
      { userName: 'x', name: 'y' },
      {},
      400,
      'invalidValue',
      /"name" is "y"; it must be an object/,
    ],
    ['an attribute under two spellings', { userName: 'x', USERNAME: 'y' }, {}, 400, 'invalidSyntax', /twice/],
    ['half a surrogate pair', '{"userName":"x\\ud800"}', {}, 400, 'invalidValue', /surrogate/],
    [
      'more e-mails than can be indexed',
      { userName: 'x', emails: Array.from({ length: 41 }, (_, n) => ({ value: `${n}` })) },
      {},
      400,
      'invalidValue',
      /at most 40/,
    ],
    [
      'a user that is too large',
      { userName: 'x', displayName: 'y'.repeat(400_000) },
      {},
      400,
      'invalidValue',
      /at most/,
    ],
  ])('POST with %s', async (_name, body, headers, status, scimType, detail) => {
    const before = (await scim.request('GET', '/Users?count=0')).body.totalResults;
    await refused(scim.request('POST', '/Users', body, headers), status, scimType, detail);
    expect((await scim.request('GET', '/Users?count=0')).body.totalResults).toBe(before);
  });

  test.each<[string, unknown, string, RegExp]>([
    ['no Operations', { schemas: [] }, 'invalidSyntax', /"Operations" is missing/],
    ['an unknown op', patchOf({ op: 'move', path: 'title' }), 'invalidSyntax', /Operations\[0\]: "op" is "move"/],
    [
      'a path that cannot be parsed',
      patchOf({ op: 'add', path: 'emails[type eq', value: 1 }),
      'invalidPath',
      /position 15/,
    ],
    [
      'an unclosed string',
      patchOf({ op: 'add', path: 'emails[type eq "work].value', value: 1 }),
      'invalidPath',
      /not closed/,
    ],
    [
      'an operator that makes no sense',
      patchOf({ op: 'add', path: 'emails[primary co true].value', value: 'x' }),
      'invalidFilter',
      /"co" cannot be used/,
    ],
    ['a remove without path', patchOf({ op: 'remove' }), 'noTarget', /remove needs one/],
    ['a remove of userName', patchOf({ op: 'remove', path: 'userName' }), 'mutability', /required/],
    ['an empty userName', patchOf({ op: 'replace', path: 'userName', value: '' }), 'invalidValue', /required/],
    ['a read-only attribute', patchOf({ op: 'replace', path: 'id', value: 'x' }), 'mutability', /readOnly/],
    ['meta', patchOf({ op: 'replace', path: 'meta.created', value: 'x' }), 'mutability', /readOnly/],
    ['a missing value', patchOf({ op: 'add', path: 'title' }), 'invalidValue', /"value" is missing/],
    ['a wrong type', patchOf({ op: 'replace', path: 'active', value: 'maybe' }), 'invalidValue', /true or false/],
    [
      'a value that is no object without a path',
      patchOf({ op: 'replace', value: 'x' }),
      'invalidValue',
      /must be an object/,
    ],
    [
      'one bad operation behind a good one',
      patchOf({ op: 'replace', path: 'title', value: 'after' }, { op: 'remove' }),
      'noTarget',
      /Operations\[1\]/,
    ],
  ])('PATCH with %s', async (_name, body, scimType, detail) => {
    await refused(scim.request('PATCH', `/Users/${id}`, body), 400, scimType, detail);
    expect((await scim.request('GET', `/Users/${id}`)).body).toMatchObject({
      title: 'before',
      meta: { version: 'W/"1"' },
    });
  });

  test.each([
    ['userName', /expected an operator.*position 9 \(the end\)/],
    ['userName is "x"', /expected an operator.*position 10: "is"/],
    ['userName eq', /expected a value/],
    ["userName eq 'x'", /expected a value: a string in double quotes/],
    ['userName eq "x" and', /expected the name of an attribute/],
    ['(userName eq "x"', /expected "and", "or" or "\)"/],
    ['userName eq "x")', /unexpected text/],
    ['userName eq "x', /not closed/],
    ['shoeSize eq "38"', /no attribute "shoeSize", at position 1/],
    ['email eq "x"', /no attribute "email", at position 1; did you mean emails\?/],
    ['active gt true', /"gt" cannot be used with "active"/],
    ['name eq "x"', /complex/],
    ['password eq "x"', /never returned/],
    ['meta.created gt "yesterday"', /not a dateTime/],
    ['emails[type eq "work"', /"\]"/],
    [`${'('.repeat(50)}title pr${')'.repeat(50)}`, /nested deeper/],
    [`title eq "${'x'.repeat(20_000)}"`, /at most 10000/],
  ])('filter %s', async (text, detail) => {
    await refused(scim.request('GET', `/Users?filter=${encodeURIComponent(text)}`), 400, 'invalidFilter', detail);
  });

  test('unknown ids, wrong methods and unknown routes say what there is', async () => {
    await refused(scim.request('GET', '/Users/unknown'), 404, undefined, /no User with id "unknown"/);
    await refused(scim.request('GET', `/Users/${'x'.repeat(3000)}`), 404, undefined, /no User/);
    await refused(
      scim.request('PATCH', '/Users/unknown', patchOf({ op: 'add', path: 'title', value: 'x' })),
      404,
      undefined,
      /no User/,
    );
    const wrong = scim.request('DELETE', '/Users');
    await refused(wrong, 405, undefined, /DELETE is not allowed on \/Users; allowed: GET, POST, HEAD, OPTIONS/);
    expect((await wrong).headers['allow']).toBe('GET, POST, HEAD, OPTIONS');
    // The route is judged before the body.
    await refused(scim.request('PUT', '/Users'), 405, undefined, /PUT is not allowed on \/Users/);
    await refused(
      scim.request('POST', '/Users/x', 'text', { 'content-type': 'text/plain' }),
      405,
      undefined,
      /POST is not allowed/,
    );
    await refused(scim.request('GET', '/Me'), 501, undefined, /not offered/);
    await refused(scim.request('GET', '/Schemas?filter=x'), 403, undefined, /no filter/);
    await refused(scim.request('GET', '/Users?count=many'), 400, 'invalidValue', /"count" is "many"/);
    await refused(
      scim.request('GET', '/Users?attributes=title&excludedAttributes=name'),
      400,
      'invalidValue',
      /exclude each other/,
    );
  });

  test('a credential without the scope "scim", or of another tenant, is refused with 403', async () => {
    const other = await createScim({ scopes: 'directory' });
    await refused(other.request('GET', '/Users'), 403, undefined, /this request needs the scope scim/);
    await other.drop();
  });

  test('under profile strict the tolerances are errors', async () => {
    const strict = await createScim({ profile: 'strict' });
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    await refused(strict.request('POST', '/Users', { userName: 'x' }), 400, 'invalidSyntax', /"schemas" is missing/);
    await refused(
      strict.request('POST', '/Users', { schemas, userName: 'x', shoeSize: 1 }),
      400,
      'invalidSyntax',
      /shoeSize/,
    );
    const post = (attributes: object) => strict.request('POST', '/Users', { schemas, userName: 'x', ...attributes });
    await refused(post({ userName: 4711 }), 400, 'invalidValue', /"userName" is 4711; it must be a string/);
    await refused(post({ emails: 'y' }), 400, 'invalidValue', /"emails" is "y"; it is multi-valued/);
    const emails = ['a', 'b'].map((value) => ({ value, primary: true }));
    await refused(post({ emails }), 400, 'invalidValue', /2 values with "primary"/);
    await refused(
      strict.request('POST', '/Users', { schemas, userName: 'x', active: 'True' }),
      400,
      'invalidValue',
      /active/,
    );
    const user = (await strict.request('POST', '/Users', { schemas, userName: 'x' })).body;
    const patch = (operation: unknown) => strict.request('PATCH', `/Users/${user.id}`, patchOf(operation));
    for (const [type, detail] of [
      ['text/plain', /"text\/plain".*application\/scim\+json/],
      ['', /Content-Type is missing; send application\/scim\+json/],
    ] as const)
      await refused(strict.request('POST', '/Users', '{}', { 'content-type': type }), 415, undefined, detail);
    const unnamed = { ...patchOf({ op: 'add', path: 'title', value: 'x' }), schemas: [] };
    await refused(strict.request('PATCH', `/Users/${user.id}`, unnamed), 400, 'invalidSyntax', /"schemas" is \[\]/);
    await refused(patch({ op: 'Add', path: 'title', value: 'x' }), 400, 'invalidSyntax', /"op" is "Add"/);
    await refused(patch({ op: 'add', path: 'shoeSize', value: 'x' }), 400, 'invalidPath', /shoeSize/);
    await refused(
      patch({ op: 'replace', path: 'emails[type eq "work"].value', value: 'x' }),
      400,
      'noTarget',
      /matches no value/,
    );
    await refused(patch({ op: 'add', value: { 'name.givenName': 'x' } }), 400, 'invalidValue', /is a path/);
    await strict.drop();
  });
});
