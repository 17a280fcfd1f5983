import { bindFilter } from '../../../lambdas/scim/query/bind.ts';
import { parseFilter } from '../../../lambdas/scim/query/parse.ts';
import { compilePredicate } from '../../../lambdas/scim/query/predicate.ts';
import type { Rules } from '../../../lambdas/scim/rules.ts';
import { groupType } from '../../../lambdas/tenant/resource-types.ts';
import { BADGE } from '../../support/tenant-schemas.ts';
import { ENTERPRISE, entraBadged, entraUser, strictBadged, strictUser } from '../rules.ts';

const ada = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  id: 'Id-1',
  externalId: 'Ext',
  userName: 'ΟΔΟΣ.Straße@Example.com',
  name: { familyName: 'Lovelace' },
  title: '',
  active: true,
  emails: [
    { type: 'work', value: 'ada@example.com', primary: true },
    { type: 'home', value: 'ada@home.example' },
  ],
  [ENTERPRISE]: { employeeNumber: '0042', manager: { value: 'Boss' } },
  meta: { resourceType: 'User', created: '2027-01-01T10:00:00.000Z', version: 'W/"1"' },
};

const predicate = (text: string, rules: Rules, unquotedValues = false) =>
  compilePredicate(bindFilter(parseFilter(text, { unquotedValues }), rules));
const matches = (text: string, rules = entraUser) => predicate(text, rules, rules === entraUser)(ada);

