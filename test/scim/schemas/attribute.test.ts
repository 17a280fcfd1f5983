import { attribute, isOwnUri } from '../../../lambdas/scim/schemas/attribute.ts';

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

  test.each<[string, string[] | undefined, boolean]>([
    ['$ref', ['User'], true],
    ['$ref', ['User', 'Group'], true],
    ['$ref', undefined, true],
    ['$ref', ['uri'], false],
    ['$ref', ['external'], false],
    ['$ref', ['User', 'external'], false],
    ['value', ['User'], false],
  ])('%s with the reference types %j is the URI of a resource of the service: %s', (name, referenceTypes, own) => {
    const characteristics = { type: 'reference', ...(referenceTypes && { referenceTypes }) } as const;
    expect(isOwnUri(attribute(name, 'd', characteristics))).toBe(own);
  });
});
