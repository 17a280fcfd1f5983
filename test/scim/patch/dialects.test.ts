import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import { BADGE as B } from '../../support/tenant-schemas.ts';
import { ENTERPRISE as E, entraBadged, entraGroup, strictBadged, strictGroup, USER as U } from '../rules.ts';
import {
  add,
  badged,
  check,
  enterprise,
  home,
  managed,
  remove,
  replace,
  same,
  work,
  type Operation,
  type Outcome,
} from './outcome.ts';

const SCHEMAS = `"schemas" follows from the attributes that the resource has: an operation cannot remove it, and may name only ${[U, E, B].join(', ')}`;
const NULL = 'leave it out, or send null for the whole list';
const UNKNOWN = 'the attributes are listed at /Schemas';
const READ_ONLY = 'is readOnly: the service sets it, an operation cannot';
const NOT_DESCRIBED = ', and its filter does not describe one to create: use eq joined by and';

describe('what an operation leads to by profile', () => {
  test.each<[Operation, Outcome, Outcome]>([
    [{ op: 'add', value: { schemas: 1, title: 'T' } }, { title: 'T' }, `mutability: Operations[0] (add): ${SCHEMAS}`],
    [
      { op: 'replace', value: { schemas: [U, 'urn:x'], title: 'T' } },
      { title: 'T' },
      `mutability: Operations[0] (replace): ${SCHEMAS}`,
    ],
    // Sub-attributes that the service sets.
    [
      add(`${E}:manager.displayName`, 'x'),
      same,
      `mutability: Operations[0] (add): "${E}:manager.displayName" ${READ_ONLY}`,
    ],
    [remove(`${B}:chip.state`), same, `mutability: Operations[0] (remove): "${B}:chip.state" ${READ_ONLY}`],
    // Lists of simple values, as if they were complex.
    ...['a', ['a'], { value: 'a' }, [{ value: 'a' }, { value: 'c' }]].map((value): [Operation, Outcome, Outcome] => {
      const whole = [value].flat();
      const isObject = typeof whole[0] === 'object';
      const texts = whole.some((each) => typeof each === 'object' && each.value === 'c') ? ['a', 'b', 'c'] : ['a', 'b'];
      return [
        add(`${B}:texts`, value),
        badged({ texts }),
        isObject
          ? `invalidValue: Operations[0] (add): "${B}:texts[0]" is {"value":"a"}; it must be a string`
          : badged({ texts }),
      ];
    }),
    [
      replace(`${B}:texts`, [{ value: 'c' }, {}]),
      badged({ texts: ['c'] }),
      `invalidValue: Operations[0] (replace): "${B}:texts[0]" is {"value":"c"}; it must be a string`,
    ],
    [replace(`${B}:texts`, ''), badged({ texts: undefined }), badged({ texts: [''] })],
    [replace(`${B}:texts`, ['', 'c']), badged({ texts: ['c'] }), badged({ texts: ['', 'c'] })],
    [add(`${B}:texts`, [{}]), same, `invalidValue: Operations[0] (add): "${B}:texts[0]" is {}; it must be a string`],
    [
      { ...remove(`${B}:texts`), value: [{ value: 'a' }] },
      badged({ texts: ['b'] }),
      `invalidValue: Operations[0] (remove): "value" is given; remove of "${B}:texts" takes none (RFC 7644 §3.5.2.2)`,
    ],
    [
      remove(`${B}:texts[value eq "a"]`),
      badged({ texts: ['b'] }),
      `invalidPath: Operations[0] (remove): path: "texts" has simple values, brackets cannot follow it in "${B}:texts[value eq "a"]"`,
    ],
    [
      replace(`${B}:texts[value eq "a"].value`, 'c'),
      badged({ texts: ['c', 'b'] }),
      `invalidPath: Operations[0] (replace): path: User has no attribute "${B}:texts.value"; ${UNKNOWN}`,
    ],
    [
      add(`${B}:texts[value eq "c"].value`, 'c'),
      badged({ texts: ['a', 'b', 'c'] }),
      `invalidPath: Operations[0] (add): path: User has no attribute "${B}:texts.value"; ${UNKNOWN}`,
    ],
    [
      add(`${B}:texts.value`, 'c'),
      badged({ texts: ['a', 'b', 'c'] }),
      `invalidPath: Operations[0] (add): path: User has no attribute "${B}:texts.value"; ${UNKNOWN}`,
    ],
    // Values of another type.
    [replace('title', 1), { title: '1' }, 'invalidValue: Operations[0] (replace): "title" is 1; it must be a string'],
    [
      replace(`${B}:texts`, [1]),
      badged({ texts: ['1'] }),
      `invalidValue: Operations[0] (replace): "${B}:texts[0]" is 1; it must be a string`,
    ],
    [
      replace(`${B}:box`, { flag: '', text: 'x' }),
      same,
      `invalidValue: Operations[0] (replace): "${B}:box.flag" is ""; it must be true or false`,
    ],
    [
      replace(`${B}:whole`, ''),
      same,
      `invalidValue: Operations[0] (replace): "${B}:whole" is ""; it must be a whole number`,
    ],
    [
      replace('name', ''),
      { name: undefined },
      'invalidValue: Operations[0] (replace): "name" is ""; it must be an object',
    ],
    [
      replace('emails[type eq "home"]', ''),
      { emails: [work] },
      'invalidValue: Operations[0] (replace): "emails[type eq "home"][0]" is ""; it must be an object',
    ],
    [add('addresses', ''), same, 'invalidValue: Operations[0] (add): "addresses[0]" is ""; it must be an object'],
    [add('emails', [null]), same, `invalidValue: Operations[0] (add): "emails[0]" is null; ${NULL}`],
    [
      add('phoneNumbers', [
        { value: 'a', primary: true },
        { value: 'b', primary: true },
      ]),
      {
        phoneNumbers: [
          { value: 'a', primary: false },
          { value: 'b', primary: true },
        ],
      },
      'invalidValue: Operations[0] (add): "phoneNumbers" has 2 values with "primary": true; at most one is allowed',
    ],
    // Other spellings of paths.
    [
      replace('name.givenName.x', 'y'),
      same,
      'invalidPath: Operations[0] (replace): path: this is not the name of an attribute, at position 1: "name.givenName.x"',
    ],
    [
      replace('emails[type eq "work"].value.x', 'y'),
      same,
      'invalidPath: Operations[0] (replace): path: expected the name of a sub-attribute after ".", at position 23: ".value.x"',
    ],
    [
      replace(`${E}.manager.value`, 'm2'),
      managed({ value: 'm2' }),
      `invalidPath: Operations[0] (replace): path: User has no attribute "${E}.manager.value"; ${UNKNOWN}`,
    ],
    [
      replace(`${U}:name:givenName`, 'x'),
      { name: { givenName: 'x', familyName: 'L' } },
      `invalidPath: Operations[0] (replace): path: User has no attribute "${U}:name:givenName"; ${UNKNOWN}`,
    ],
    [
      replace('urn:scim:schemas:extension:enterprise:1.0:department', 'x'),
      { [E]: { ...enterprise, department: 'x' } },
      `invalidPath: Operations[0] (replace): path: User has no attribute "urn:scim:schemas:extension:enterprise:1.0:department"; ${UNKNOWN}`,
    ],
    [
      replace('urn:scim:schemas:extension:enterprise:2.0', { department: 'x' }),
      { [E]: { ...enterprise, department: 'x' } },
      `invalidPath: Operations[0] (replace): path: User has no attribute "urn:scim:schemas:extension:enterprise:2.0"; ${UNKNOWN}`,
    ],
    [
      { op: 'add', value: { 'name.givenName': 'x' } },
      { name: { givenName: 'x', familyName: 'L' } },
      'invalidValue: Operations[0] (add): "name.givenName" is a path; send it as the "path" of an operation of its own',
    ],
    [
      { op: 'add', value: { 'emails[type eq "home"].value': 'x' } },
      { emails: [work, { ...home, value: 'x' }] },
      'invalidValue: Operations[0] (add): "emails[type eq "home"].value" is a path; send it as the "path" of an operation of its own',
    ],
    [
      { op: 'add', value: { [`${'x'.repeat(100)}.y`]: 'x' } },
      same,
      `invalidValue: Operations[0] (add): "${'x'.repeat(80)}" is a path; send it as the "path" of an operation of its own`,
    ],
    [
      { op: 'replace', value: { [E]: { 'manager.value': 'm2' } } },
      managed({ value: 'm2' }),
      'invalidValue: Operations[0] (replace): "manager.value" is a path; send it as the "path" of an operation of its own',
    ],
    [
      add(B, { 'keys[value eq "k"].doors': [2] }),
      badged({ keys: [{ value: 'k', doors: [2] }] }),
      'invalidValue: Operations[0] (add): "keys[value eq "k"].doors" is a path; send it as the "path" of an operation of its own',
    ],
    // Keys that are neither a name nor a path.
    [
      { op: 'replace', value: { 'http://x.y/z': 1, 'emails[': 1, 'urn:x y': 1, '.': 1, title: 'T' } },
      { title: 'T' },
      'invalidValue: Operations[0] (replace): "http://x.y/z" is a path; send it as the "path" of an operation of its own',
    ],
    [
      add(B, { 'keys[': 1, text: 't' }),
      badged({ text: 't' }),
      'invalidValue: Operations[0] (add): "keys[" is a path; send it as the "path" of an operation of its own',
    ],
    [
      { op: 'add', value: { id: 'x', title: 'T' } },
      { title: 'T' },
      `mutability: Operations[0] (add): "id" ${READ_ONLY}`,
    ],
    [
      add(B, { grade: 'x', text: 't' }),
      badged({ text: 't' }),
      `mutability: Operations[0] (add): "${B}:grade" ${READ_ONLY}`,
    ],
    [add('unknown', 1), same, `invalidPath: Operations[0] (add): path: User has no attribute "unknown"; ${UNKNOWN}`],
    [
      add(`${E}:unknown`, 1),
      same,
      `invalidPath: Operations[0] (add): path: User has no attribute "${E}:unknown"; ${UNKNOWN}`,
    ],
    [
      add('name.unknown', 1),
      same,
      `invalidPath: Operations[0] (add): path: User has no attribute "name.unknown"; ${UNKNOWN}`,
    ],
    [
      replace('name', { unknown: 1 }),
      same,
      `invalidSyntax: Operations[0] (replace): "name.unknown" is not an attribute of this resource type; ${UNKNOWN}`,
    ],
    [
      { ...remove('title'), value: 'x' },
      { title: undefined },
      'invalidValue: Operations[0] (remove): "value" is given; remove of "title" takes none (RFC 7644 §3.5.2.2)',
    ],
    [
      { ...remove('emails'), value: [{ type: 'home', value: 'h' }] },
      { emails: [work] },
      'invalidValue: Operations[0] (remove): "value" is given; remove of "emails" takes none (RFC 7644 §3.5.2.2)',
    ],
    ...['w', { value: 'w' }, [{ value: 'W', type: 'WORK' }], [{ primary: true }]].map(
      (value): [Operation, Outcome, Outcome] => [
        { ...remove('emails'), value },
        { emails: [home] },
        'invalidValue: Operations[0] (remove): "value" is given; remove of "emails" takes none (RFC 7644 §3.5.2.2)',
      ],
    ),
    [
      { ...remove('emails'), value: [{ value: 'w', type: 'home' }] },
      same,
      'invalidValue: Operations[0] (remove): "value" is given; remove of "emails" takes none (RFC 7644 §3.5.2.2)',
    ],
    [
      { ...remove('emails'), value: [] },
      same,
      'invalidValue: Operations[0] (remove): "value" is given; remove of "emails" takes none (RFC 7644 §3.5.2.2)',
    ],
    [
      { ...remove(`${B}:texts`), value: ['A'] },
      badged({ texts: ['b'] }),
      `invalidValue: Operations[0] (remove): "value" is given; remove of "${B}:texts" takes none (RFC 7644 §3.5.2.2)`,
    ],
    [
      { ...remove(`${B}:texts`), value: ['a', 'z'] },
      badged({ texts: ['b'] }),
      `invalidValue: Operations[0] (remove): "value" is given; remove of "${B}:texts" takes none (RFC 7644 §3.5.2.2)`,
    ],
    [replace(`${E}:manager`, { value: '' }), managed(undefined), managed({ value: '' })],
    [replace(`${E}:manager.value`, ''), managed(undefined), managed({ value: '' })],
    [
      replace(`${B}:keys[value eq "k"]`, { doors: [2] }),
      badged({ keys: [{ value: 'k', doors: [2] }] }),
      `invalidValue: "${B}:keys.value" is required; send a value that is not empty`,
    ],
    [
      add('emails[type eq "work"]', 'x'),
      { emails: [{ ...work, value: 'x' }, home] },
      'invalidValue: Operations[0] (add): "emails[type eq "work"][0]" is "x"; it must be an object',
    ],
    [
      replace('emails[type eq "home"]', { value: 'n', primary: true }),
      {
        emails: [
          { ...work, primary: false },
          { type: 'home', value: 'n', primary: true },
        ],
      },
      {
        emails: [
          { ...work, primary: false },
          { value: 'n', primary: true },
        ],
      },
    ],
    [
      replace('emails[type eq "fax"].value', 'f'),
      { emails: [work, home, { type: 'fax', value: 'f' }] },
      'noTarget: Operations[0] (replace): "emails[type eq "fax"].value" matches no value of "emails"',
    ],
    [
      add('emails[type eq "fax" and primary eq true].value', 'f'),
      { emails: [{ ...work, primary: false }, home, { type: 'fax', primary: true, value: 'f' }] },
      'noTarget: Operations[0] (add): "emails[type eq "fax" and primary eq true].value" matches no value of "emails"',
    ],
    [
      add('emails[type eq "fax"]', { display: 'd' }),
      { emails: [work, home, { type: 'fax', display: 'd' }] },
      'noTarget: Operations[0] (add): "emails[type eq "fax"]" matches no value of "emails"',
    ],
    [
      add('emails[type eq "fax"]', {}),
      same,
      'noTarget: Operations[0] (add): "emails[type eq "fax"]" matches no value of "emails"',
    ],
    [
      add('emails[type eq "fax"].value', null),
      same,
      'noTarget: Operations[0] (add): "emails[type eq "fax"].value" matches no value of "emails"',
    ],
    ...[
      'type ne "work" and type ne "home"',
      'type eq "fax" or type eq "x"',
      'not (type pr)',
      'display eq null and type eq "fax"',
      'type eq "fax" and display eq null',
      'type sw "f"',
      'display pr',
    ].map((filter): [Operation, Outcome, Outcome] => {
      const refusal = `noTarget: Operations[0] (add): "emails[${filter}].value" matches no value of "emails"`;
      return [add(`emails[${filter}].value`, 'f'), refusal + NOT_DESCRIBED, refusal];
    }),
    [remove('emails[type eq "work"].value'), { emails: [home] }, { emails: [{ type: 'work', primary: true }, home] }],
    [
      add('phoneNumbers', 'x'),
      { phoneNumbers: [{ value: 'x' }] },
      'invalidValue: Operations[0] (add): "phoneNumbers[0]" is "x"; it must be an object',
    ],
    [
      replace('emails[type eq work].value', 'n'),
      { emails: [{ ...work, value: 'n' }, home] },
      'invalidPath: Operations[0] (replace): path: expected a value: a string in double quotes, a number, true, false or null, at position 16: "work"',
    ],
  ])('%j, first in the profile entra, then in strict', (operation, entra, strict) => {
    check(operation, entra, entraBadged);
    check(operation, strict, strictBadged);
  });

  test('members are the same when they refer to the same, whatever else is sent with them', () => {
    const group: Attributes = { displayName: 'g', members: [{ value: 'a', type: 'User' }, { value: 'b' }] };
    for (const rules of [entraGroup, strictGroup]) {
      check(
        add('members', [{ value: 'a' }, { value: 'c' }]),
        { members: [{ value: 'a', type: 'User' }, { value: 'b' }, { value: 'c' }] },
        rules,
        group,
      );
      check(add('members', [{ $ref: 'x' }]), same, rules, group);
      check(remove('members[value eq "a"]'), { members: [{ value: 'b' }] }, rules, group);
    }
    check({ ...remove('members'), value: [{ value: 'a' }, 'x'] }, { members: [{ value: 'b' }] }, entraGroup, group);
    check({ ...remove('members'), value: { $ref: 'x' } }, same, entraGroup, group);
  });

  test('what is left of a value goes when only its type, display or primary is left (quirk bare-elements)', () => {
    const current: Attributes = {
      userName: 'ada',
      emails: [{ type: 'work', value: 'w', display: 'W', primary: true }, { type: 'home' }],
      addresses: [{ type: 'work', locality: 'L', country: 'C' }],
    };
    check(remove('emails[type eq "work"].value'), { emails: [{ type: 'home' }] }, entraBadged, current);
    check(replace('emails[type eq "work"].value', null), { emails: [{ type: 'home' }] }, entraBadged, current);
    check(
      replace('emails[type eq "home"].display', 'd'),
      {
        emails: [
          { type: 'work', value: 'w', display: 'W', primary: true },
          { type: 'home', display: 'd' },
        ],
      },
      entraBadged,
      current,
    );
    check(
      remove('addresses[type eq "work"].country'),
      { addresses: [{ type: 'work', locality: 'L' }] },
      entraBadged,
      current,
    );
  });
});
