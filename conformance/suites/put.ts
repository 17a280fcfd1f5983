import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { ENTERPRISE, RUN, USER, groupOf, anyUser, make, refused, userOf } from './messages.ts';

export const put = ofProfile('strict')('PUT and DELETE (RFC 7644 §3.5.1, §3.6)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());

  test('PUT answers 200 with the whole resource as it is now, and a new version', async () => {
    const { url, body } = await make(scim, '/Users', userOf({ title: 'x' }));
    const put = await scim.request('PUT', url, userOf({ userName: body.userName, nickName: 'n' }));
    expect(put).toMatchObject({
      status: 200,
      headers: { etag: 'W/"2"', location: body.meta['location'] },
      body: { nickName: 'n', meta: { created: body.meta['created'], version: 'W/"2"' } },
    });
    expect((await scim.request('GET', url)).body).toEqual(put.body);
  });

  test('PUT replaces what is sent and clears what is not, null or empty', async () => {
    const { url, body } = await make(
      scim,
      '/Users',
      userOf({ title: 'x', nickName: 'n', emails: [{ value: 'a' }], [ENTERPRISE]: { department: 'd' } }),
    );
    const sent = userOf({ userName: body.userName, title: null, emails: [], displayName: 'new' });
    const put = await scim.request('PUT', url, sent);
    expect(Object.keys(put.body).sort()).toEqual(['active', 'displayName', 'id', 'meta', 'schemas', 'userName']);
    expect(put.body['schemas']).toEqual([USER]);
  });

  test('PUT ignores read-only attributes, so a resource can be sent back as it was read', async () => {
    const { url, body } = await anyUser(scim, { title: 'x' });
    expect(await scim.request('PUT', url, body)).toMatchObject({ status: 200, body });
    const other = { ...body, id: 'other', meta: { ...body.meta, created: '2001-01-01T00:00:00Z' }, title: 'y' };
    const put = await scim.request('PUT', url, other);
    expect(put.body).toMatchObject({ id: body.id, title: 'y', meta: { created: body.meta['created'] } });
  });

  test('PUT without a required attribute is 400 invalidValue', async () => {
    const { url, body } = await anyUser(scim);
    refused(await scim.request('PUT', url, { schemas: [USER], title: 'x' }), 400, 'invalidValue');
    expect((await scim.request('GET', url)).body).toEqual(body);
  });

  test('PUT creates nothing: an unknown id is 404', async () => {
    refused(await scim.request('PUT', '/Users/2819c223-7f76-453a-919d-413861904646', userOf()), 404);
    refused(await scim.request('PUT', '/Groups/unknown', groupOf()), 404);
  });

  test('PUT of a group replaces its members', async () => {
    const users = [await anyUser(scim), await anyUser(scim)];
    const [a, b] = users.map(({ id }) => ({ value: id }));
    const c = { value: (await anyUser(scim)).id };
    const { url, body } = await make(scim, '/Groups', groupOf({ members: [a, b] }));
    const put = await scim.request('PUT', url, groupOf({ displayName: body['displayName'], members: [b, c] }));
    const members = (put.body['members'] as { value: string }[]).map(({ value }) => value);
    expect(new Set(members)).toEqual(new Set([b?.value, c.value]));
  });

  test.each([
    ['/Users', userOf],
    ['/Groups', groupOf],
  ])('DELETE on %s answers 204 without a body, and then 404 to everything', async (endpoint, body) => {
    const { url } = await make(scim, endpoint, body());
    expect(await scim.request('DELETE', url)).toMatchObject({ status: 204, body: undefined });
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const sent = method === 'PUT' ? body() : method === 'PATCH' ? patch : undefined;
      refused(await scim.request(method, url, sent), 404);
    }
  });
  const patch = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'add', path: 'externalId', value: 'x' }],
  };

  test('a deleted user is in no list and in no conflict', async () => {
    const { url, id, body } = await make(
      scim,
      '/Users',
      userOf({ externalId: `leaver-${RUN}`, title: `leaver-${RUN}` }),
    );
    await scim.request('DELETE', url);
    for (const filter of [
      `id eq "${id}"`,
      `userName eq "${body.userName}"`,
      `externalId eq "leaver-${RUN}"`,
      `title eq "leaver-${RUN}"`,
    ]) {
      const found = await scim.request('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      expect([filter, found.body.totalResults]).toEqual([filter, 0]);
    }
    const all = await scim.request('GET', '/Users?count=200');
    expect(all.body.Resources.map((user) => user.id)).not.toContain(id);
    expect((await scim.request('POST', '/Users', userOf({ userName: body.userName }))).status).toBe(201);
  });
});
