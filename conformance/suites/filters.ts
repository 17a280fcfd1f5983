import { expect } from 'expect';
import { afterAll, beforeAll, ofProfile, test } from '../harness/collect.ts';
import { openTarget, type Target } from '../harness/target.ts';
import { ENTERPRISE, LIST, USER, groupOf, make, patchOf, refused, searchOf, userOf, type Made } from './messages.ts';

export const filters = ofProfile('strict', 'empty directory')('filters (RFC 7644 §3.4.2.2)', () => {
  let scim: Target;
  let ada: Made;
  let bob: Made;
  let cay: Made;
  beforeAll(async () => {
    scim = await openTarget('strict');
    ada = await make(
      scim,
      '/Users',
      userOf({
        userName: 'Ada@example.com',
        externalId: 'A1',
        title: 'Countess',
        userType: 'Employee',
        name: { familyName: "O'Malley", givenName: 'Ada' },
        emails: [
          { type: 'work', value: 'ada@example.com' },
          { type: 'home', value: 'ada@example.org' },
        ],
        ims: [{ type: 'xmpp', value: 'ada@foo.com' }],
        profileUrl: 'https://example.com/Ada',
        x509Certificates: [{ value: 'QUJD' }],
        [ENTERPRISE]: { employeeNumber: '42', manager: { value: 'boss' } },
      }),
    );
    bob = await make(
      scim,
      '/Users',
      userOf({ userName: 'bob@example.com', userType: 'Intern', emails: [{ type: 'work', value: 'bob@example.net' }] }),
    );
    cay = await make(scim, '/Users', userOf({ userName: 'cay@example.com', active: false, displayName: '' }));
  });
  afterAll(async () => scim.drop());

  const query = (filter: string, endpoint = '/Users') =>
    scim.request('GET', `${endpoint}?filter=${encodeURIComponent(filter)}`);
  const names = async (filter: string): Promise<string[]> => {
    const { status, body } = await query(filter);
    expect(status).toBe(200);
    return body.Resources.map(({ userName }) => userName.slice(0, 3).toLowerCase()).sort();
  };

  test.each<[string, string]>([
    ['userName eq "ADA@EXAMPLE.COM"', 'ada'],
    ['userName Eq "ada@example.com"', 'ada'],
    ['USERNAME eq "ada@example.com"', 'ada'],
    ['userName ne "ada@example.com"', 'bob cay'],
    ['title ne "Countess"', 'bob cay'],
    ['name.familyName co "O\'Mal"', 'ada'],
    ['userName sw "B"', 'bob'],
    ['userName ew "EXAMPLE.com"', 'ada bob cay'],
    ['userName sw "ada@example.com"', 'ada'],
    ['userName ew "ada@example.com"', 'ada'],
    [`${USER}:userName sw "A"`, 'ada'],
    [`${USER.toUpperCase()}:NAME.givenName eq "ada"`, 'ada'],
    [`${ENTERPRISE}:employeeNumber eq "42"`, 'ada'],
    [`${ENTERPRISE}:manager.value eq "boss"`, 'ada'],
    ['title pr', 'ada'],
    ['displayName pr', ''],
    ['name pr', 'ada'],
    ['emails pr', 'ada bob'],
    ['not (title pr)', 'bob cay'],
    ['userName gt "b"', 'bob cay'],
    ['userName ge "bob@example.com"', 'bob cay'],
    ['userName lt "B"', 'ada'],
    ['userName le "bob@example.com"', 'ada bob'],
    ['active eq false', 'cay'],
    ['active ne false', 'ada bob'],
    ['active eq true', 'ada bob'],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', 'ada bob cay'],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', ''],
    ['meta.created ge "2011-05-13T04:42:34+02:00"', 'ada bob cay'],
    ['meta.resourceType eq "User"', 'ada bob cay'],
    ['meta.resourceType eq "user"', ''],
    ['externalId eq "A1"', 'ada'],
    ['externalId eq "a1"', ''],
    ['profileUrl eq "https://example.com/ada"', ''],
    [`schemas eq "${ENTERPRISE}"`, 'ada'],
    ['title pr and userType eq "Employee"', 'ada'],
    ['title pr or userType eq "Intern"', 'ada bob'],
    ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', 'ada'],
    ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', 'bob cay'],
    ['userType eq "Employee" and (emails.type eq "work")', 'ada'],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', 'ada'],
    ['emails[type eq "work" and value co "@example.net"] or ims[type eq "xmpp" and value co "@foo.com"]', 'ada bob'],
    ['emails[type eq "home" and value co "@example.com"]', ''],
    ['emails.type eq "home" and emails.value co "@example.com"', 'ada'],
    ['emails[not (type eq "work")]', 'ada'],
    ['emails[type eq "home" or value ew "net"]', 'ada bob'],
    ['title eq null', 'bob cay'],
    ['title ne null', 'ada'],
    ['userName eq "ada@example.com" or title pr and active eq false', 'ada'],
    ['(userName eq "ada@example.com" or title pr) and active eq false', ''],
    ['not (active eq false) and title pr', 'ada'],
    ['userName eq "\\u0061da@example.com"', 'ada'],
  ])('%s finds: %s', async (filter, found) => {
    expect((await names(filter)).join(' ')).toBe(found);
  });

  test.each([
    ['an unknown operator', 'userName regex "a"'],
    ['no operator', 'userName'],
    ['no value', 'userName eq'],
    ['no expression', ''],
    ['a value without quotes', 'userName eq ada'],
    ['single quotes', "userName eq 'ada'"],
    ['not without parentheses', 'not title pr'],
    ['an unknown attribute', 'shoeSize eq "38"'],
    ['an unknown sub-attribute', 'name.shoeSize pr'],
    ['an unknown schema', 'urn:example:none:title pr'],
    ['a complex attribute without "value"', 'name eq "Ada"'],
    ['order on a boolean', 'active gt false'],
    ['order on a binary', 'x509Certificates.value ge "A"'],
    ['a part of a boolean', 'active co true'],
    ['a string for a boolean', 'active eq "true"'],
    ['a number for a string', 'title eq 1'],
    ['a moment that is none', 'meta.created gt "yesterday"'],
    ['an open bracket', 'emails[type eq "work"'],
    ['an open parenthesis', '(title pr'],
    ['brackets behind a simple attribute', 'title[value eq "x"]'],
    ['two expressions without an operator between them', 'title pr title pr'],
  ])('%s is 400 invalidFilter', async (_, filter) => {
    refused(await query(filter), 400, 'invalidFilter');
    if (filter !== '')
      refused(await scim.request('POST', '/Users/.search', searchOf({ filter })), 400, 'invalidFilter');
  });

  test('what matches nothing is 200 with totalResults 0', async () => {
    const { status, body } = await query('userName eq "nobody"');
    expect(status).toBe(200);
    expect(body).toMatchObject({ schemas: [LIST], totalResults: 0 });
  });

  test('a default value is found as the client saw it', async () => {
    expect(bob.body['active']).toBe(true);
    expect(await names('active pr')).toEqual(['ada', 'bob', 'cay']);
  });

  test('id and group members are found, in the letters they have', async () => {
    expect((await query(`id eq "${ada.id}"`)).body.totalResults).toBe(1);
    expect((await query(`id eq "${ada.id.toUpperCase()}"`)).body.totalResults).toBe(0);
    const group = await make(scim, '/Groups', groupOf({ members: [{ value: cay.id }] }));
    const found = await query(`members.value eq "${cay.id}"`, '/Groups');
    expect(found.body.Resources.map(({ id }) => id)).toEqual([group.id]);
    expect((await query(`members[value eq "${bob.id}"]`, '/Groups')).body.totalResults).toBe(0);
  });

  test('a user is found by what it is now, at once after a change', async () => {
    await scim.request('PATCH', bob.url, patchOf({ op: 'replace', path: 'nickName', value: 'Bobby' }));
    expect(await names('nickName eq "bobby"')).toEqual(['bob']);
    await scim.request('PATCH', bob.url, patchOf({ op: 'remove', path: 'nickName' }));
    expect(await names('nickName eq "bobby"')).toEqual([]);
  });

  test('composed and decomposed letters are one, for filters and for uniqueness', async () => {
    await make(scim, '/Users', userOf({ userName: 'zo\u00eb@example.com' }));
    expect(await names('userName eq "ZOE\u0308@example.com"')).toHaveLength(1);
    refused(await scim.request('POST', '/Users', userOf({ userName: 'zoe\u0308@example.com' })), 409, 'uniqueness');
  });

  test('letters in full width are those in half width, for filters and for uniqueness', async () => {
    await make(scim, '/Users', userOf({ userName: 'wide@example.com' }));
    expect(await names('userName eq "\uff37\uff29\uff24\uff25@example.com"')).toHaveLength(1);
    const wide = userOf({ userName: '\uff57ide@example.com' });
    refused(await scim.request('POST', '/Users', wide), 409, 'uniqueness');
  });
});
