import { memberDelta, MAX_MEMBER_CHANGES } from '../../../lambdas/scim/members/delta.ts';
import type { MemberEdits } from '../../../lambdas/scim/members/edits.ts';
import { memberValue } from '../../../lambdas/scim/members/member.ts';
import { profiles } from '../../../lambdas/scim/quirks/profiles.ts';

const { entra, strict } = profiles;

/** "a" and "b" are members; "a", "c" and "d" are resources, of which "d" is deleted. */
const facts = {
  members: new Set(['a', 'b']),
  resources: new Map([
    ['a', { type: 'User', deleted: false }],
    ['c', { type: 'Group', deleted: false }],
    ['d', { type: 'User', deleted: true }],
  ]),
};

const edits = (from: MemberEdits['from'], changes: Record<string, object | null>): MemberEdits => ({
  from,
  changes: new Map(
    Object.entries(changes).map(([id, sent]) => [id, sent === null ? undefined : { value: id, ...sent }]),
  ),
});

describe('what edits change', () => {
  test.each<[string, MemberEdits, object]>([
    ['nothing', edits('stored', {}), { add: [], remove: [] }],
    ['one that is there', edits('stored', { a: {} }), { add: [], remove: [] }],
    ['one that is not there to remove', edits('stored', { c: null, x: null }), { add: [], remove: [] }],
    ['a new one', edits('stored', { c: {} }), { add: [{ id: 'c', type: 'Group' }], remove: [] }],
    ['one that goes', edits('stored', { b: null, c: {} }), { add: [{ id: 'c', type: 'Group' }], remove: ['b'] }],
    ['all go', edits('none', {}), { add: [], remove: ['a', 'b'] }],
    ['all but one go', edits('none', { a: {} }), { add: [], remove: ['b'] }],
    ['all go, one by name', edits('none', { a: null }), { add: [], remove: ['a', 'b'] }],
    [
      'an id that names nothing is kept as sent',
      edits('stored', { x: { type: 'User', $ref: 'r' } }),
      { add: [{ id: 'x', sent: { type: 'User', $ref: 'r' } }], remove: [] },
    ],
    ['a deleted one does not come back', edits('stored', { d: {} }), { add: [], remove: [] }],
  ])('%s', (_name, given, expected) => {
    expect(memberDelta(given, facts, entra)).toEqual(expected);
  });

  test('strict, ids that name nothing, or something deleted, are refused by name', () => {
    const refusal = (changes: Record<string, object>): unknown => {
      try {
        return memberDelta(edits('stored', changes), facts, strict);
      } catch (error) {
        return { ...(error as object), message: (error as Error).message };
      }
    };
    expect(refusal({ c: {}, a: {} })).toEqual({ add: [{ id: 'c', type: 'Group' }], remove: [] });
    expect(refusal({ c: {}, x: {} })).toMatchObject({
      status: 400,
      scimType: 'invalidValue',
      message:
        '"members" names "x", which is no id of a User or Group here; nothing was changed, send the request without it',
    });
    expect(refusal({ d: {}, x: {} })).toMatchObject({
      message:
        '"members" names "d", "x", which are no id of a User or Group here; nothing was changed, send the request without them',
    });
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x${index}`, {}]));
    expect(refusal(many)).toMatchObject({ message: expect.stringContaining('"x19" and 1 more, which are') });
    const { x20: _, ...twenty } = many as Record<string, object>;
    expect(refusal(twenty)).toMatchObject({ message: expect.stringContaining('"x19", which are') });
    expect(refusal({ ['y'.repeat(100)]: {} })).toMatchObject({
      message: expect.stringContaining(`"${'y'.repeat(80)}",`),
    });
  });

  test('ten thousand changes are allowed, one more is not', () => {
    const ids = (count: number) =>
      edits('none', Object.fromEntries(Array.from({ length: count }, (_, n) => [`x${n}`, {}])));
    expect(memberDelta(ids(MAX_MEMBER_CHANGES - 2), facts, entra).add).toHaveLength(9_998);
    expect(() => memberDelta(ids(MAX_MEMBER_CHANGES - 1), facts, entra)).toThrow(
      expect.objectContaining({
        status: 400,
        scimType: 'tooMany',
        message:
          'the request changes 10001 members; at most 10000 can change at once, send several requests with a part of them each',
      }),
    );
  });
});

describe('a member as it is returned', () => {
  const location = (type: string, id: string) => (type === 'User' ? `/Users/${id}` : undefined);

  test.each([
    [
      { id: 'a', type: 'User' },
      { value: 'a', $ref: '/Users/a', type: 'User' },
    ],
    [
      { id: 'x', sent: { type: 'User', $ref: 'r' } },
      { value: 'x', type: 'User', $ref: 'r' },
    ],
    [{ id: 'x' }, { value: 'x' }],
    [{ id: 'x', type: 'Gone' }, { value: 'x' }],
  ])('%j is %j', (member, expected) => {
    expect(memberValue(member, location)).toEqual(expected);
  });
});
