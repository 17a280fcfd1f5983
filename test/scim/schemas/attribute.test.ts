import { attribute } from '../../../lambdas/scim/schemas/attribute.ts';

describe('an attribute', () => {
  test('has the defaults of RFC 7643 §2.2', () => {
    expect(attribute('a', 'd')).toStrictEqual({
      name: 'a',
      type: 'string',
      multiValued: false,
      description: 'd',
      required: false,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'none',
    });
  });

  test('is complex when it has sub-attributes, and exact when it is a reference or binary', () => {
    expect(attribute('a', 'd', { subAttributes: [attribute('b', 'd')] }).type).toBe('complex');
    expect(
      (['reference', 'binary', 'dateTime', 'string'] as const).map((type) => attribute('a', 'd', { type }).caseExact),
    ).toEqual([true, true, false, false]);
    expect(attribute('a', 'd', { type: 'reference', caseExact: false }).caseExact).toBe(false);
    expect(attribute('a', 'd', { required: true, mutability: 'immutable' })).toMatchObject({
      required: true,
      mutability: 'immutable',
    });
  });
});
