import { expect } from 'expect';
import { afterAll, beforeAll, describe, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { ENTERPRISE, GROUP, USER, groupOf, make, patchOf, patching, refused } from './messages.ts';

const work = { type: 'work', value: 'w@example.com', primary: true };
const home = { type: 'home', value: 'h@example.com' };

export const patch = ofProfile('strict')('PATCH (RFC 7644 §3.5.2)', () => {
  let scim: Target;
  beforeAll(async () => {
    scim = await openTarget('strict');
  });
  afterAll(async () => scim.drop());

  const { user, patch, read } = patching(() => scim);

  test('a user answers 200 with the whole resource, a group 204, and 200 when "attributes" asks for it', async () => {
    const ada = await user({ nickName: 'a' });
    const replaced = await patch(ada, { op: 'replace', path: 'title', value: 'x' });
    expect(replaced.status).toBe(200);
    expect(replaced.body).toEqual(await read(ada));
    const group = await make(scim, '/Groups', groupOf());
    const renamed = await patch(group, { op: 'replace', path: 'externalId', value: 'x' });
    expect(renamed).toMatchObject({ status: 204, body: undefined, headers: { etag: 'W/"2"' } });
    const asked = await scim.request(
      'PATCH',
      `${group.url}?attributes=externalId`,
      patchOf({ op: 'replace', path: 'externalId', value: 'y' }),
    );
    expect(asked).toMatchObject({ status: 200, body: { schemas: [GROUP], id: group.id, externalId: 'y' } });
    expect(asked.body).not.toHaveProperty('displayName');
  });

  test('operations run in order, each on what the one before left', async () => {
    const ada = await user();
    await patch(
      ada,
      { op: 'add', path: 'emails', value: [work] },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@example.com' },
      { op: 'replace', path: 'emails[value eq "w@example.com" or primary eq false].value', value: 'x' },
    ).then((answer) => refused(answer, 400, 'noTarget'));
    await patch(
      ada,
      { op: 'add', path: 'emails', value: [work] },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@example.com' },
    );
    expect(await read(ada)).toMatchObject({ emails: [{ ...work, value: 'new@example.com' }] });
  });

  test('when one operation fails nothing is changed', async () => {
    const ada = await user({ title: 'before' });
    const answer = await patch(
      ada,
      { op: 'replace', path: 'title', value: 'after' },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'x' },
    );
    refused(answer, 400, 'noTarget');
    expect(await read(ada)).toEqual(ada.body);
  });

  describe('add (§3.5.2.1)', () => {
    test('without a path adds the attributes of its value', async () => {
      const ada = await user({ emails: [work] });
      await patch(ada, { op: 'add', value: { emails: [home], nickname: 'Babs', name: { givenName: 'B' } } });
      expect(await read(ada)).toMatchObject({ emails: [work, home], nickName: 'Babs', name: { givenName: 'B' } });
    });

    test('to a complex attribute adds sub-attributes, to a single value replaces it', async () => {
      const ada = await user({ name: { givenName: 'Ada' }, title: 'x' });
      await patch(
        ada,
        { op: 'add', path: 'name', value: { familyName: 'Byron' } },
        { op: 'add', path: 'name.middleName', value: 'M' },
        { op: 'add', path: 'title', value: 'y' },
      );
      expect(await read(ada)).toMatchObject({
        name: { givenName: 'Ada', familyName: 'Byron', middleName: 'M' },
        title: 'y',
      });
    });

    test('to a multi-valued attribute appends one value or several', async () => {
      const ada = await user();
      const other = { type: 'other', value: 'o@example.com' };
      await patch(ada, { op: 'add', path: 'emails', value: [work, home] }, { op: 'add', path: 'emails', value: other });
      expect(await read(ada)).toMatchObject({ emails: [work, home, other] });
    });

    test('of what is there already changes neither version nor lastModified, and succeeds', async () => {
      const ada = await user({ emails: [work, home], title: 'x' });
      const answer = await patch(
        ada,
        { op: 'add', path: 'emails', value: [home] },
        { op: 'add', path: 'title', value: 'x' },
        { op: 'add', value: { emails: [{ primary: true, value: 'w@example.com', type: 'work' }] } },
      );
      expect(answer).toMatchObject({ status: 200, body: ada.body });
      const group = await make(scim, '/Groups', groupOf({ members: [{ value: ada.id }] }));
      expect((await patch(group, { op: 'add', path: 'members', value: [{ value: ada.id }] })).status).toBe(204);
      expect(await read(group)).toEqual(group.body);
    });

    test('of a fully qualified extension attribute puts the URN into "schemas", removing the last takes it out', async () => {
      const ada = await user();
      await patch(ada, { op: 'add', path: `${ENTERPRISE}:employeeNumber`, value: '7' });
      expect(await read(ada)).toMatchObject({ schemas: [USER, ENTERPRISE], [ENTERPRISE]: { employeeNumber: '7' } });
      await patch(ada, { op: 'remove', path: `${ENTERPRISE}:employeeNumber` });
      const left = await read(ada);
      expect(left['schemas']).toEqual([USER]);
      expect(left).not.toHaveProperty([ENTERPRISE]);
    });

    test('of a whole extension, with and without a path', async () => {
      const ada = await user();
      await patch(ada, { op: 'add', path: ENTERPRISE, value: { department: 'a' } });
      await patch(ada, { op: 'add', value: { [ENTERPRISE]: { costCenter: 'b' } } });
      expect(await read(ada)).toMatchObject({ [ENTERPRISE]: { department: 'a', costCenter: 'b' } });
    });
  });

  describe('remove (§3.5.2.2)', () => {
    test('of a single value, of all values, of a sub-attribute', async () => {
      const ada = await user({ title: 'x', emails: [work, home], name: { givenName: 'a', familyName: 'b' } });
      await patch(
        ada,
        { op: 'remove', path: 'title' },
        { op: 'remove', path: 'emails' },
        { op: 'remove', path: 'name.givenName' },
      );
      const left = await read(ada);
      expect(left).toMatchObject({ name: { familyName: 'b' } });
      expect(left['name']).not.toHaveProperty('givenName');
      expect(left).not.toHaveProperty('title');
      expect(left).not.toHaveProperty('emails');
    });

    test('of the values that a filter selects, and of the attribute with the last of them', async () => {
      const ada = await user({ emails: [work, home] });
      await patch(ada, { op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' });
      expect(await read(ada)).toMatchObject({ emails: [home] });
      await patch(ada, { op: 'remove', path: 'emails[type eq "home"]' });
      expect(await read(ada)).not.toHaveProperty('emails');
    });

    test('of a sub-attribute of the selected values', async () => {
      const ada = await user({ emails: [{ ...work, display: 'W' }, home] });
      await patch(ada, { op: 'remove', path: 'emails[type eq "work"].display' });
      expect(await read(ada)).toMatchObject({ emails: [work, home] });
    });

    test('of what is required or read-only is 400 mutability', async () => {
      const ada = await user();
      const group = await make(scim, '/Groups', groupOf());
      for (const path of ['userName', 'id', 'meta', 'meta.created', 'groups']) {
        refused(await patch(ada, { op: 'remove', path }), 400, 'mutability');
      }
      refused(await patch(group, { op: 'remove', path: 'displayName' }), 400, 'mutability');
    });

    test('of a member of a group leaves the others, all members go with the attribute', async () => {
      const [a, b] = [await user(), await user()];
      const group = await make(scim, '/Groups', groupOf({ members: [{ value: a.id }, { value: b.id }] }));
      expect((await patch(group, { op: 'remove', path: `members[value eq "${a.id}"]` })).status).toBe(204);
      expect(((await read(group))['members'] as { value: string }[]).map(({ value }) => value)).toEqual([b.id]);
      expect((await patch(group, { op: 'remove', path: 'members' })).status).toBe(204);
      expect(await read(group)).not.toHaveProperty('members');
    });

    test('of somebody who is no member changes nothing and succeeds', async () => {
      const [a, b] = [await user(), await user()];
      const group = await make(scim, '/Groups', groupOf({ members: [{ value: a.id }] }));
      expect((await patch(group, { op: 'remove', path: `members[value eq "${b.id}"]` })).status).toBe(204);
      expect(await read(group)).toEqual(group.body);
    });

    test('of an attribute without a value succeeds', async () => {
      const ada = await user();
      expect(await patch(ada, { op: 'remove', path: 'title' })).toMatchObject({ status: 200, body: ada.body });
    });
  });

  describe('replace (§3.5.2.3)', () => {
    test('without a path replaces the attributes of its value and leaves the others', async () => {
      const ada = await user({ emails: [work], title: 'x', nickName: 'n' });
      await patch(ada, { op: 'replace', value: { emails: [home], nickname: 'Babs' } });
      expect(await read(ada)).toMatchObject({ emails: [home], nickName: 'Babs', title: 'x' });
    });

    test('of a multi-valued attribute without a filter replaces all values', async () => {
      const ada = await user({ emails: [work, home] });
      const emails = [{ value: 'n@example.com' }];
      await patch(ada, { op: 'replace', path: 'emails', value: emails });
      expect((await read(ada))['emails']).toEqual(emails);
    });

    test('of what has no value is an add', async () => {
      const ada = await user();
      await patch(
        ada,
        { op: 'replace', path: 'title', value: 'x' },
        { op: 'replace', path: 'emails', value: [work] },
        { op: 'replace', path: 'name.givenName', value: 'Ada' },
      );
      expect(await read(ada)).toMatchObject({ title: 'x', emails: [work], name: { givenName: 'Ada' } });
    });

    test('of a complex attribute leaves the sub-attributes that are not sent', async () => {
      const ada = await user({ name: { givenName: 'Ada', familyName: 'Byron' } });
      await patch(ada, { op: 'replace', path: 'name', value: { familyName: 'Lovelace' } });
      expect((await read(ada))['name']).toEqual({ givenName: 'Ada', familyName: 'Lovelace' });
    });

    test('with a filter replaces every value that matches, or a sub-attribute of each', async () => {
      const addresses = [
        { type: 'work', locality: 'a', region: 'r' },
        { type: 'work', locality: 'b' },
        { type: 'home', locality: 'c' },
      ];
      const ada = await user({ addresses });
      await patch(ada, { op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: '1' });
      expect((await read(ada))['addresses']).toEqual([
        { ...addresses[0], streetAddress: '1' },
        { ...addresses[1], streetAddress: '1' },
        addresses[2],
      ]);
      const value = { type: 'work', streetAddress: '911', locality: 'Hollywood', primary: true };
      await patch(ada, { op: 'replace', path: 'addresses[type eq "work" and locality eq "a"]', value });
      expect((await read(ada))['addresses']).toEqual([value, { ...addresses[1], streetAddress: '1' }, addresses[2]]);
    });

    test('with a filter that matches nothing is 400 noTarget', async () => {
      const ada = await user({ emails: [home] });
      refused(await patch(ada, { op: 'replace', path: 'emails[type eq "work"]', value: work }), 400, 'noTarget');
      refused(await patch(ada, { op: 'replace', path: 'emails[type eq "work"].value', value: 'x' }), 400, 'noTarget');
    });

    test('of all members of a group', async () => {
      const [a, b] = [await user(), await user()];
      const group = await make(scim, '/Groups', groupOf({ members: [{ value: a.id }] }));
      await patch(group, { op: 'replace', path: 'members', value: [{ value: b.id, display: 'B' }] });
      expect((await read(group))['members']).toMatchObject([{ value: b.id }]);
    });
  });

  test('a value that becomes primary takes it from the one that was', async () => {
    const ada = await user({ emails: [work, home], addresses: [{ type: 'work', primary: true, locality: 'a' }] });
    await patch(
      ada,
      { op: 'replace', path: 'emails[type eq "home"].primary', value: true },
      { op: 'add', path: 'addresses', value: [{ type: 'home', primary: true, locality: 'b' }] },
    );
    expect(await read(ada)).toMatchObject({
      emails: [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
      addresses: [
        { type: 'work', primary: false },
        { type: 'home', primary: true },
      ],
    });
  });

  test('names in paths have no case, and may be fully qualified', async () => {
    const ada = await user({ emails: [work] });
    await patch(
      ada,
      { op: 'replace', path: 'EMAILS[TYPE EQ "WORK"].VALUE', value: 'x@example.com' },
      { op: 'replace', path: `${USER.toLowerCase()}:NAME.givenname`, value: 'Ada' },
      { op: 'replace', path: `${ENTERPRISE}:Manager.Value`, value: 'boss' },
    );
    expect(await read(ada)).toMatchObject({
      emails: [{ value: 'x@example.com' }],
      name: { givenName: 'Ada' },
      [ENTERPRISE]: { manager: { value: 'boss' } },
    });
  });

  test('null is no value: it removes', async () => {
    const ada = await user({ title: 'x', emails: [work] });
    await patch(ada, { op: 'replace', path: 'title', value: null }, { op: 'replace', path: 'emails', value: [] });
    const left = await read(ada);
    expect(left).not.toHaveProperty('title');
    expect(left).not.toHaveProperty('emails');
  });
});
