import fc from 'fast-check';
import { ScimError } from '../../../lambdas/scim/errors.ts';
import { parseFilter } from '../../../lambdas/scim/query/parse.ts';
import { printFilter } from '../../../lambdas/scim/query/print.ts';
import { anyFilter } from './arbitrary.ts';
import { withoutPositions } from './without-positions.ts';

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
});
