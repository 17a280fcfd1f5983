import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { ENTERPRISE, GROUP, LIST, USER, anyUser, refused } from './messages.ts';

interface PublishedAttribute {
  readonly name: string;
  readonly type: string;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly mutability: string;
  readonly returned: string;
  readonly caseExact?: boolean;
  readonly uniqueness?: string;
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly PublishedAttribute[];
}

const attributesOf = (body: unknown): readonly PublishedAttribute[] =>
  (body as { attributes: readonly PublishedAttribute[] }).attributes;

const TYPES = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary', 'complex'];

export const discovery = ofProfile('strict')('discovery (RFC 7643 §5 to §7, RFC 7644 §4)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());
  const get = (url: string) => scim.request('GET', url);

  test('/ServiceProviderConfig has every required attribute', async () => {
    const { status, body } = await get('/ServiceProviderConfig');
    expect(status).toBe(200);
    const flag = { supported: expect.any(Boolean) };
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: flag,
      bulk: { ...flag, maxOperations: expect.any(Number), maxPayloadSize: expect.any(Number) },
      filter: { ...flag, maxResults: expect.any(Number) },
      changePassword: flag,
      sort: flag,
      etag: flag,
      meta: {
        resourceType: 'ServiceProviderConfig',
        location: `${scim.base}/ServiceProviderConfig`,
      },
    });
    const schemes = body['authenticationSchemes'] as Record<string, unknown>[];
    expect(schemes.length).toBeGreaterThan(0);
    for (const scheme of schemes) {
      expect(scheme).toMatchObject({ name: expect.any(String), description: expect.any(String) });
      expect(['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest']).toContain(scheme['type']);
    }
  });

  test('/ServiceProviderConfig says how pages are asked for (RFC 9865 §4)', async () => {
    expect((await get('/ServiceProviderConfig')).body['pagination']).toEqual({
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: expect.any(Number),
      maxPageSize: expect.any(Number),
      cursorTimeout: expect.any(Number),
    });
  });

  test('/ServiceProviderConfig tells the truth: what it offers answers, what it does not offer says so', async () => {
    const { body } = await get('/ServiceProviderConfig');
    const offered = (name: string) => (body[name] as { supported: boolean }).supported;
    const { url } = await anyUser(scim);
    expect((await scim.request('PATCH', url, {})).status === 501).toBe(!offered('patch'));
    expect((await scim.request('POST', '/Bulk', {})).status === 501).toBe(!offered('bulk'));
    expect((await get('/Users?filter=title%20pr')).status).toBe(offered('filter') ? 200 : 403);
    expect('etag' in (await get(url)).headers).toBe(offered('etag'));
    expect((await get('/Users?sortBy=nonsense')).status === 400).toBe(offered('sort'));
    expect(offered('changePassword')).toBe(false);
  });

  test('/ResourceTypes lists the types, each with the schemas it points at', async () => {
    const { body } = await get('/ResourceTypes');
    expect(body).toMatchObject({ schemas: [LIST], totalResults: body.Resources.length });
    expect(body.Resources.map((type) => type['name'])).toEqual(expect.arrayContaining(['User', 'Group']));
    for (const type of body.Resources) {
      expect(type).toMatchObject({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
        name: expect.any(String),
        description: expect.any(String),
        meta: { resourceType: 'ResourceType', location: expect.stringMatching(/\/ResourceTypes\/\w+$/) },
      });
      expect((await get(String(type['endpoint']))).status).toBe(200);
      expect((await get(`/Schemas/${String(type['schema'])}`)).body.id).toBe(type['schema']);
      for (const { schema, required } of type['schemaExtensions'] as { schema: string; required: boolean }[]) {
        expect((await get(`/Schemas/${schema}`)).body.id).toBe(schema);
        expect(typeof required).toBe('boolean');
      }
      expect((await get(`/ResourceTypes/${String(type['name'])}`)).body).toEqual(type);
    }
  });

  test('/Schemas lists the schema of everything a resource can hold, and no message', async () => {
    const { body } = await get('/Schemas');
    expect(body['schemas']).toEqual([LIST]);
    const ids = body.Resources.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([USER, GROUP, ENTERPRISE]));
    expect(ids.filter((id) => id.startsWith('urn:ietf:params:scim:api:'))).toEqual([]);
    expect(body.totalResults).toBe(ids.length);
  });

  test('every schema states name, description and every characteristic of its attributes', async () => {
    const check = (attribute: PublishedAttribute, isSub: boolean): void => {
      const { name, type, subAttributes } = attribute;
      expect(name).toMatch(/^(?:\$ref|[A-Za-z][A-Za-z0-9$_-]*)$/);
      expect(attribute).toMatchObject({
        multiValued: expect.any(Boolean),
        required: expect.any(Boolean),
        description: expect.stringMatching(/\S/),
        mutability: expect.stringMatching(/^(?:readOnly|readWrite|immutable|writeOnly)$/),
        returned: expect.stringMatching(/^(?:always|never|default|request)$/),
      });
      expect(TYPES).toContain(type);
      expect(Array.isArray(subAttributes)).toBe(type === 'complex');
      expect(isSub && type === 'complex').toBe(false);
      expect(Array.isArray(attribute.referenceTypes)).toBe(type === 'reference');
      if (type === 'string') {
        expect(attribute).toMatchObject({ caseExact: expect.any(Boolean), uniqueness: expect.any(String) });
      }
      for (const sub of subAttributes ?? []) check(sub, true);
    };
    for (const id of [USER, GROUP, ENTERPRISE]) {
      const { status, body } = await get(`/Schemas/${id}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
        id,
        name: expect.any(String),
        description: expect.any(String),
        meta: { resourceType: 'Schema', location: `${scim.base}/Schemas/${id}` },
      });
      for (const attribute of attributesOf(body)) check(attribute, false);
    }
  });

  test('the attributes have the characteristics that RFC 7643 §8.7.1 gives them', async () => {
    const user = attributesOf((await get(`/Schemas/${USER}`)).body);
    const find = (name: string, sub?: string) => {
      const attribute = user.find((candidate) => candidate.name === name);
      return sub === undefined ? attribute : attribute?.subAttributes?.find((candidate) => candidate.name === sub);
    };
    expect(find('userName')).toMatchObject({ required: true, caseExact: false, uniqueness: 'server' });
    expect(find('password')).toMatchObject({ mutability: 'writeOnly', returned: 'never' });
    expect(find('groups')).toMatchObject({ mutability: 'readOnly', multiValued: true });
    expect(find('active')).toMatchObject({ type: 'boolean' });
    expect(find('photos', 'value')).toMatchObject({ type: 'reference', referenceTypes: ['external'] });
    expect(find('x509Certificates', 'value')).toMatchObject({ type: 'binary' });
    expect(find('ims', 'type')).toMatchObject({ canonicalValues: expect.arrayContaining(['xmpp', 'other']) });
    // RFC 7643 §3.1: externalId is common to all, and may be listed; Microsoft's discovery wants it.
    expect(find('externalId')).toMatchObject({ type: 'string', caseExact: true, uniqueness: 'none', required: false });
    const names =
      'active addresses displayName emails entitlements externalId groups ims locale name nickName password phoneNumbers photos preferredLanguage profileUrl roles timezone title userName userType x509Certificates';
    expect(new Set(user.map(({ name }) => name))).toEqual(new Set(names.split(' ')));
  });

  test('every schema named by any answer is published, those of the discovery answers too', async () => {
    const answers = ['/ServiceProviderConfig', '/ResourceTypes/User', `/Schemas/${USER}`].map(get);
    const urns = (await Promise.all(answers)).flatMap(({ body }) => body['schemas'] as string[]);
    const published = (await get('/Schemas')).body.Resources.map(({ id }) => id);
    expect(published).toEqual(expect.arrayContaining(urns));
  });

  test('a filter is 403 on every discovery endpoint, other parameters are ignored', async () => {
    for (const url of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', `/Schemas/${USER}`]) {
      refused(await get(`${url}?filter=id%20pr`), 403);
      const plain = await get(url);
      expect((await get(`${url}?startIndex=2&count=1&sortBy=id&attributes=id`)).body).toEqual(plain.body);
    }
  });

  test('what is not there is 404, and nothing can be written', async () => {
    for (const url of ['/Schemas/urn:example:none', '/ResourceTypes/None']) refused(await get(url), 404);
    for (const url of ['/Schemas', '/ResourceTypes', '/ServiceProviderConfig', `/Schemas/${USER}`]) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        refused(await scim.request(method, url, method === 'DELETE' ? undefined : {}), 405);
      }
    }
  });

  test('/Me is 501 with every method', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      refused(await scim.request(method, '/Me', method.startsWith('P') ? {} : undefined), 501);
    }
  });
});
