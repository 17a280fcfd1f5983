import { generateCompany } from '../../simulator/company/generate.ts';
import { compareUser } from '../../simulator/dialect/diff.ts';
import {
  DEFAULT_MAPPINGS,
  ENTERPRISE_USER,
  customizeMappings,
  matchingMappings,
  stripExternal,
  type AttributeMapping,
} from '../../simulator/dialect/mapping.ts';
import type { Person } from '../../simulator/company/person.ts';
import { parseTarget, readTarget, writeTarget, type JsonObject } from '../../simulator/dialect/target-path.ts';

const person: Person = {
  objectId: 'o1',
  userPrincipalName: 'ann@contoso.example',
  userType: 'Member',
  accountEnabled: true,
  assigned: true,
  inRecycleBin: false,
  mailNickname: 'ann',
  displayName: 'Ann',
  givenName: 'Ann',
};
const valueOf = (target: string, of: Person, from: readonly AttributeMapping[] = DEFAULT_MAPPINGS): unknown =>
  from.find((mapping) => mapping.target === target)?.value(of);

describe('the default mappings', () => {
  test('are 22, each with a target of its own', () => {
    expect(new Set(DEFAULT_MAPPINGS.map((mapping) => mapping.target)).size).toBe(22);
    expect(DEFAULT_MAPPINGS.every((mapping) => parseTarget(mapping.target).attribute !== '')).toBe(true);
  });

  test('match on userName alone', () => {
    expect(matchingMappings(DEFAULT_MAPPINGS).map((mapping) => mapping.target)).toEqual(['userName']);
  });

  test.each([
    ['ann_partner.com#EXT#@contoso.example', 'ann_partner.com@contoso.example'],
    ['ann@contoso.example', 'ann@contoso.example'],
  ])('turn the account name %s into %s', (upn, expected) => {
    expect(stripExternal(upn)).toBe(expected);
    expect(valueOf('userName', { ...person, userPrincipalName: upn })).toBe(expected);
  });

  test.each([
    ['works', {}, true],
    ['is disabled', { accountEnabled: false }, false],
    ['is not assigned', { assigned: false }, false],
    ['is in the recycle bin', { inRecycleBin: true }, false],
  ])('set active for somebody who %s', (_, change, expected) => {
    expect(valueOf('active', { ...person, ...change })).toBe(expected);
  });

  test.each([
    [{ givenName: 'Ann', surname: 'Lee' }, 'Ann Lee'],
    [{ givenName: 'Ann' }, 'Ann'],
  ])('join %j to a formatted name', (change, expected) => {
    expect(valueOf('name.formatted', { ...person, ...change })).toBe(expected);
  });

  test('give no value where the source is empty', () => {
    const { givenName: _, ...nameless } = person;
    for (const target of ['name.formatted', 'title', 'emails[type eq "work"].value']) {
      expect(valueOf(target, nameless)).toBeUndefined();
    }
  });

  test('can be changed: another source, a new target, another precedence', () => {
    const custom = customizeMappings([
      { source: 'objectId', target: 'externalId', matching: 1 },
      { target: 'userName', matching: 2 },
      { source: 'employeeId', target: 'timezone' },
    ]);
    expect(custom).toHaveLength(23);
    expect(valueOf('externalId', person, custom)).toBe('o1');
    expect(matchingMappings(custom).map((mapping) => mapping.target)).toEqual(['externalId', 'userName']);
  });

  test('refuse a new target without a source', () => {
    expect(() => customizeMappings([{ target: 'nickName' }])).toThrow('no source given for the target "nickName"');
  });
});

describe('a target path', () => {
  const resource: JsonObject = {
    Title: 'T',
    name: { GivenName: 'G', familyName: null },
    emails: [
      { type: 'home', value: 'h' },
      { Type: 'Work', Value: 'w' },
    ],
    roles: [{ primary: true, value: 'r' }],
    [ENTERPRISE_USER.toUpperCase()]: { department: 'D', manager: { value: 'm' } },
  };

  test.each([
    ['title', 'T'],
    ['name.givenName', 'G'],
    ['name.familyName', undefined],
    ['nickName', undefined],
    ['emails[type eq "work"].value', 'w'],
    ['emails[type eq "other"].value', undefined],
    ['roles[primary eq "True"].value', 'r'],
    [`${ENTERPRISE_USER}:department`, 'D'],
    [`${ENTERPRISE_USER}:manager.value`, 'm'],
    ['urn:example:2.0:User:tag', undefined],
  ])('%s is read without regard to the case of names', (path, expected) => {
    expect(readTarget(resource, path)).toEqual(expected);
  });

  test.each([
    ['title', { title: 'x' }],
    ['name.givenName', { name: { givenName: 'x' } }],
    ['emails[type eq "work"].value', { emails: [{ type: 'work', value: 'x' }] }],
    [`${ENTERPRISE_USER}:department`, { [ENTERPRISE_USER]: { department: 'x' } }],
  ])('%s is written into an empty resource', (path, expected) => {
    const built: JsonObject = {};
    writeTarget(built, path, 'x');
    expect(built).toEqual(expected);
  });

  test.each(['', 'a b', 'emails[type ne "work"].value', 'a.b.c'])('"%s" is refused', (path) => {
    expect(() => parseTarget(path)).toThrow('is not a target path');
  });
});

describe('the comparison with what the server holds', () => {
  const held: JsonObject = { userName: 'ann@contoso.example', active: true, displayName: 'Ann', externalId: 'ann' };
  const named: JsonObject = { ...held, name: { givenName: 'Ann', formatted: 'Ann' } };

  test('finds nothing when all is as in the source', () => {
    expect(compareUser(DEFAULT_MAPPINGS, person, named)).toEqual([]);
  });

  test('finds a value that is absent and one that differs, in case or type too', () => {
    const differences = compareUser(DEFAULT_MAPPINGS, person, { ...held, displayName: 'ANN', active: 'True' });
    expect(differences).toEqual([
      { target: 'active', value: true, found: 'True' },
      { target: 'displayName', value: 'Ann', found: 'ANN' },
      { target: 'name.givenName', value: 'Ann', found: undefined },
      { target: 'name.formatted', value: 'Ann', found: undefined },
    ]);
  });

  test('never touches what is empty in the source, nor the manager', () => {
    const resource = { ...named, title: 'T', [ENTERPRISE_USER]: { manager: { value: 'm' } } };
    expect(compareUser(DEFAULT_MAPPINGS, { ...person, manager: 'o2' }, resource)).toEqual([]);
  });

  test('finds everything a person has in an empty resource', () => {
    const full = generateCompany({ users: 1, seed: '1', domain: 'contoso.example' }).people[0] as Person;
    const values = DEFAULT_MAPPINGS.filter((mapping) => mapping.value(full) !== undefined);
    expect(compareUser(DEFAULT_MAPPINGS, full, {})).toHaveLength(values.length);
  });
});
