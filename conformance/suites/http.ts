import { expect } from 'expect';
import { afterAll, beforeAll, needing, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target, openInside } from '../harness/target.ts';
import { ENTERPRISE, groupOf, anyUser, make, patchOf, refused, userOf } from './messages.ts';

const title = patchOf({ op: 'replace', path: 'title', value: 'x' });

export const versions = ofProfile('strict')('versions (RFC 7644 §3.14)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());

  test('every answer with a resource has its weak ETag, the same as meta.version', async () => {
    const { url } = await make(scim, '/Users', userOf());
    const answers = [
      await scim.request('GET', url),
      await scim.request('PATCH', url, title),
      await scim.request('PUT', url, userOf({ title: 'y' })),
      await scim.request('GET', url),
    ];
    expect(answers.map(({ headers }) => headers['etag'])).toEqual(['W/"1"', 'W/"2"', 'W/"3"', 'W/"3"']);
    for (const { headers, body } of answers) expect(headers['etag']).toBe(body.meta['version']);
  });

  test('every answer with a resource says where it is, in Location and in Content-Location', async () => {
    const created = await scim.request('POST', '/Users', userOf());
    const url = `/Users/${created.body.id}`;
    const answers = [created, await scim.request('GET', url), await scim.request('PATCH', url, title)];
    for (const { headers, body } of answers) {
      expect(headers['location']).toBe(body.meta['location']);
    }
    expect((await scim.request('GET', '/Users')).headers).not.toHaveProperty('location');
  });

  test('a Content-Location is the meta.location', async () => {
    const { url, body } = await anyUser(scim);
    expect((await scim.request('GET', url)).headers['content-location']).toBe(body.meta['location']);
  });

  test('If-None-Match with the version that is there is 304 without a body, with another one 200', async () => {
    const { url } = await make(scim, '/Users', userOf());
    const get = (tag: string) => scim.request('GET', url, undefined, { 'If-None-Match': tag });
    for (const tag of ['W/"1"', '"1"', '*', 'W/"7", W/"1"']) {
      expect(await get(tag)).toMatchObject({ status: 304, body: undefined, headers: { etag: 'W/"1"' } });
    }
    expect((await get('W/"2"')).status).toBe(200);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])(
    '%s with an If-Match of another version is 412 and changes nothing',
    async (method) => {
      const { url, body } = await make(scim, '/Users', userOf());
      const sent = method === 'PUT' ? userOf({ title: 'x' }) : method === 'PATCH' ? title : undefined;
      const answer = await scim.request(method, url, sent, { 'If-Match': 'W/"2"' });
      expect(answer).toMatchObject({ status: 412, body: { status: '412', detail: expect.any(String) } });
      expect((await scim.request('GET', url)).body).toEqual(body);
      expect((await scim.request(method, url, sent, { 'If-Match': 'W/"1"' })).status).toBeLessThan(300);
    },
  );

  test('a 412 has no scimType: none of those of the RFC is for it', async () => {
    const { url } = await make(scim, '/Users', userOf());
    refused(await scim.request('PATCH', url, title, { 'If-Match': 'W/"2"' }), 412);
  });

  test('of two writers with the same If-Match one is refused', async () => {
    const { url } = await make(scim, '/Users', userOf());
    const write = (value: string) =>
      scim.request('PATCH', url, patchOf({ op: 'replace', path: 'title', value }), { 'If-Match': 'W/"1"' });
    const answers = await Promise.all([write('a'), write('b')]);
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 412]));
  });
});

