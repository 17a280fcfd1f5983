import fc from 'fast-check';
import { sentBytes } from '../../../lambdas/scim/messages/answer-size.ts';

const TEXTS = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\u0001', '\u007f', 'ä', '€', '😀', '\ud800') }),
);

test('what is counted for a JSON text is what it takes as a string of JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(TEXTS, TEXTS), (value) => {
      const json = JSON.stringify(value);
      expect(sentBytes(json)).toBe(Buffer.byteLength(JSON.stringify(json)) - 2);
    }),
  );
});