describe('evaluation of filters', () => {
  test.each([
    ['userName eq "οδοσ.straße@EXAMPLE.com"'],
    ['userName sw "οδος"'],
    ['externalId eq "Ext"'],
    ['id eq "Id-1"'],
    ['USERNAME co "STRA"'],
    ['userName ew ".com"'],
    ['name.familyName gt "Kay"'],
    ['name.familyName le "lovelace"'],
    ['name pr'],
    ['not (title pr)'],
    ['nickName eq null'],
    ['name.familyName ne null'],
    ['nickName ne "x"'],
    ['active eq true'],
    ['active eq "True"'],
    ['emails co "home"'],
    ['emails.type eq "HOME"'],
    ['emails ne "ada@example.com"'],
    ['emails[type eq "work" and value co "@example"]'],
    ['emails[primary eq true].value sw "ada"'],
    ['meta.created gt "2026-12-31T23:59:59Z"'],
    ['meta.created eq "2027-01-01T11:00:00+01:00"'],
    ['meta.created ge "2027-01-01"'],
    ['schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"'],
    [`${ENTERPRISE}:employeeNumber eq "0042"`],
    [`${ENTERPRISE.toUpperCase()}:EMPLOYEENUMBER eq "0042"`],
    [`${ENTERPRISE}:manager.value eq "Boss"`],
    [`${ENTERPRISE}:manager eq "Boss"`],
    ['urn:ietf:params:scim:schemas:core:2.0:User:name.familyName eq "Lovelace"'],
    ['manager eq "Boss"'],
  ])('%s matches', (text) => {
    expect(matches(text)).toBe(true);
  });

  test.each([
    ['externalId eq "ext"'],
    ['title pr'],
    ['nickName eq "x"'],
    ['nickName gt "a"'],
    ['emails[type eq "work" and value co "home"]'],
    ['emails[type eq "home" and primary eq true]'],
    ['meta.created lt "2027-01-01T10:00:00Z"'],
    ['manager eq "boss"'],
    ['active ne true'],
    ['userName eq null'],
  ])('%s does not match', (text) => {
    expect(matches(text)).toBe(false);
  });

  const badge = {
    [BADGE]: {
      whole: 7,
      fraction: 1.5,
      flag: false,
      moment: '2027-01-31T08:00:00Z',
      bytes: 'QUJD',
      link: 'https://Example.com/A',
      exact: 'Abc',
      text: 'Abc',
      texts: ['a', 'b'],
      wholes: [1, 10],
      keys: [{ value: 'front', doors: [1, 2] }, { value: 'back' }],
    },
    emails: [{ type: 'work' }, { type: 'home', value: '' }, { value: 'x' }],
  };

  test.each([
    ['whole eq 7', true],
    ['whole ne 7', false],
    ['whole gt 6', true],
    ['whole gt 7', false],
    ['whole ge 7', true],
    ['whole ge 8', false],
    ['whole lt 8', true],
    ['whole lt 7', false],
    ['whole le 7', true],
    ['whole le 6', false],
    ['whole lt 10', true],
    ['fraction gt 1', true],
    ['fraction le 1.5', true],
    ['flag eq false', true],
    ['flag ne false', false],
    ['flag eq true', false],
    ['flag pr', true],
    ['moment eq "2027-01-31T09:00:00+01:00"', true],
    ['moment gt "2027-01-31"', true],
    ['moment lt "2027-01-31T08:00:00.001Z"', true],
    ['moment ge "2027-01-31T08:00:01Z"', false],
    ['bytes eq "QUJD"', true],
    ['bytes eq "qujd"', false],
    ['bytes sw "QU"', true],
    ['bytes sw "qu"', false],
    ['link sw "https://Example"', true],
    ['link sw "https://example"', false],
    ['link lt "https://Example.com/B"', true],
    ['exact co "bc"', true],
    ['exact co "BC"', false],
    ['text co "BC"', true],
    ['text ew "C"', true],
    ['text ew "B"', false],
    ['text lt "abcd"', true],
    ['text lt "abc"', false],
    ['text le "abc"', true],
    ['text gt "abb"', true],
    ['text gt "abc"', false],
    ['text ge "abc"', true],
    ['keys[doors eq 2]', true],
    ['keys[doors eq 3]', false],
    ['keys[value eq "back" and doors pr]', false],
    ['keys.doors eq 2', true],
    ['keys.doors eq 3', false],
    ['texts co "B"', true],
    ['wholes gt 9', true],
    ['wholes gt 10', false],
    ['keys eq "back"', true],
    ['keys eq null', false],
    ['asked eq null', true],
    ['asked ne null', false],
    ['box eq null', true],
    ['box pr', false],
  ])('%s is %s for a value of its type', (text, expected) => {
    const test = predicate(text.replaceAll(/^/g, `${BADGE}:`), strictBadged);
    expect(test(badge)).toBe(expected);
    expect(test({})).toBe(/ (?:eq null|ne .*[^l])$/.test(text));
  });

  test.each([
    ['emails pr', true],
    ['emails.value pr', true],
    ['emails.display pr', false],
    ['emails.value eq null', false],
    ['emails.display eq null', true],
    ['emails.value ne "x"', true],
    ['emails[type eq "work" and value ne "x"]', true],
    ['emails[value eq "x" and value ne "x"]', false],
    ['title pr or emails.value eq "x"', true],
    ['title pr or title eq "x"', false],
    ['title ne "x"', true],
    ['emails[type eq "work" or value eq "y"]', true],
    ['addresses.locality ne "x"', true],
  ])('%s is %s where parts of values are missing', (text, expected) => {
    expect(predicate(text, strictUser)(badge)).toBe(expected);
  });

  test.each<[string, unknown, boolean]>([
    ['title ne "x"', { title: null }, true],
    ['title eq null', { title: null }, true],
    ['title pr', { title: null }, false],
    ['emails ne "x"', { emails: [{ value: null }, { value: 'x' }] }, false],
    ['emails.value pr', { emails: [null, 'x', { value: 'x' }] }, true],
    ['emails.value pr', { emails: [null, 'x'] }, false],
    ['name.givenName pr', { name: 'x' }, false],
    ['name.givenName pr', { name: [] }, false],
    ['name pr', { name: { givenName: '', familyName: null } }, false],
    ['name pr', { name: { givenName: '', familyName: 'x' } }, true],
    ['title co "1"', { title: 1 }, false],
    ['title eq "1"', { title: 1 }, false],
    ['title ne "1"', { title: {} }, false],
    ['title pr', null, false],
    ['title pr', 'x', false],
    [`${ENTERPRISE}:department pr`, { [ENTERPRISE]: null }, false],
    ['meta.created gt "2027-01-01"', { meta: { created: 'soon' } }, false],
    ['active eq true', { active: 'true' }, false],
  ])('%s of %j is %s: what is stored is not trusted', (text, resource, expected) => {
    expect(predicate(text, strictUser)(resource)).toBe(expected);
  });

  test('quirk unquoted-filter-values: what is not a string is compared as one with strings', () => {
    const user = { title: '7', displayName: 'true' };
    const test = (text: string) => predicate(text, entraUser)(user);
    expect([test('title eq 7'), test('displayName eq true'), test('title co 7'), test('title eq 8')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('quirks string-booleans and string-numbers: so are strings with booleans and numbers', () => {
    const test = (text: string) => predicate(`${BADGE}:${text}`, entraBadged)(badge);
    expect([test('flag eq "False"'), test('flag eq "True"'), test('whole eq "7"'), test('fraction lt "1.6"')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('in a query across types, what another type knows has no value', () => {
    const among = { ...strictUser, among: [strictUser.type, groupType] };
    const test = (text: string) => predicate(text, among)({ userName: 'ada' });
    expect([test('members pr'), test('userName pr'), test('members eq null')]).toEqual([false, true, true]);
    expect(() => test('unknown pr')).toThrow('User has no attribute "unknown"');
  });
});

describe('blanks, and what cannot be seen', () => {
  const anna = { title: ' Anna\u00a0Lee\u200b ' };
  test.each([
    ['title eq "anna lee"', true],
    ['title eq "Anna Lee\u00ad"', true],
    ['title sw "an\u200bna"', true],
    ['title sw "anna "', true],
    ['title sw "ann "', false],
    ['title ew "lee"', true],
    ['title ew "lee  "', false],
    ['title co " "', true],
    ['title co "a l"', true],
    ['title co "  l"', false],
    ['title co "anna lee  "', true],
  ])('%s is %s', (filter, expected) => {
    expect(predicate(filter, strictUser)(anna)).toBe(expected);
  });

  test('a value without a blank contains none', () => {
    expect(predicate('title co " "', strictUser)({ title: 'Anna' })).toBe(false);
  });
});
