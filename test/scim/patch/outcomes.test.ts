import { applyPatch } from '../../../lambdas/scim/patch/apply.ts';
import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import { BADGE as B } from '../../support/tenant-schemas.ts';
import { ENTERPRISE as E, entraBadged, strictBadged, USER as U } from '../rules.ts';
import {
  add,
  badge,
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

const READ_ONLY = 'is readOnly: the service sets it, an operation cannot';
const SCHEMAS = `"schemas" follows from the attributes that the resource has: an operation cannot remove it, and may name only ${[U, E, B].join(', ')}`;
const FIXED = 'is immutable: it cannot be changed once it has a value';

describe('what an operation leads to', () => {
  test.each<[Operation, Outcome]>([
    [{ op: 'remove' }, 'noTarget: Operations[0] (remove): "path" is missing; remove needs one (RFC 7644 §3.5.2.2)'],
    [
      { op: 'add', value: 'x' },
      'invalidValue: Operations[0] (add): "value" is "x"; without a "path" it must be an object of attributes',
    ],
    [
      { op: 'replace', value: ['x'] },
      'invalidValue: Operations[0] (replace): "value" is ["x"]; without a "path" it must be an object of attributes',
    ],
    [{ op: 'add', value: { [`${E}:department`]: 'x' } }, { [E]: { ...enterprise, department: 'x' } }],
    [
      { op: 'add', value: { [E]: 'x' } },
      `invalidValue: Operations[0] (add): "${E}" is "x"; it must be an object with the attributes of the extension`,
    ],
    [
      add(E, 'x'),
      `invalidValue: Operations[0] (add): "${E}" is "x"; it must be an object with the attributes of the extension`,
    ],
    [replace(E, null), { [E]: undefined }],
    [remove(E), { [E]: undefined }],
    [add(E, { department: 'x', manager: { displayName: 'x' } }), { [E]: { ...enterprise, department: 'x' } }],
    [add(`${E}[x pr]`, 'x'), `invalidPath: Operations[0] (add): path: brackets cannot follow the extension ${E}`],
    // What the service keeps, and what it discards.
    [add('id', 1), `mutability: Operations[0] (add): "id" ${READ_ONLY}`],
    [remove('meta.created'), `mutability: Operations[0] (remove): "meta.created" ${READ_ONLY}`],
    [add('groups', []), `mutability: Operations[0] (add): "groups" ${READ_ONLY}`],
    [add(`${B}:grade`, 'x'), `mutability: Operations[0] (add): "${B}:grade" ${READ_ONLY}`],
    [add(`${B}:chip.pin`, 'x'), same],
    [add('password', 'x'), same],
    [add('password', null), same],
    // What the resource holds decides about `schemas`.
    ...[
      add('schemas', 'x'),
      add('schemas', 1),
      replace('schemas', []),
      replace('schemas', [U, 'urn:x']),
      remove('schemas'),
    ].map((operation): [Operation, Outcome] => [operation, `mutability: Operations[0] (${operation.op}): ${SCHEMAS}`]),
    [replace('schemas', [U.toLowerCase(), B]), same],
    [add('schemas', [E]), same],
    // Brackets belong behind lists of objects.
    [
      add('title[type eq "x"]', 'x'),
      'invalidPath: Operations[0] (add): path: "title" has a single value, brackets cannot follow it in "title[type eq "x"]"',
    ],
    [
      add('name[givenName eq "x"]', 'x'),
      'invalidPath: Operations[0] (add): path: "name" has a single value, brackets cannot follow it in "name[givenName eq "x"]"',
    ],
    // What is required stays.
    [remove('userName'), 'mutability: Operations[0] (remove): "userName" is required and cannot be removed'],
    [replace('userName', null), 'invalidValue: "userName" is required; send a value that is not empty'],
    [replace('userName', ''), 'invalidValue: "userName" is required; send a value that is not empty'],
    [{ ...remove('title'), value: null }, { title: undefined }],
    [{ ...remove('emails'), value: null }, { emails: undefined }],
    [remove('nickName'), same],
    // Single values.
    [replace('name', 'x'), 'invalidValue: Operations[0] (replace): "name" is "x"; it must be an object'],
    [replace('name', {}), same],
    [replace('name', null), { name: undefined }],
    [replace('name', { givenName: null }), { name: { familyName: 'L' } }],
    [replace('name', { GIVENNAME: 'x' }), { name: { givenName: 'x', familyName: 'L' } }],
    [replace('name', { givenName: null, familyName: null }), { name: undefined }],
    [replace('name', { givenName: null, familyName: 'x' }), { name: { familyName: 'x' } }],
    [replace('name.givenName', null), { name: { familyName: 'L' } }],
    [add(`${B}:box.flag`, true), badged({ box: { text: 'x', flag: true } })],
    [remove(`${B}:box`), badged({ box: undefined })],
    [remove(`${B}:box.text`), badged({ box: undefined })],
    [add(`${B}:chip.color`, 'blue'), badged({ chip: { serial: '1', color: 'blue' } })],
    // A reference to somebody else is another value.
    [replace(`${E}:manager`, {}), same],
    [replace(`${E}:manager`, { value: null }), { [E]: { department: 'R' } }],
    [replace(`${E}:manager`, { $ref: null }), same],
    [replace(`${E}:manager`, { $ref: 'q' }), same],
    [replace(`${E}:manager`, { value: 'm1' }), same],
    [replace(`${E}:manager`, { value: 'm2' }), managed({ value: 'm2' })],
    [replace(`${E}:manager`, { value: 'm2', $ref: 'q' }), managed({ value: 'm2' })],
    [replace(`${E}:manager.value`, 'm1'), same],
    [replace(`${E}:manager.value`, 'm2'), managed({ value: 'm2' })],
    [replace(`${E}:manager.$ref`, 'q'), same],
    [remove(`${E}:manager.value`), managed(undefined)],
    [remove(`${E}:manager.$ref`), same],
    [remove(`${E}:manager`), managed(undefined)],
    // What is immutable may be sent again as it is, and set where it is not.
    [replace(`${B}:born`, 'y'), `mutability: "${B}:born" ${FIXED}`],
    [remove(`${B}:born`), `mutability: "${B}:born" ${FIXED}`],
    [replace(`${B}:born`, 'x'), same],
    [replace(`${B}:chip`, { serial: '2' }), `mutability: "${B}:chip.serial" ${FIXED}`],
    [replace(`${B}:chip.serial`, '2'), `mutability: "${B}:chip.serial" ${FIXED}`],
    [remove(`${B}:chip`), `mutability: "${B}:chip.serial" ${FIXED}`],
    [replace(`${B}:chip`, { color: 'blue', pin: 'p' }), badged({ chip: { serial: '1', color: 'blue' } })],
    [replace(`${B}:keys.value`, 'z'), `mutability: Operations[0] (replace): "${B}:keys.value" ${FIXED}`],
    [replace(`${B}:keys.value`, 'k'), same],
    [
      replace(`${B}:keys[value eq "k"].value`, 'z'),
      `mutability: Operations[0] (replace): "${B}:keys[value eq "k"].value" ${FIXED}`,
    ],
    [
      add(`${B}:keys[value eq "k"]`, { value: 'z' }),
      `mutability: Operations[0] (add): "${B}:keys[value eq "k"]" ${FIXED}`,
    ],
    [add(`${B}:keys[value eq "k"]`, { doors: [2] }), badged({ keys: [{ value: 'k', doors: [2] }] })],
    [remove(`${B}:keys.value`), `mutability: Operations[0] (remove): "${B}:keys.value" ${FIXED}`],
    [remove(`${B}:keys.doors`), badged({ keys: [{ value: 'k' }] })],
    [add(`${B}:keys`, [{ doors: [1] }]), `invalidValue: "${B}:keys.value" is required; send a value that is not empty`],
    [add(`${B}:keys`, [{ value: 'k2' }]), badged({ keys: [...badge.keys, { value: 'k2' }] })],
    [replace(`${B}:keys`, [{ value: 'k2' }]), badged({ keys: [{ value: 'k2' }] })],
    // Lists of simple values.
    [add(`${B}:texts`, 'c'), badged({ texts: ['a', 'b', 'c'] })],
    [add(`${B}:texts`, ['a', 'c', 'c']), badged({ texts: ['a', 'b', 'c'] })],
    [remove(`${B}:texts`), badged({ texts: undefined })],
    // Lists of objects.
    [
      add('emails[type eq "work"]', [{ value: 'a' }, { value: 'b' }]),
      'invalidValue: Operations[0] (add): "emails[type eq "work"]" selects single values; "value" is a list of 2, send one object',
    ],
    [add('emails[type eq "work"]', [{ value: 'a' }]), { emails: [{ ...work, value: 'a' }, home] }],
    [replace('emails[type eq "work"]', null), { emails: [home] }],
    [replace('emails[type pr]', null), { emails: undefined }],
    [replace('emails[type eq "WORK"].display', 'd'), { emails: [{ ...work, display: 'd' }, home] }],
    [remove('emails[type eq "fax"]'), same],
    [remove('emails[type eq "work"].type'), { emails: [{ value: 'w', primary: true }, home] }],
    [remove('photos.value'), { photos: undefined }],
    [replace('photos[value eq "p"].value', null), { photos: undefined }],
    [remove('emails.primary'), { emails: [{ type: 'work', value: 'w' }, home] }],
    [replace('emails.primary', true), { emails: [work, { ...home, primary: false }] }],
    [add('phoneNumbers.value', 'x'), { phoneNumbers: [{ value: 'x' }] }],
    [add('phoneNumbers.value', null), same],
    [add('phoneNumbers', []), same],
    [
      add('emails', { value: 'x', primary: true }),
      { emails: [{ ...work, primary: false }, home, { value: 'x', primary: true }] },
    ],
    [add('emails', [home, { value: 'h', type: 'home' }]), same],
    [add('emails', [1]), 'invalidValue: Operations[0] (add): "emails[0]" is 1; it must be an object'],
  ])('%j, in both profiles', (operation, outcome) => {
    for (const rules of [entraBadged, strictBadged]) check(operation, outcome, rules);
  });

  test('an extension goes with its last attribute', () => {
    const current: Attributes = { userName: 'ada', [E]: { department: 'x' } };
    check(remove(`${E}:department`), { [E]: undefined }, strictBadged, current);
    check(add(`${E}:costCenter`, 'c'), { [E]: { department: 'x', costCenter: 'c' } }, strictBadged, current);
    check(add(`${B}:text`, 't'), { [B]: { text: 't' } }, strictBadged, current);
  });

  test('what is no refusal of the protocol is not dressed up as one', () => {
    const broken = new Proxy(
      {},
      {
        get: () => {
          throw new Error('broken');
        },
      },
    );
    expect(() =>
      applyPatch(broken as Attributes, [{ op: 'add', path: 'title', value: 'x', at: '' }], strictBadged),
    ).toThrow(/^broken$/);
  });
});
