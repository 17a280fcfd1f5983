import fc from 'fast-check';
import { ScimError } from '../../../lambdas/scim/errors.ts';
import { parseFilter, parsePath } from '../../../lambdas/scim/filter/parser.ts';
import { printFilter, printPath } from '../../../lambdas/scim/filter/print.ts';
import { anyFilter, withoutPositions } from './arbitrary.ts';

describe('parser of filters', () => {
  test('parses what it prints back to the same filter', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(withoutPositions(parseFilter(printFilter(filter)))).toEqual(filter);
      }),
      { numRuns: 1_000 },
    );
  });

  test('answers any text with a filter or an invalidFilter error, in time that grows with its length', () => {
    const bits = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '"',
      '\\',
      ' and ',
      ' or ',
      'not ',
      ' eq ',
      ' pr',
      'title',
      'emails',
      '.value',
      '"x"',
      '1',
      ':',
      'urn:',
      '\u0000',
      '😀',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(bits, { maxLength: 60 }).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseFilter(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ScimError);
            expect((error as ScimError).scimType).toBe('invalidFilter');
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test.each([
    [
      'title pr and userType eq "Employee" or active eq true',
      '(title pr and userType eq "Employee") or active eq true',
    ],
    [
      'title pr or userType eq "Employee" and active eq true',
      'title pr or (userType eq "Employee" and active eq true)',
    ],
    ['not (title pr) and active eq true', '(not (title pr)) and active eq true'],
    ['TITLE PR AND NOT(active EQ TRUE)', 'TITLE pr and not (active eq true)'],
    ['emails[type eq "work"].value eq "x"', 'emails[type eq "work" and value eq "x"]'],
    ['emails[type eq "a" or type eq "b"].value eq "x"', 'emails[(type eq "a" or type eq "b") and value eq "x"]'],
  ])('%s means %s', (one, other) => {
    expect(withoutPositions(parseFilter(one))).toEqual(withoutPositions(parseFilter(other)));
  });

  test('keeps what a string escapes', () => {
    expect(parseFilter('title eq "a \\"b\\" \\u00e9 ) and ("')).toMatchObject({ value: 'a "b" é ) and (' });
  });

  test('takes unquoted values only where the profile does', () => {
    expect(parseFilter('externalId eq jyoung@x.com', { unquotedValues: true })).toMatchObject({
      value: 'jyoung@x.com',
    });
    expect(() => parseFilter('externalId eq jyoung')).toThrow(/expected a value/);
  });
});

describe('parser of paths', () => {
  test.each([
    'userName',
    'name.givenName',
    'members[value eq "2819c223"]',
    'emails[type eq "work"].value',
    'members[value eq "x"].$ref',
    'urn:ietf:params:scim:schemas:core:2.0:User:name.familyName',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    'urn:example:1.0',
  ])('%s prints back as it was', (text) => {
    expect(printPath(parsePath(text))).toBe(text);
  });

  test.each([
    '',
    ' ',
    'a b',
    '.value',
    'emails[',
    'emails[]',
    'emails[type eq "work"]value',
    'a.b.c',
    'emails[type eq "x"].',
    '1a',
    'a[b[c pr]]',
  ])('"%s" is refused as invalidPath', (text) => {
    expect(() => parsePath(text)).toThrow(expect.objectContaining({ scimType: 'invalidPath' }));
  });
});
