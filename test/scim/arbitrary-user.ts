import fc from 'fast-check';
import { controlIn } from '../../lambdas/scim/resource/characters.ts';
import { ENTERPRISE, USER } from './rules.ts';

/** Texts that collide, or nearly, under the folding: case, sharp s, dotted i, sigmas, combining marks, and values that keys must hash. */
export const text: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'ada',
      'Ada',
      'ADA',
      'ada@example.com',
      'straße',
      'STRASSE',
      'Straße',
      'İstanbul',
      'i̇stanbul',
      ' ada ',
      'ad\u200ba',
      '\u202eada',
      '\u200b',
      'a\u00a0da',
      'a da',
      'istanbul',
      'ΟΔΟΣ',
      'οδος',
      'οδοσ',
      'é',
      'e\u0301',
      'É',
      '',
      ' ',
      'a"b\\',
      'true',
      '7',
      'sha256:x',
      '__proto__',
      'x'.repeat(600),
      'X'.repeat(600),
      `${'x'.repeat(600)}y`,
      'ß'.repeat(300),
    ),
  },
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

const optional = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(shape, { requiredKeys: [] }) as unknown as fc.Arbitrary<Partial<T>>;
const kind = fc.constantFrom('work', 'Work', 'home', 'other');
const word = text.filter((value) => value !== '');
/** What may stand in a unique attribute: no control character, which is 400 there. */
const uniqueWord = word.filter((value) => controlIn(value) === undefined);

const one = optional({ value: word, type: kind, display: word, primary: fc.boolean() });
const plural = fc
  .uniqueArray(one, {
    maxLength: 4,
    selector: (element) => JSON.stringify(Object.entries(element).sort(([a], [b]) => (a < b ? -1 : 1))),
  })
  .map((elements) => {
    const first = elements.findIndex(({ primary }) => primary === true);
    return elements.map((element, index) =>
      element.primary === true && index !== first ? { ...element, primary: false } : element,
    );
  });

/** The attributes of a valid user but its userName. */
const userAttributes: fc.Arbitrary<Record<string, unknown>> = optional<Record<string, unknown>>({
  externalId: text,
  displayName: text,
  title: text,
  active: fc.boolean(),
  profileUrl: word,
  name: optional({ givenName: text, familyName: text }),
  emails: plural,
  phoneNumbers: plural,
  addresses: fc.array(optional({ type: kind, locality: word }), { maxLength: 2 }),
  [ENTERPRISE]: optional({ department: text, employeeNumber: text, manager: fc.record({ value: word }) }),
});

/** A user as a client that keeps to the RFC sends it. */
export const userBody: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(uniqueWord, userAttributes)
  .map(([userName, attributes]) => ({
    schemas: [USER, ...(ENTERPRISE in attributes ? [ENTERPRISE] : [])],
    userName,
    ...attributes,
  }));
