import fc from 'fast-check';
import type { Json } from '../../../lambdas/scim/json.ts';
import { answerBytes, sentBytes } from '../../../lambdas/scim/messages/answer-size.ts';

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

test('what is counted for a value is what is counted for its JSON', () => {
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      TEXTS,
      fc.constantFrom(null, true, false, 0, -1.5, 1e21),
      fc.array(tie('tree')),
      fc.dictionary(TEXTS, tie('tree')),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(answerBytes(value)).toBe(sentBytes(JSON.stringify(value)));
    }),
  );
});
