import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target, type ScimAnswer } from '../harness/target.ts';
import { ENTERPRISE, USER, groupOf, anyUser, make, patchOf, refused, searchOf, userOf, type Made } from './messages.ts';

export const attributes = ofProfile('strict')('"attributes" and "excludedAttributes" (RFC 7644 §3.9)', () => {
  let scim: Target;
  let ada: Made;
  beforeAll(async () => {
    scim = await openTarget('strict');
    ada = await make(
      scim,
      '/Users',
      userOf({
        title: 'x',
        name: { givenName: 'Ada', familyName: 'Byron' },
        emails: [{ type: 'work', value: 'a@example.com', display: 'A' }],
        [ENTERPRISE]: { department: 'd', manager: { value: 'm' } },
      }),
    );
  });
  afterAll(async () => scim.drop());

  const keys = ({ body }: ScimAnswer): string => Object.keys(body).sort().join(' ');

  test.each<[string, Record<string, unknown>]>([
    ['title', { title: 'x' }],
    ['TITLE', { title: 'x' }],
    [`${USER}:title`, { title: 'x' }],
    ['title,name.givenName', { title: 'x', name: { givenName: 'Ada' } }],
    ['title, name', { title: 'x', name: { givenName: 'Ada', familyName: 'Byron' } }],
    ['emails.value', { emails: [{ value: 'a@example.com' }] }],
    [`${USER}:emails.type`, { emails: [{ type: 'work' }] }],
    [`${ENTERPRISE}:department`, { [ENTERPRISE]: { department: 'd' } }],
    [`${ENTERPRISE}:manager.value`, { [ENTERPRISE]: { manager: { value: 'm' } } }],
    [ENTERPRISE, { [ENTERPRISE]: { department: 'd', manager: { value: 'm' } } }],
    ['meta.resourceType', { meta: { resourceType: 'User' } }],
    ['nickName', {}],
    ['id', {}],
  ])('attributes=%s answers with these, id and schemas', async (attributes, expected) => {
    const { status, body } = await scim.request('GET', `${ada.url}?attributes=${encodeURIComponent(attributes)}`);
    expect(status).toBe(200);
    expect(body).toEqual({ schemas: ada.body['schemas'], id: ada.id, ...expected });
  });

  test('excludedAttributes takes away from the default, but never what is always returned', async () => {
    const without = (names: string) =>
      scim.request('GET', `${ada.url}?excludedAttributes=${encodeURIComponent(names)}`);
    const { title: _, ...untitled } = ada.body;
    expect((await without('TITLE')).body).toEqual(untitled);
    expect((await without('id,schemas')).body).toEqual(ada.body);
    expect((await without('name.givenName')).body['name']).toEqual({ familyName: 'Byron' });
    expect((await without('emails.display')).body['emails']).toEqual([{ type: 'work', value: 'a@example.com' }]);
    expect((await without(`${ENTERPRISE}:manager`)).body[ENTERPRISE]).toEqual({ department: 'd' });
    expect((await without(ENTERPRISE)).body).not.toHaveProperty([ENTERPRISE]);
    expect((await without('meta')).body).not.toHaveProperty('meta');
  });

  test('both at once are refused', async () => {
    const url = `${ada.url}?attributes=title&excludedAttributes=name`;
    refused(await scim.request('GET', url), 400, 'invalidValue');
    refused(
      await scim.request('POST', '/Users?attributes=title&excludedAttributes=name', userOf()),
      400,
      'invalidValue',
    );
  });

  test('every method that answers with a resource knows them', async () => {
    const created = await scim.request('POST', '/Users?attributes=title', userOf({ title: 'x', nickName: 'n' }));
    expect([created.status, keys(created)]).toEqual([201, 'id schemas title']);
    expect(created.headers).toMatchObject({ etag: 'W/"1"', location: expect.stringContaining(created.body.id) });
    const url = `/Users/${created.body.id}`;
    const put = await scim.request('PUT', `${url}?attributes=title`, userOf({ title: 'y', nickName: 'n' }));
    expect([put.status, keys(put)]).toEqual([200, 'id schemas title']);
    const operation = { op: 'replace', path: 'title', value: 'z' };
    const patch = await scim.request('PATCH', `${url}?attributes=title`, patchOf(operation));
    expect([patch.status, keys(patch)]).toEqual([200, 'id schemas title']);
    const shorter = await scim.request('PUT', `${url}?excludedAttributes=meta,active`, userOf({ title: 'y' }));
    expect(keys(shorter)).toBe('id schemas title userName');
    const [listed] = (await scim.request('GET', '/Users?attributes=title&count=1')).body.Resources;
    expect(listed && keys({ body: listed } as ScimAnswer)).toMatch(/^id schemas( title)?$/);
  });

  test('a search takes them as lists', async () => {
    const filter = `id eq "${ada.id}"`;
    const only = await scim.request(
      'POST',
      '/Users/.search',
      searchOf({ filter, attributes: ['title', 'name.givenName'] }),
    );
    expect(only.body.Resources).toEqual([
      { schemas: ada.body['schemas'], id: ada.id, title: 'x', name: { givenName: 'Ada' } },
    ]);
    const without = searchOf({ filter, excludedAttributes: ['meta', 'name', 'emails', ENTERPRISE] });
    const [found] = (await scim.request('POST', '/Users/.search', without)).body.Resources;
    expect(found && keys({ body: found } as ScimAnswer)).toBe('active id schemas title userName');
  });

  test('the members of a group can be left out', async () => {
    const { id } = await anyUser(scim);
    const { url } = await make(scim, '/Groups', groupOf({ members: [{ value: id }] }));
    expect(keys(await scim.request('GET', `${url}?excludedAttributes=members`))).toBe('displayName id meta schemas');
  });
});
