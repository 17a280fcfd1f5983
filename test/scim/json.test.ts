import fc from 'fast-check';
import {
  defined,
  isList,
  isObject,
  jsonLength,
  listOf,
  objectOf,
  property,
  sameJson,
  withKey,
  type Json,
} from '../../lambdas/scim/json.ts';

describe('JSON values', () => {
  test.each<[Json | undefined, Json | undefined, boolean]>([
    [1, 1, true],
    [1, '1', false],
    [null, undefined, false],
    [undefined, undefined, true],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1, 2], [1, 3], false],
    [[], [], true],
    [[1, 2], [1], false],
    [[1], [1, 2], false],
    [[], {}, false],
    [{}, [], false],
    [{ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2 }], a: 1 }, true],
    [{ a: 1, b: 2 }, { a: 1, b: 3 }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ toString: 1 }, { a: 1 }, false],
    [{}, null, false],
    [null, {}, false],
  ])('%j and %j: the same is %s', (a, b, same) => {
    expect(sameJson(a, b)).toBe(same);
  });

  test('objects are neither null nor lists', () => {
    expect([{}, { a: 1 }, null, [], 'x', 1, undefined].map(isObject)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('a value as a list, as an object, and what is under a key', () => {
    const values: (Json | undefined)[] = [undefined, null, 0, 'x', [], ['x', null], {}, { a: null }];
    expect(values.map(isList)).toEqual([false, false, false, false, true, true, false, false]);
    expect(values.map(listOf)).toEqual([[], [], [0], ['x'], [], ['x', null], [{}], [{ a: null }]]);
    expect(values.map(objectOf)).toEqual([{}, {}, {}, {}, {}, {}, {}, { a: null }]);
    expect(values.map((value) => property(value, 'a'))).toEqual([...Array(7).fill(undefined), null]);
    expect(property({}, 'toString')).toBeUndefined();
  });

  test('how long it is as JSON; what is escaped counts as one character', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'Z', ' ', '-', 'ß', '漢') });
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, false),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        plain,
        fc.array(tie('value')),
        fc.dictionary(plain, tie('value')),
      ),
    }));
    fc.assert(fc.property(value, (one) => expect(jsonLength(one)).toBe(JSON.stringify(one).length)));
    expect(jsonLength('"\n')).toBe(4);
  });

  test('undefined keys are left out, and set ones are copies', () => {
    expect(
      defined([
        ['a', 1],
        ['b', undefined],
        ['c', null],
      ]),
    ).toStrictEqual({ a: 1, c: null });
    const object = { a: 1, b: 2 };
    expect(withKey(object, 'a', 3)).toEqual({ a: 3, b: 2 });
    expect(withKey(object, 'a', undefined)).toStrictEqual({ b: 2 });
    expect(object).toEqual({ a: 1, b: 2 });
  });
});