export const http = ofProfile('strict')('the HTTP of it (RFC 7644 §3.1, §3.8, §3.12)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());

  test.each([
    [undefined, 'application/scim+json'],
    ['application/scim+json', 'application/scim+json'],
    ['application/json', 'application/json'],
    ['*/*', 'application/scim+json'],
    ['application/json, application/scim+json', 'application/scim+json'],
    ['text/html', 'application/scim+json'],
  ])('Accept %s is answered in %s', async (accept, contentType) => {
    const answer = await scim.request('GET', '/Users', undefined, accept === undefined ? {} : { Accept: accept });
    expect(answer.headers['content-type']).toBe(contentType);
  });

  test('a body comes as application/scim+json or application/json, with or without a charset, in UTF-8', async () => {
    for (const type of ['application/scim+json', 'application/json', 'Application/SCIM+JSON; charset=utf-8']) {
      const answer = await scim.request('POST', '/Users', userOf({ displayName: 'Zoë 山' }), { 'content-type': type });
      expect(answer).toMatchObject({ status: 201, body: { displayName: 'Zoë 山' } });
    }
    for (const type of ['text/plain', 'application/xml', 'application/json-patch+json']) {
      refused(await scim.request('POST', '/Users', userOf(), { 'content-type': type }), 415);
    }
  });

  test('a body that is no JSON object is 400 invalidSyntax, in every method that takes one', async () => {
    const { url } = await anyUser(scim);
    for (const [method, path] of [
      ['POST', '/Users'],
      ['PUT', url],
      ['PATCH', url],
      ['POST', '/Users/.search'],
      ['POST', '/Bulk'],
    ] as const) {
      for (const body of ['{', '[]', '"x"', 'null', ''])
        refused(await scim.request(method, path, body), 400, 'invalidSyntax');
    }
  });

  test('an attribute or an extension that no schema has is refused', async () => {
    refused(await scim.request('POST', '/Users', userOf({ shoeSize: 38 })), 400, 'invalidSyntax');
    refused(await scim.request('POST', '/Users', userOf({ name: { nick: 'x' } })), 400, 'invalidSyntax');
    refused(await scim.request('POST', '/Users', userOf({ 'urn:example:x': {} })), 400, 'invalidSyntax');
    refused(await scim.request('POST', '/Users', userOf({ [ENTERPRISE]: { floor: 3 } })), 400, 'invalidSyntax');
  });

  test('a method that a resource does not have is 405 with Allow', async () => {
    for (const [method, url] of [
      ['PUT', '/Users'],
      ['DELETE', '/Groups'],
      ['POST', '/Users/x'],
      ['GET', '/Users/.search'],
      ['GET', '/Bulk'],
    ] as const) {
      const answer = await scim.request(method, url, method.startsWith('P') ? userOf() : undefined);
      refused(answer, 405);
      expect(answer.headers['allow']).not.toContain(`${method},`);
    }
  });

  test('HEAD answers like GET without a body, OPTIONS says what is allowed', async () => {
    const { url } = await anyUser(scim);
    const [get, head] = [await scim.request('GET', url), await scim.request('HEAD', url)];
    expect(head).toEqual({ ...get, body: undefined });
    const options = await scim.request('OPTIONS', url);
    expect(options).toMatchObject({ status: 204, headers: { allow: 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS' } });
  });

  test('an unknown resource is 404 with every method', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const body =
        method === 'PUT'
          ? groupOf()
          : method === 'PATCH'
            ? patchOf({ op: 'add', path: 'externalId', value: 'x' })
            : undefined;
      refused(await scim.request(method, '/Groups/unknown', body), 404);
    }
  });

  test('what a query does not know is ignored', async () => {
    const { url, body } = await anyUser(scim);
    expect((await scim.request('GET', `${url}?api-version=2&filter=x&aadOptscim062020`)).body).toEqual(body);
    expect((await scim.request('GET', '/Users?api-version=2&shoeSize=38')).status).toBe(200);
  });

  needing('faults')('an error that nobody expected is 500 in the form of SCIM, with an id to look for', async () => {
    const broken = await openInside({
      now: () => {
        throw new TypeError('secret of the inside');
      },
    });
    const answer = await broken.request('POST', '/Users', userOf());
    refused(answer, 500);
    expect(answer.body.detail).toMatch(/request id [0-9a-f-]{36}/);
    expect(answer.body.detail).not.toContain('secret');
    await broken.drop();
  });
});
