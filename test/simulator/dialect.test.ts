import {
  DIALECTS,
  PATCH_OP,
  buildCreate,
  buildManagerPatch,
  buildPatch,
  type ManagerForm,
} from '../../simulator/dialect/dialect.ts';
import type { Difference } from '../../simulator/dialect/diff.ts';
import { CORE_USER, DEFAULT_MAPPINGS, ENTERPRISE_USER, MANAGER } from '../../simulator/dialect/mapping.ts';
import type { Person } from '../../simulator/company/person.ts';
import type { JsonObject } from '../../simulator/dialect/target-path.ts';

const EMAIL = 'emails[type eq "work"].value';
const differs = (target: string, value: string | boolean): Difference => ({ target, value, found: 'old' });
const absent = (target: string, value: string | boolean): Difference => ({ target, value, found: undefined });

interface Case {
  name: string;
  differences: Difference[];
  classic: JsonObject[];
  flagged: JsonObject[];
}

const CASES: Case[] = [
  {
    name: 'one value that differs',
    differences: [differs('displayName', 'Pavlo')],
    classic: [{ op: 'Replace', path: 'displayName', value: 'Pavlo' }],
    flagged: [{ op: 'replace', value: { displayName: 'Pavlo' } }],
  },
  {
    name: 'one value that was absent',
    differences: [absent(`${ENTERPRISE_USER}:department`, 'Retail')],
    classic: [{ op: 'Add', path: `${ENTERPRISE_USER}:department`, value: 'Retail' }],
    flagged: [{ op: 'add', value: { [`${ENTERPRISE_USER}:department`]: 'Retail' } }],
  },
  {
    name: 'a value behind a filter',
    differences: [differs(EMAIL, 'x@y.z'), absent('phoneNumbers[type eq "fax"].value', '1')],
    classic: [
      { op: 'Replace', path: EMAIL, value: 'x@y.z' },
      { op: 'Add', path: 'phoneNumbers[type eq "fax"].value', value: '1' },
    ],
    flagged: [
      { op: 'replace', path: EMAIL, value: 'x@y.z' },
      { op: 'add', path: 'phoneNumbers[type eq "fax"].value', value: '1' },
    ],
  },
  {
    name: 'many values, merged under flat keys',
    differences: [
      differs('displayName', 'Bo'),
      absent('name.givenName', 'B'),
      differs(EMAIL, 'x@y.z'),
      differs(`${ENTERPRISE_USER}:employeeNumber`, '7'),
    ],
    classic: [
      { op: 'Replace', path: 'displayName', value: 'Bo' },
      { op: 'Add', path: 'name.givenName', value: 'B' },
      { op: 'Replace', path: EMAIL, value: 'x@y.z' },
      { op: 'Replace', path: `${ENTERPRISE_USER}:employeeNumber`, value: '7' },
    ],
    flagged: [
      { op: 'replace', path: EMAIL, value: 'x@y.z' },
      {
        op: 'replace',
        value: { displayName: 'Bo', 'name.givenName': 'B', [`${ENTERPRISE_USER}:employeeNumber`]: '7' },
      },
    ],
  },
  {
    name: 'a user who is switched off',
    differences: [differs('active', false)],
    classic: [{ op: 'Replace', path: 'active', value: 'False' }],
    flagged: [{ op: 'replace', value: { active: false } }],
  },
  {
    name: 'a user who is switched on, whose active was absent',
    differences: [absent('active', true)],
    classic: [{ op: 'Add', path: 'active', value: 'True' }],
    flagged: [{ op: 'add', value: { active: true } }],
  },
];

describe.each(['classic', 'flagged'] as const)('the %s dialect', (name) => {
  test.each(CASES)('writes $name', ({ differences, [name]: Operations }) => {
    expect(buildPatch(differences, DIALECTS[name])).toEqual({ schemas: [PATCH_OP], Operations });
  });
});

const MANAGER_FORMS: [ManagerForm, JsonObject][] = [
  ['string', { op: 'Add', path: MANAGER, value: 'm1' }],
  ['object', { op: 'Add', path: MANAGER, value: { value: 'm1' } }],
  ['array-ref', { op: 'Add', path: 'manager', value: [{ $ref: 'http://h/Users/m1', value: 'm1' }] }],
];

test.each(MANAGER_FORMS)('the manager form %s has its documented shape', (managerForm, operation) => {
  const patch = buildManagerPatch('m1', 'http://h/Users', { ...DIALECTS.classic, managerForm });
  expect(patch).toEqual({ schemas: [PATCH_OP], Operations: [operation] });
});

test('a new user has the documented shape: no empty attribute, no manager, primary work e-mail, no roles', () => {
  const person: Person = {
    objectId: 'o1',
    userPrincipalName: 'ann_partner.com#EXT#@contoso.example',
    userType: 'Guest',
    accountEnabled: true,
    assigned: true,
    inRecycleBin: false,
    mailNickname: 'ann',
    displayName: 'Ann',
    surname: 'Lee',
    mail: 'ann@partner.com',
    city: 'Bath',
    country: 'GB',
    mobile: '1',
    employeeId: '7',
    manager: 'o2',
  };
  expect(buildCreate(DEFAULT_MAPPINGS, person)).toEqual({
    schemas: [CORE_USER, ENTERPRISE_USER],
    userName: 'ann_partner.com@contoso.example',
    active: true,
    displayName: 'Ann',
    externalId: 'ann',
    name: { familyName: 'Lee', formatted: 'Lee' },
    emails: [{ type: 'work', primary: true, value: 'ann@partner.com' }],
    addresses: [{ type: 'work', locality: 'Bath', country: 'GB' }],
    phoneNumbers: [{ type: 'mobile', value: '1' }],
    [ENTERPRISE_USER]: { employeeNumber: '7' },
    meta: { resourceType: 'User' },
    roles: [],
  });
});
