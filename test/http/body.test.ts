import { createScim, type TestScim } from '../support/scim.ts';

const SCHEMAS = '"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]';
const PATCH = '"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]';
const BOM = '\uFEFF';
/** Bytes as API Gateway hands them on: what is not UTF-8 is U+FFFD. */
const received = (text: string, encoding: BufferEncoding): string => Buffer.from(text, encoding).toString('utf8');

let count = 0;
const user = (more = ''): string => `{${SCHEMAS},"userName":"u${(count += 1)}"${more}}`;

describe.each(['entra', 'strict'] as const)('the body of a request under %s', (profile) => {
  let scim: TestScim;
  beforeAll(async () => {
    scim = await createScim({ profile });
  });
  afterAll(() => scim.drop());
  const post = (body: string, type = 'application/scim+json') =>
    scim.request('POST', '/Users', body, { 'content-type': type });

  test.each([
    'application/scim+json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json; CHARSET="Utf-8"',
    "application/json; charset='utf-8'",
    'application/json; charset = utf8',
    'application/json; profile=x; charset=utf-8; y=z',
    'application/json; charset=',
    'application/json; charset=""',
    'application/json; mycharset=utf-16',
    'application/json;',
    'application/json; charset=us-ascii',
    'application/json; charset="US-ASCII"',
    'application/json; charset=ascii',
  ])('as %s is read', async (type) => {
    const { status, body } = await post(user(',"displayName":"Zoë 山 😀"'), type);
    expect([status, body['displayName']]).toEqual([201, 'Zoë 山 😀']);
  });

  test.each([
    ['application/json; charset=iso-8859-1', 'iso-8859-1'],
    ['application/scim+json;charset="ISO-8859-1"', 'ISO-8859-1'],
    ['application/json; charset=windows-1252; x=y', 'windows-1252'],
    ['application/json; Charset=UTF-16', 'UTF-16'],
    ['application/json; charset=utf-8859', 'utf-8859'],
  ])('as %s is 415, which names the charset', async (type, charset) => {
    // Whether or not the letters of this body differ in it.
    const { status, body } = await post(user(), type);
    expect([status, body['scimType']]).toEqual([415, undefined]);
    expect(body.detail).toBe(
      `Content-Type says charset=${charset}; a body is read as UTF-8 only: send it in UTF-8, with charset=utf-8 or none`,
    );
  });

  test('in another encoding, which nobody told, is 400 in every method and changes nothing', async () => {
    const { id } = (await scim.createUser({ displayName: 'before' })).body;
    const before = (await scim.request('GET', `/Users/${id}`)).body;
    const name = ',"displayName":"José"';
    const operation = '{"op":"replace","path":"displayName","value":"José"}';
    const answers = [
      await post(received(user(name), 'latin1')),
      await post(received(user(name), 'utf16le')),
      await post(received(`${BOM}${user(name)}`, 'utf16le')),
      await scim.request('PUT', `/Users/${id}`, received(user(name), 'latin1')),
      await scim.request('PATCH', `/Users/${id}`, received(`{${PATCH},"Operations":[${operation}]}`, 'latin1')),
      await scim.request('POST', '/Users/.search', received('{"filter":"displayName eq \\"José\\""}', 'latin1')),
      await scim.request('POST', '/Bulk', received('{"Operations":[{"path":"/José"}]}', 'latin1')),
    ];
    for (const { status, body } of answers) expect([status, body['scimType']]).toEqual([400, 'invalidSyntax']);
    expect((await scim.request('GET', `/Users/${id}`)).body).toEqual(before);
  });

  test('with U+FFFD says where, and what to do', async () => {
    const { body } = await post('{"displayName":"Jos\uFFFD"}');
    expect(body.detail).toBe(
      'the body is not UTF-8: what stood at position 19 arrived as U+FFFD, the mark for bytes that are no character; ' +
        'send it in UTF-8, and where U+FFFD itself is meant, as the escape \\ufffd',
    );
    expect(body.detail).not.toContain('Jos');
  });

  test('may hold U+FFFD as an escape, and its neighbours as they are', async () => {
    const { status, body } = await post(user(',"displayName":"\\ufffd \\uFFFD \uFFFC \uFFEE 😀"'));
    expect([status, body['displayName']]).toEqual([201, '\uFFFD \uFFFD \uFFFC \uFFEE 😀']);
  });

  test('may begin with a byte order mark', async () => {
    expect((await post(`${BOM}${user()}`)).status).toBe(201);
    const { status, body } = await post(`${BOM}${user(`,"displayName":"${BOM}x"`)}`);
    expect([status, body['displayName']]).toEqual([201, `${BOM}x`]);
    for (const [text, detail] of [
      [BOM, /empty/],
      [`${BOM}${BOM}{}`, /not valid JSON/],
      [`{}${BOM}`, /not valid JSON/],
    ] as const) {
      const refused = await post(text);
      expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
      expect(refused.body.detail).toMatch(detail);
    }
  });

  test('may begin with a byte order mark and hold keys that the parser refuses', async () => {
    const { status, body } = await post(`${BOM}${user(',"__proto__":{"x":1}')}`);
    // What no schema has is left out under entra.
    expect([status, body['scimType']]).toEqual(profile === 'entra' ? [201, undefined] : [400, 'invalidSyntax']);
  });

  test.each(['text/plain', 'Text/Plain; charset=utf-8', '', ' '])(
    'as "%s" is read as JSON under entra only, in every method',
    async (type) => {
      const { id } = (await scim.createUser()).body;
      const send = async (method: string, path: string, body: string) =>
        (await scim.request(method, path, body, { 'content-type': type })).status;
      const statuses = [
        await send('POST', '/Users', user()),
        await send('PATCH', `/Users/${id}`, `{${PATCH},"Operations":[{"op":"add","path":"title","value":"x"}]}`),
        await send('PUT', `/Users/${id}`, user()),
        await send('POST', '/Users/.search', '{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}'),
        await send(
          'POST',
          '/Bulk',
          '{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[]}',
        ),
      ];
      expect(statuses).toEqual(profile === 'entra' ? [201, 200, 200, 200, 200] : [415, 415, 415, 415, 415]);
    },
  );

  test.each([
    ['text/plain', 'userName=x', profile === 'entra' ? 400 : 415],
    ['text/plain; charset=iso-8859-1', '{}', 415],
    ['text/html', '{}', 415],
    ['text', '{}', 415],
    ['text/plain2', '{}', 415],
    ['application/x-www-form-urlencoded', '{}', 415],
    ['application/octet-stream', '{}', 415],
    ['charset=utf-8', '{}', 415],
  ])('as "%s", %s is %i', async (type, body, status) => {
    expect((await post(body, type)).status).toBe(status);
  });
});
