import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { EMPLOYMENT, fullUser } from './entra/full-user.ts';
import { ENTERPRISE, GROUP, LIST, RUN, USER, anyUser, make, patchOf, refused, userOf, type Made } from './messages.ts';

/** What Microsoft's SCIM Validator and its Postman collection send, with the answers they ask for. */
export const microsoft = ofProfile('entra')('what Microsoft tests (profile entra)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('entra');
  });
  afterAll(async () => scim.drop());

  let made = 0;
  const user = (attributes: Record<string, unknown> = {}): Promise<Made> =>
    anyUser(scim, { active: true, ...attributes });
  const group = (attributes: Record<string, unknown> = {}): Promise<Made> =>
    make(scim, '/Groups', { displayName: `Group ${(made += 1)} ${RUN}`, ...attributes });
  const patch = async (target: Made, ...operations: unknown[]) => {
    const answer = await scim.request('PATCH', target.url, patchOf(...operations));
    expect([200, 204]).toContain(answer.status);
    return (await scim.request('GET', target.url)).body;
  };
  const filter = async (text: string, endpoint = '/Users') => {
    const { status, body } = await scim.request('GET', `${endpoint}?filter=${encodeURIComponent(text)}`);
    expect([text, status]).toEqual([text, 200]);
    expect(body['schemas']).toEqual([LIST]);
    return body;
  };

  test('a full user is created, found in any letters, refused a second time, and deleted once', async () => {
    const body = {
      schemas: [USER, ENTERPRISE],
      userName: `full-${RUN}@example.com`,
      ...fullUser(),
      [ENTERPRISE]: { ...EMPLOYMENT, manager: { value: 'm' } },
    };
    const created = await scim.request('POST', '/Users', body);
    expect(created).toMatchObject({ status: 201, body: { ...body, roles: [{ primary: true, value: 'v' }] } });
    expect((await filter(`userName eq "FULL-${RUN}@Example.com"`)).Resources).toEqual([created.body]);
    const again = await scim.request('POST', '/Users', body);
    refused(again, 409, 'uniqueness');
    expect((await scim.request('DELETE', `/Users/${created.body.id}`)).status).toBe(204);
    refused(await scim.request('DELETE', `/Users/${created.body.id}`), 404);
  });

  test('a user is disabled and still found', async () => {
    const ada = await user();
    expect(await patch(ada, { op: 'Replace', path: 'active', value: 'False' })).toMatchObject({ active: false });
    expect((await filter(`userName eq "${ada.body.userName}"`)).Resources).toMatchObject([{ active: false }]);
  });

  test('some thirty single operations, or the same as flat keys without a path', async () => {
    const values: Record<string, unknown> = {
      displayName: 'D',
      title: 'T',
      preferredLanguage: 'L',
      'name.givenName': 'G',
      'name.formatted': 'F',
      'emails[type eq "work"].value': 'w@example.com',
      'addresses[type eq "work"].streetAddress': 'S',
      'phoneNumbers[type eq "mobile"].value': '1',
      'phoneNumbers[type eq "fax"].value': '2',
      'roles[primary eq "True"].display': 'R',
      [`${ENTERPRISE}:department`]: 'X',
      [`${ENTERPRISE}:manager`]: 'boss',
    };
    const expected = {
      displayName: 'D',
      name: { givenName: 'G', formatted: 'F' },
      emails: [{ type: 'work', value: 'w@example.com' }],
      addresses: [{ type: 'work', streetAddress: 'S' }],
      phoneNumbers: [
        { type: 'mobile', value: '1' },
        { type: 'fax', value: '2' },
      ],
      roles: [{ primary: true, display: 'R' }],
      [ENTERPRISE]: { department: 'X', manager: { value: 'boss' } },
    };
    for (const op of ['add', 'Replace']) {
      const single = await user();
      const operations = Object.entries(values).map(([path, value]) => ({ op, path, value }));
      expect(await patch(single, ...operations)).toMatchObject(expected);
      expect(await patch(await user(), { op, value: values })).toMatchObject(expected);
    }
  });

  test.each([
    ['""', ''],
    ['{"value":""}', { value: '' }],
    ['null', null],
  ])('a manager is set, changed and removed with %s', async (_, nothing) => {
    const ada = await user();
    const path = `${ENTERPRISE}:manager`;
    expect(await patch(ada, { op: 'Add', path, value: 'a' })).toMatchObject({
      [ENTERPRISE]: { manager: { value: 'a' } },
    });
    expect(await patch(ada, { op: 'Replace', path, value: { value: 'b' } })).toMatchObject({
      [ENTERPRISE]: { manager: { value: 'b' } },
    });
    expect(await patch(ada, { op: 'replace', path, value: nothing })).not.toHaveProperty([ENTERPRISE]);
  });

  test.each([
    ['""', ''],
    ['null', null],
  ])('optional attributes cleared with %s are empty or absent', async (_, nothing) => {
    const ada = await user({
      title: 'x',
      name: { givenName: 'g' },
      emails: [{ type: 'work', value: 'x@example.com' }],
    });
    const read = await patch(
      ada,
      ...['title', 'name.givenName', 'emails[type eq "work"].value'].map((path) => ({
        op: 'replace',
        path,
        value: nothing,
      })),
    );
    expect([undefined, '', null]).toContain(read['title']);
    expect([undefined, '', null]).toContain((read['name'] as Record<string, string> | undefined)?.['givenName']);
    expect([undefined, '', null]).toContain((read['emails'] as { value?: string }[] | undefined)?.[0]?.value);
  });

  test('several operations on one attribute, or on several, in one request', async () => {
    const ada = await user({ preferredLanguage: 'de', title: 'x' });
    const read = await patch(
      ada,
      { op: 'remove', path: 'preferredLanguage' },
      { op: 'add', path: 'externalId', value: 'e' },
      { op: 'replace', path: 'displayName', value: 'D' },
      { op: 'remove', path: 'title' },
      { op: 'add', path: 'title', value: 'a' },
      { op: 'replace', path: 'title', value: 'b' },
    );
    expect(read).toMatchObject({ externalId: 'e', displayName: 'D', title: 'b' });
    expect(read).not.toHaveProperty('preferredLanguage');
  });

  test('a group is created, found in any letters and without members, refused a second time, renamed, deleted', async () => {
    const staff = await group({
      displayName: `Staff ${RUN}`,
      externalId: 'x',
      members: [],
      schemas: [GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
    });
    expect((await filter(`displayName eq "STAFF ${RUN}"`, '/Groups')).totalResults).toBe(1);
    const without = await scim.request('GET', `${staff.url}?excludedAttributes=members`);
    expect(without.body).toMatchObject({ id: staff.id, displayName: `Staff ${RUN}` });
    refused(
      await scim.request('POST', '/Groups', { schemas: [GROUP], displayName: `Staff ${RUN}` }),
      409,
      'uniqueness',
    );
    expect(await patch(staff, { op: 'replace', value: { externalId: 'y' } })).toMatchObject({ externalId: 'y' });
    expect(await patch(staff, { op: 'Replace', path: 'displayName', value: `Crew ${RUN}` })).toMatchObject({
      displayName: `Crew ${RUN}`,
    });
    expect((await scim.request('DELETE', staff.url)).status).toBe(204);
    refused(await scim.request('DELETE', staff.url), 404);
  });

  test('members come and go in every form', async () => {
    const [a, b, staff] = [await user(), await user(), await group()];
    const ids = (body: Record<string, unknown>) =>
      ((body['members'] ?? []) as { value: string }[]).map(({ value }) => value).sort();
    const set = { op: 'replace', path: 'members', value: [{ value: a.id }] };
    expect(ids(await patch(staff, set))).toEqual([a.id]);
    const named = { name: 'addMember', op: 'add', path: 'members', value: [{ displayName: 'new User', value: b.id }] };
    expect(ids(await patch(staff, named))).toEqual([a.id, b.id].sort());
    expect(ids(await patch(staff, { op: 'remove', path: `members[value eq "${a.id}"]` }))).toEqual([b.id]);
    const both = [
      { op: 'add', path: 'members', value: [{ value: a.id }] },
      { op: 'remove', path: 'members', value: [{ value: a.id }] },
    ];
    expect(ids(await patch(staff, ...both))).toEqual([b.id]);
    expect(ids(await patch(staff, { op: 'Add', path: 'members', value: 'string id 1' }))).toEqual([
      b.id,
      'string id 1',
    ]);
    expect(ids(await patch(staff, { op: 'remove', path: 'members' }))).toEqual([]);
  });

  test('odd spellings, nulls and doubles are taken', async () => {
    const body = {
      UserName: `odd-${RUN}@example.com`,
      Active: true,
      active2: 1,
      emails: [
        { Primary: true, type: 'work', value: 'a@example.com' },
        { type: 'work', value: 'b@example.com' },
      ],
      addresses: [{ type: 'work', country: null, locality: 'x' }],
      [ENTERPRISE]: { Department: 'd', Manager: { Value: 'm' } },
    };
    const odd = await make(scim, '/Users', body);
    expect(odd.body).toMatchObject({
      userName: `odd-${RUN}@example.com`,
      emails: [{ primary: true, value: 'a@example.com' }, { value: 'b@example.com' }],
      addresses: [{ type: 'work', locality: 'x' }],
      [ENTERPRISE]: { department: 'd', manager: { value: 'm' } },
    });
    const put = await scim.request('PUT', odd.url, { userName: `odd-${RUN}@example.com`, displayNaame: 'x' });
    expect(put.status).toBe(200);
    refused(await scim.request('PUT', odd.url, { displayName: 'x' }), 400, 'invalidValue');
  });

  test('filters come without quotes and in odd letters', async () => {
    await user({
      userName: `Ova${RUN}@example.com`,
      name: { familyName: `Ova${RUN}` },
      emails: [{ value: 'ova@example.com' }],
    });
    expect(
      (await filter(`name.FamilyName eq Ova${RUN} and (emails.Value co ova or emails.Value co b)`)).totalResults,
    ).toBe(1);
    expect((await filter(`userName sw Ova${RUN}`)).totalResults).toBe(1);
    expect((await filter('meta.Created gt 2019-10-29T17:59:33.000Z')).totalResults).toBeGreaterThan(0);
    const range =
      'active eq true and (meta.lastModified ge "2020-01-01T00:00:00Z" and meta.lastModified le "2100-01-01T00:00:00Z")';
    expect((await filter(range)).totalResults).toBeGreaterThan(0);
    expect((await scim.request('GET', '/Users?filter=DisplayName+eq+%22BobIsAmazing%22')).status).toBe(200);
  });

  test('attributes may be named with a filter behind them', async () => {
    const ada = await user({ emails: [{ type: 'work', value: 'x@example.com' }] });
    for (const name of ['emails[type eq "work"]', 'emails[value eq "x@example.com"]']) {
      const { status, body } = await scim.request('GET', `${ada.url}?attributes=${encodeURIComponent(name)}`);
      expect(status).toBe(200);
      expect(body['emails']).toEqual([{ type: 'work', value: 'x@example.com' }]);
    }
  });

  test('pages of users have the startIndex that was asked for', async () => {
    for (let index = 0; index < 15; index += 1) await make(scim, '/Users', userOf({ active: true }));
    for (const startIndex of [1, 6, 11]) {
      const { body } = await scim.request('GET', `/Users?startIndex=${startIndex}&count=5`);
      expect(body).toMatchObject({ startIndex, itemsPerPage: 5 });
    }
  });

  test('the schemas can be discovered with everything that the default mappings fill', async () => {
    const { body } = await scim.request('GET', '/Schemas');
    const ids = body.Resources.map(({ id }) => id);
    // Every schema but Group counts as an extension of User there, so that of the RFCs' nothing else
    // may be listed; an endpoint may have schemas of its own.
    const standard = ids.filter((id) => id.startsWith('urn:ietf:params:scim:'));
    expect(standard.sort()).toEqual([ENTERPRISE, GROUP, USER].sort());
    const found = JSON.stringify(body);
    for (const word of ['"canonicalValues":["work","home","other"]', '"mobile"', '"fax"', '"manager"', '"members"']) {
      expect(found).toContain(word);
    }
  });
});
