import { splitMembers } from '../../../lambdas/scim/members/split.ts';
import { takeMembers } from '../../../lambdas/scim/members/take.ts';
import type { PatchOperation } from '../../../lambdas/scim/patch/message.ts';
import { entraGroup, entraUser, strictGroup } from '../rules.ts';

type Operation = Omit<PatchOperation, 'at'>;

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const at = (operations: readonly Operation[]): PatchOperation[] =>
  operations.map((operation, index) => ({ ...operation, at: `Operations[${index}]` }));

/** "list", or where the edits start from and what they say: an id with what was sent, or null for one that goes. */
function editsOf(operations: readonly Operation[], rules = entraGroup): unknown {
  const { edits } = splitMembers(at(operations), rules);
  if (edits === undefined || edits === 'list') return edits;
  return [edits.from, Object.fromEntries([...edits.changes].map(([id, sent]) => [id, sent ?? null]))];
}

const add = (value: PatchOperation['value'], path = 'members'): Operation => ({
  op: 'add',
  path,
  value: value ?? null,
});
const replace = (value: PatchOperation['value'], path = 'members'): Operation => ({
  ...add(value, path),
  op: 'replace',
});
const remove = (path = 'members', value?: PatchOperation['value']): Operation => ({
  op: 'remove',
  path,
  ...(value === undefined ? {} : { value }),
});
const a = { value: 'a' };
const b = { value: 'b' };

