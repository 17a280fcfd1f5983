import { applyPatch } from '../../../lambdas/scim/patch/apply.ts';
import { readPatch } from '../../../lambdas/scim/patch/message.ts';
import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import { ENTERPRISE, entraGroup, entraUser, strictUser } from '../rules.ts';

const ada: Attributes = {
  userName: 'ada',
  title: 'Countess',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [
    { type: 'work', value: 'ada@work', primary: true },
    { type: 'home', value: 'ada@home' },
  ],
  [ENTERPRISE]: { department: 'R&D', manager: { value: 'm1' } },
};
const work = { type: 'work', value: 'ada@work', primary: true };
const home = { type: 'home', value: 'ada@home' };

const apply = (operations: readonly unknown[], rules = entraUser, current = ada) =>
  applyPatch(
    current,
    readPatch({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }, rules.profile),
    rules,
  );

/** [operation(s), what the resource then holds (undefined: no longer has)]. */
type Row = [string, unknown[], Record<string, unknown>];

describe('PATCH', () => {
  test.each<Row>([
    ['add sets a single value', [{ op: 'add', path: 'nickName', value: 'A' }], { nickName: 'A' }],
    ['add of a single value replaces it', [{ op: 'add', path: 'title', value: 'Dr' }], { title: 'Dr' }],
    [
      'add merges a complex value',
      [{ op: 'add', path: 'name', value: { middleName: 'K' } }],
      { name: { givenName: 'Ada', familyName: 'Lovelace', middleName: 'K' } },
    ],
    [
      'add appends to a list',
      [{ op: 'add', path: 'emails', value: [{ type: 'other', value: 'x' }] }],
      { emails: [work, home, { type: 'other', value: 'x' }] },
    ],
    [
      'add of a value that is there changes nothing',
      [{ op: 'add', path: 'emails', value: [{ value: 'ada@home', type: 'home' }] }],
      { emails: [work, home] },
    ],
    [
      'add of one object counts as a list',
      [{ op: 'add', path: 'emails', value: { value: 'x' } }],
      { emails: [work, home, { value: 'x' }] },
    ],
    [
      'a new primary value takes over',
      [{ op: 'add', path: 'emails', value: [{ value: 'x', primary: true }] }],
      { emails: [{ ...work, primary: false }, home, { value: 'x', primary: true }] },
    ],
    [
      'a value that becomes primary takes over',
      [{ op: 'replace', path: 'emails[type eq "home"].primary', value: true }],
      {
        emails: [
          { ...work, primary: false },
          { ...home, primary: true },
        ],
      },
    ],
    [
      'add to selected values merges',
      [{ op: 'add', path: 'emails[type eq "home"]', value: { display: 'd' } }],
      { emails: [work, { ...home, display: 'd' }] },
    ],
    [
      'replace of a list replaces all',
      [{ op: 'replace', path: 'emails', value: [{ value: 'x' }] }],
      { emails: [{ value: 'x' }] },
    ],
    [
      'values that become the same are one',
      [
        {
          op: 'replace',
          path: 'emails',
          value: [{ value: 'a', type: 'work' }, { value: 'b', type: 'work' }, { value: 'c' }],
        },
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'x' },
        { op: 'remove', path: 'emails.type' },
      ],
      { emails: [{ value: 'x' }, { value: 'c' }] },
    ],
    ['replace with an empty list removes', [{ op: 'replace', path: 'emails', value: [] }], { emails: undefined }],
    ['replace with null removes', [{ op: 'replace', path: 'title', value: null }], { title: undefined }],
    ['an empty string is a value', [{ op: 'replace', path: 'title', value: '' }], { title: '' }],
    [
      'replace of a selected sub-attribute',
      [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'new' }],
      { emails: [{ ...work, value: 'new' }, home] },
    ],
    [
      'replace of a selected value',
      [{ op: 'replace', path: 'emails[type eq "home"]', value: { type: 'home', value: 'new' } }],
      { emails: [work, { type: 'home', value: 'new' }] },
    ],
    [
      'replace of a sub-attribute',
      [{ op: 'replace', path: 'name.givenName', value: 'Augusta' }],
      { name: { givenName: 'Augusta', familyName: 'Lovelace' } },
    ],
    [
      'replace of a complex value keeps what is not sent',
      [{ op: 'replace', path: 'name', value: { givenName: 'Augusta' } }],
      { name: { givenName: 'Augusta', familyName: 'Lovelace' } },
    ],
    ['remove of an attribute', [{ op: 'remove', path: 'title' }], { title: undefined }],
    ['remove of selected values', [{ op: 'remove', path: 'emails[type eq "work"]' }], { emails: [home] }],
    ['remove of a sub-attribute', [{ op: 'remove', path: 'name.givenName' }], { name: { familyName: 'Lovelace' } }],
    [
      'remove of the last sub-attribute',
      [
        { op: 'remove', path: 'name.givenName' },
        { op: 'remove', path: 'name.familyName' },
      ],
      { name: undefined },
    ],
    ['remove of an extension', [{ op: 'remove', path: ENTERPRISE }], { [ENTERPRISE]: undefined }],
    [
      'an attribute by its full name',
      [{ op: 'replace', path: `${ENTERPRISE}:department`, value: 'Sales' }],
      { [ENTERPRISE]: { department: 'Sales', manager: { value: 'm1' } } },
    ],
    [
      'names in any case',
      [{ op: 'replace', path: 'NAME.GIVENNAME', value: 'x' }],
      { name: { givenName: 'x', familyName: 'Lovelace' } },
    ],
    [
      'without a path, attributes and extensions',
      [{ op: 'add', value: { nickName: 'A', [ENTERPRISE]: { costCenter: '1' } } }],
      { nickName: 'A', [ENTERPRISE]: { ...(ada[ENTERPRISE] as object), costCenter: '1' } },
    ],
    [
      'in order',
      [
        { op: 'remove', path: 'title' },
        { op: 'add', path: 'title', value: 'a' },
        { op: 'replace', path: 'title', value: 'b' },
      ],
      { title: 'b' },
    ],
  ])('%s, in both profiles', (_name, operations, expected) => {
    for (const rules of [entraUser, strictUser]) {
      const result = apply(operations, rules);
      for (const [name, value] of Object.entries(expected)) expect(result[name]).toEqual(value);
    }
  });

  const manager = (value: unknown) => ({
    [ENTERPRISE]: { department: 'R&D', ...(value === undefined ? {} : { manager: value }) },
  });

  test.each<Row>([
    ['a bare manager', [{ op: 'Add', path: `${ENTERPRISE}:manager`, value: 'm2' }], manager({ value: 'm2' })],
    [
      'a manager in a list',
      [{ op: 'Add', path: 'manager', value: [{ $ref: 'http://x/Users/m2', value: 'm2' }] }],
      manager({ value: 'm2' }),
    ],
    [
      'a manager as an object',
      [{ op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: 'm2' } }],
      manager({ value: 'm2' }),
    ],
    [
      'the dot before an attribute of an extension',
      [{ op: 'Add', path: `${ENTERPRISE}.manager`, value: 'm2' }],
      manager({ value: 'm2' }),
    ],
    ['an empty manager', [{ op: 'Replace', path: `${ENTERPRISE}:manager`, value: '' }], manager(undefined)],
    [
      'an empty manager object',
      [{ op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: '' } }],
      manager(undefined),
    ],
    [
      'a manager by value',
      [{ op: 'replace', path: `${ENTERPRISE}:manager.value`, value: 'm2' }],
      manager({ value: 'm2' }),
    ],
    ['a removed manager', [{ op: 'Remove', path: `${ENTERPRISE}:manager` }], manager(undefined)],
    [
      'a filtered path that matches nothing',
      [{ op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '1' }],
      { phoneNumbers: [{ type: 'work', value: '1' }] },
    ],
    [
      'two of them make one value',
      [
        { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'L' },
        { op: 'Add', path: 'addresses[type eq "work"].country', value: 'C' },
      ],
      { addresses: [{ type: 'work', locality: 'L', country: 'C' }] },
    ],
    [
      'a quoted boolean in the filter',
      [{ op: 'Add', path: 'roles[primary eq "True"].value', value: 'Admin' }],
      { roles: [{ primary: true, value: 'Admin' }] },
    ],
    ['string booleans', [{ op: 'Add', path: 'active', value: 'False' }], { active: false }],
    [
      'flat keys',
      [
        {
          op: 'replace',
          value: {
            displayName: 'D',
            'name.givenName': 'G',
            [`${ENTERPRISE}:employeeNumber`]: '7',
            'emails[type eq "work"].value': 'w',
          },
        },
      ],
      { displayName: 'D', name: { givenName: 'G', familyName: 'Lovelace' }, emails: [{ ...work, value: 'w' }, home] },
    ],
    [
      'the value of a Remove is ignored',
      [{ op: 'Remove', path: 'emails[type eq "work"].value', value: 'other' }],
      { emails: [home] },
    ],
    [
      'a Remove by value',
      [{ op: 'Remove', path: 'emails', value: [{ type: 'home', value: 'ada@home' }] }],
      { emails: [work] },
    ],
    [
      'a Remove that matches nothing',
      [
        { op: 'Remove', path: 'phoneNumbers[type eq "work"].value' },
        { op: 'Remove', path: 'emails[type eq "fax"]' },
      ],
      { emails: [work, home] },
    ],
    [
      'the null test',
      [
        { op: 'replace', path: 'emails[type eq "work"].value', value: '' },
        { op: 'replace', path: 'emails[type eq "work"].value', value: null },
      ],
      { emails: [home] },
    ],
    [
      'unknown attributes',
      [
        { op: 'Add', path: 'shoeSize', value: '38' },
        { op: 'Add', path: 'urn:x:y:User:z', value: '1' },
        { op: 'add', value: { hat: 1 } },
      ],
      { shoeSize: undefined },
    ],
    [
      'read-only keys without a path',
      [{ op: 'replace', value: { id: 'x', meta: {}, schemas: [], title: 'T' } }],
      { title: 'T', id: undefined },
    ],
    [
      'keys that no attribute could have',
      [{ op: 'replace', value: { ['__proto__']: { a: 1 }, 'x y': 1, _custom: 2, title: 'T' } }],
      { title: 'T' },
    ],
    ['no operations', [], { title: 'Countess' }],
  ])('in the dialect of Entra: %s', (_name, operations, expected) => {
    const result = apply(operations);
    for (const [name, value] of Object.entries(expected)) expect(result[name]).toEqual(value);
  });

  test('members are removed by value only where they are listed', () => {
    const group = { displayName: 'g', members: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] };
    const result = apply(
      [
        { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'a' }] },
        { op: 'remove', path: 'members[value eq "c"]' },
        { op: 'Add', path: 'members', value: [{ $ref: null, value: 'b' }, { value: 'd' }] },
        { op: 'add', path: 'members', value: 'e' },
      ],
      entraGroup,
      group,
    );
    expect(result['members']).toEqual([{ value: 'b' }, { value: 'd' }, { value: 'e' }]);
  });

  test('leaves what it was given as it was', () => {
    const before = structuredClone(ada);
    apply([
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'x' },
      { op: 'remove', path: 'name.givenName' },
    ]);
    expect(ada).toEqual(before);
  });
});
