import { readPatch } from '../../../lambdas/scim/patch/message.ts';
import { profiles } from '../../../lambdas/scim/quirks/profiles.ts';

const SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const operations = (...Operations: unknown[]) => ({ schemas: [SCHEMA], Operations });
const BODY = 'it must be a JSON object with "schemas" and "Operations"';
const NAME = `a PATCH body must name ${SCHEMA}`;
const LIST = '"Operations" is missing; it must be a list of add, remove and replace operations';
const OP = 'it must be "add", "remove" or "replace"';

describe('reading the body of a PATCH', () => {
  test.each<[unknown, string]>([
    [null, `invalidSyntax: the body is null; ${BODY}`],
    [[], `invalidSyntax: the body is []; ${BODY}`],
    ['x', `invalidSyntax: the body is "x"; ${BODY}`],
    [{ schemas: [SCHEMA] }, `invalidSyntax: ${LIST}`],
    [{ schemas: [SCHEMA], Operations: {} }, `invalidSyntax: ${LIST}`],
    [{ schemas: 'x', Operations: [] }, `invalidSyntax: "schemas" is "x"; ${NAME}`],
    [{ schemas: {}, Operations: [] }, `invalidSyntax: "schemas" is {}; ${NAME}`],
    [operations(1), 'invalidSyntax: Operations[0] is 1; it must be an object with "op"'],
    [
      operations({ op: 'remove', path: 'a' }, null),
      'invalidSyntax: Operations[1] is null; it must be an object with "op"',
    ],
    [operations({}), `invalidSyntax: Operations[0]: "op" is undefined; ${OP}`],
    [operations({ op: 1 }), `invalidSyntax: Operations[0]: "op" is 1; ${OP}`],
    [operations({ op: 'move' }), `invalidSyntax: Operations[0]: "op" is "move"; ${OP}`],
    [operations({ op: 'add', path: 1, value: 1 }), 'invalidSyntax: Operations[0]: "path" is 1; it must be a string'],
    [operations({ op: 'add', path: 'x' }), 'invalidValue: Operations[0]: "value" is missing; add needs one'],
    [operations({ op: 'replace' }), 'invalidValue: Operations[0]: "value" is missing; replace needs one'],
  ])('%j is refused', (body, refusal) => {
    for (const profile of [profiles.entra, profiles.strict]) {
      const [scimType, ...message] = refusal.split(': ');
      expect(() => readPatch(body, profile)).toThrow(
        expect.objectContaining({ status: 400, scimType, message: message.join(': ') }),
      );
    }
  });

  test.each<[unknown, unknown[], string]>([
    [operations(), [], '"Operations" is empty; send at least one operation'],
    [{ Operations: [] }, [], `"schemas" is undefined; ${NAME}`],
    [{ schemas: null, Operations: [] }, [], `"schemas" is null; ${NAME}`],
    [{ schemas: [], Operations: [] }, [], `"schemas" is []; ${NAME}`],
    [{ schemas: [1, 'x'], Operations: [] }, [], `"schemas" is [1,"x"]; ${NAME}`],
    [
      operations({ op: 'Replace', path: 'x', value: 1 }),
      [{ op: 'replace', path: 'x', value: 1, at: 'Operations[0]' }],
      `Operations[0]: "op" is "Replace"; ${OP}`,
    ],
  ])('%j is read under entra, and refused under strict', (body, expected, message) => {
    expect(readPatch(body, profiles.entra)).toEqual(expected);
    expect(() => readPatch(body, profiles.strict)).toThrow(message);
  });

  test('fields have no case, an empty path is none, and null is a value', () => {
    const body = {
      SCHEMAS: ['urn:x', SCHEMA.toUpperCase()],
      operations: [
        { OP: 'add', Path: ' ', VALUE: null },
        { op: 'remove', path: 'title' },
        { op: 'replace', path: null, value: {} },
      ],
    };
    const expected = [
      { op: 'add', value: null, at: 'Operations[0]' },
      { op: 'remove', path: 'title', at: 'Operations[1]' },
      { op: 'replace', value: {}, at: 'Operations[2]' },
    ];
    for (const profile of [profiles.entra, profiles.strict]) expect(readPatch(body, profile)).toStrictEqual(expected);
  });

  test('2000 keys without a path are taken, and more are refused: each is an operation', () => {
    const keys = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, [1, 2]]));
    const add = (value: object, path?: string) => ({ op: 'add', value, ...(path !== undefined && { path }) });
    const refusal = expect.objectContaining({
      status: 400,
      scimType: 'tooMany',
      message: '"Operations" has 2001 attributes without a path of their own; at most 2000 are allowed',
    });
    for (const profile of [profiles.entra, profiles.strict]) {
      const read = (...all: object[]) => readPatch(operations(...all), profile);
      for (const most of [[add(keys(2000))], [add(keys(1000)), add({ 'urn:x': keys(998), a: { b: 1, c: 2 } })]])
        expect(read(...most)).toHaveLength(most.length);
      for (const more of [
        [add(keys(2001))],
        [add(keys(1000)), add(keys(1001))],
        [add({ 'urn:x': keys(2000), a: 1 })],
        [add({ 'urn:x': { 'urn:y': keys(2001) } })],
        [add(keys(2001), 'urn:x')],
      ])
        expect(() => read(...more)).toThrow(refusal);
    }
  });

  test('2000 operations are taken, and more are refused', () => {
    const removes = (length: number) => operations(...Array.from({ length }, () => ({ op: 'remove', path: 'title' })));
    for (const profile of [profiles.entra, profiles.strict]) {
      expect(readPatch(removes(2000), profile)).toHaveLength(2000);
      expect(() => readPatch(removes(2001), profile)).toThrow(
        expect.objectContaining({
          status: 400,
          scimType: 'tooMany',
          message: '"Operations" has 2001 entries; at most 2000 are allowed',
        }),
      );
    }
  });
});