describe('operations on members', () => {
  test.each<[string, readonly Operation[], unknown]>([
    ['none', [replace('x', 'displayName')], undefined],
    ['add', [add([a, b])], ['stored', { a, b }]],
    ['add of one that is no list', [add(a)], ['stored', { a }]],
    ['add of bare ids', [add(['a', 'b'])], ['stored', { a, b }]],
    ['add of nothing', [add([])], ['stored', {}]],
    ['add with null among the values', [add([null, a])], ['stored', { a }]],
    [
      'add with all that was sent',
      [add([{ ...a, type: 'User', $ref: null }])],
      ['stored', { a: { ...a, type: 'User' } }],
    ],
    ['add by the full name', [add([a], `${GROUP}:members`)], ['stored', { a }]],
    ['add in another case', [add([a], 'MEMBERS')], ['stored', { a }]],
    ['add without a path', [{ op: 'add', value: { Members: [a] } }], ['stored', { a }]],
    ['add without a path, by the full name', [{ op: 'add', value: { [`${GROUP}:members`]: [a] } }], ['stored', { a }]],
    ['replace', [replace([a])], ['none', { a }]],
    ['replace with nothing', [replace([])], ['none', {}]],
    ['replace with null', [replace(null)], ['none', {}]],
    ['replace without a path', [{ op: 'replace', value: { members: [a] } }], ['none', { a }]],
    ['remove of all', [remove()], ['none', {}]],
    ['remove of all, with null', [remove('members', null)], ['none', {}]],
    ['remove by values', [remove('members', [a, b])], ['stored', { a: null, b: null }]],
    ['remove by no values', [remove('members', [])], ['stored', {}]],
    ['remove by filter', [remove('members[value eq "a"]')], ['stored', { a: null }]],
    ['remove by filter, another case', [remove('members[VALUE EQ "a"]')], ['stored', { a: null }]],
    ['remove by several ids', [remove('members[value eq "a" or value eq "b"]')], ['stored', { a: null, b: null }]],
    ['the last word wins', [add([a]), remove('members', [a]), add([b])], ['stored', { a: null, b }]],
    ['adding after removing', [remove('members', [a]), add([a])], ['stored', { a }]],
    ['removing all forgets what was before', [add([a]), remove(), add([b])], ['none', { b }]],
    ['replacing forgets what was before', [add([a]), replace([b]), remove('members', [b])], ['none', { b: null }]],
    ['a filter by something else', [remove('members[type eq "User"]')], 'list'],
    ['a filter by half of it', [remove('members[value eq "a" or type eq "User"]')], 'list'],
    ['a filter with another operator', [remove('members[value sw "a"]')], 'list'],
    ['a filter by and', [remove('members[value eq "a" and value eq "b"]')], 'list'],
    ['a filter by a number', [remove('members[value eq 7]')], 'list'],
    ['a sub-attribute', [replace('b', 'members.value')], 'list'],
    ['a sub-attribute of one', [replace('User', 'members[value eq "a"].type')], 'list'],
    ['replace by filter', [replace(b, 'members[value eq "a"]')], 'list'],
    ['what needs the list is applied to the list with all others', [remove('members[type pr]'), add([a])], 'list'],
  ])('%s', (_name, operations, expected) => {
    expect(editsOf(operations)).toEqual(expected);
  });

  test('strict, a remove with a value is left to be refused', () => {
    expect(editsOf([remove('members', [a])], strictGroup)).toBe('list');
  });

  test('strict, null among the values is refused: it must not empty the group', () => {
    for (const operation of [add([null, a]), replace([null])])
      expect(() => editsOf([operation], strictGroup)).toThrow(
        expect.objectContaining({
          status: 400,
          scimType: 'invalidValue',
          message: `Operations[0] (${operation.op}): "members[0]" is null; leave it out, or send null for the whole list`,
        }),
      );
  });

  test('everything else stays, in order and where it was', () => {
    const { rest, edits } = splitMembers(
      at([add([a]), replace('x', 'displayName'), { op: 'replace', value: { displayName: 'y', members: [b] } }]),
      entraGroup,
    );
    expect(rest).toEqual([
      { op: 'replace', path: 'displayName', value: 'x', at: 'Operations[1]' },
      { op: 'replace', value: { displayName: 'y' }, at: 'Operations[2]' },
    ]);
    expect(edits).toEqual({ from: 'none', changes: new Map([['b', b]]) });
  });

  test('a remove without a path, and a value that is no object, stay as they are', () => {
    const odd = at([
      { op: 'remove', value: { members: [a] } },
      { op: 'add', value: 'x' },
    ]);
    expect(splitMembers(odd, entraGroup)).toEqual({ rest: odd, edits: undefined });
  });

  test('a type without members keeps all of its operations', () => {
    const operations = at([add([a], 'emails')]);
    expect(splitMembers(operations, entraUser)).toEqual({ rest: operations, edits: undefined });
  });

  test.each<[string, Operation, string]>([
    [
      'no id',
      add([{ type: 'User' }]),
      '"members[0]" is {"type":"User"}; a member must be {"value": "<id>"} with the id of a User or Group',
    ],
    [
      'an empty id',
      add([a, { value: '' }]),
      '"members[1]" is {"value":""}; a member must be {"value": "<id>"} with the id of a User or Group',
    ],
    ['a list', add([[a]]), '"members[0]" is a list; a member must be {"value": "<id>"}'],
    ['a number', add([7]), '"members[0]" is 7; it must be an object'],
  ])('%s is refused, and the operation named', (_name, operation, detail) => {
    expect(() => editsOf([operation])).toThrow(
      expect.objectContaining({ status: 400, scimType: 'invalidValue', message: `Operations[0] (add): ${detail}` }),
    );
  });

  test('an id of 256 characters is one, a longer one is none', () => {
    expect(editsOf([add([{ value: 'x'.repeat(256) }])])).toEqual(['stored', expect.anything()]);
    expect(() => editsOf([add([{ value: 'x'.repeat(257) }])])).toThrow('a member must be');
  });
});

describe('members of a whole resource', () => {
  test('are taken out of it, each once', () => {
    expect(takeMembers({ displayName: 'x', members: [a, b, a] }, entraGroup)).toEqual({
      rest: { displayName: 'x' },
      edits: {
        from: 'none',
        changes: new Map([
          ['a', a],
          ['b', b],
        ]),
      },
    });
  });

  test('may be none', () => {
    expect(takeMembers({ displayName: 'x' }, entraGroup)).toEqual({
      rest: { displayName: 'x' },
      edits: { from: 'none', changes: new Map() },
    });
    expect(takeMembers({ userName: 'x' }, entraUser)).toEqual({ rest: { userName: 'x' }, edits: undefined });
  });
});
