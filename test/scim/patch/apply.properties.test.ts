import fc from 'fast-check';
import { ScimError } from '../../../lambdas/scim/errors.ts';
import { applyPatch } from '../../../lambdas/scim/patch/apply.ts';
import { readPatch, type PatchOperation } from '../../../lambdas/scim/patch/message.ts';
import { sameJson, type Json } from '../../../lambdas/scim/json.ts';
import { readResource } from '../../../lambdas/scim/patch/read-resource.ts';
import type { Attributes } from '../../../lambdas/scim/resource/resource.ts';
import type { Rules } from '../../../lambdas/scim/rules.ts';
import { userBody } from '../arbitrary-user.ts';
import { entraBadged, entraUser, strictBadged, strictUser } from '../rules.ts';
import { patchOn } from './arbitrary-patch.ts';
import { violations } from './invariants.ts';

const user = userBody.map((body) => readResource(body, strictUser));
/** Whoever is stored is active or not: a PATCH cannot take that away. */
const stored = (attributes: Attributes): Attributes => ({ active: true, ...attributes });
const RULES: readonly [string, Rules][] = [
  ['entra', entraUser],
  ['strict', strictUser],
  ['entra, with an extension of everything', entraBadged],
  ['strict, with an extension of everything', strictBadged],
];

/** What a PATCH leads to, or undefined when it is refused; anything but a 4xx fails the test. */
function outcome(current: Attributes, operations: readonly PatchOperation[], rules: Rules): Attributes | undefined {
  try {
    return applyPatch(current, operations, rules);
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    expect(error.status).toBe(400);
    expect(error.message).not.toBe('');
    return undefined;
  }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

describe.each(RULES)('PATCH under %s', (_name, rules) => {
  test('never breaks the rules of the schemas, and leaves its input as it was', () => {
    let applied = 0;
    fc.assert(
      fc.property(user, patchOn(rules.type), (current, operations) => {
        const before = structuredClone(current);
        const next = outcome(freeze(current), freeze(operations), rules);
        expect(current).toEqual(before);
        if (!next) return;
        applied += 1;
        expect(violations(next, rules.type)).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(applied).toBeGreaterThan(80);
  });

  test('is applied wholly or not at all, whatever its operations say', () => {
    const operation = fc.record(
      {
        op: fc.constantFrom('add', 'replace', 'remove'),
        path: fc.constantFrom(
          'title',
          'emails',
          'emails[type eq "work"].value',
          'name.givenName',
          'meta',
          'x.y.z',
          '',
          'emails[',
          'members',
        ),
        value: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
      },
      { requiredKeys: ['op'] },
    );
    fc.assert(
      fc.property(user, fc.array(operation, { maxLength: 5 }), (current, operations) => {
        const before = structuredClone(current);
        let next: Attributes | undefined;
        try {
          const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
          next = outcome(freeze(current), readPatch(body, rules.profile), rules);
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError);
        }
        expect(current).toEqual(before);
        if (next) expect(violations(next, rules.type)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('the difference of two users, sent as operations, makes the one into the other', () => {
    fc.assert(
      fc.property(user.map(stored), user.map(stored), (one, other) => {
        const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
        const operations = names.flatMap((name, index): PatchOperation[] => {
          if (sameJson(one[name], other[name])) return [];
          const at = `Operations[${index}]`;
          const remove: PatchOperation = { op: 'remove', path: name, at };
          const value = other[name];
          // A complex value is merged into the one that is there (RFC 7644 §3.5.2.3), so that one goes first.
          return value === undefined
            ? [remove]
            : [...(name === 'userName' || name === 'active' ? [] : [remove]), { op: 'add', path: name, value, at }];
        });
        expect(applyPatch(one, operations, rules)).toEqual(other);
      }),
      { numRuns: 300 },
    );
  });

  test('a replace changes the attribute it names, and no other', () => {
    fc.assert(
      fc.property(user, user, fc.nat(), (one, other, pick) => {
        const names = Object.keys(other).filter((name) => !name.startsWith('urn:') && name !== 'name');
        const name = names[pick % names.length] ?? 'userName';
        const value = other[name] as Json;
        expect(applyPatch(one, [{ op: 'replace', path: name, value, at: '' }], rules)).toEqual({
          ...one,
          [name]: value,
        });
      }),
      { numRuns: 300 },
    );
  });

  test('replaces of different attributes that are sent twice change nothing the second time', () => {
    /** A filter that no longer selects what was written selects, or creates, something else the second time. */
    const isStable = ({ op, path = '' }: PatchOperation): boolean =>
      op === 'replace' && (!path.includes('[') || /\[type eq "work"\]\.(?!type)/.test(path));
    const attributeOf = ({ path = '', value }: PatchOperation): string =>
      path === '' ? Object.keys(value as object).join(',') : path.replace(/^(urn:.*:)?([^.[:]+).*$/, '$1$2');
    fc.assert(
      fc.property(user, patchOn(rules.type), (current, operations) => {
        const replaces = operations.filter(
          (operation, at) =>
            isStable(operation) &&
            !operations.slice(0, at).some((other) => attributeOf(other) === attributeOf(operation)),
        );
        const once = outcome(current, replaces, rules);
        if (once) expect(applyPatch(once, replaces, rules)).toEqual(once);
      }),
      { numRuns: 400 },
    );
  });
});

test('values that are alike once another one has become the primary value are one value', () => {
  const current: Attributes = {
    userName: 'ada',
    phoneNumbers: [
      { type: 'work', primary: true },
      { type: 'work', primary: false },
    ],
  };
  const operations: PatchOperation[] = [
    { op: 'add', path: 'phoneNumbers', value: [{ value: '+1', primary: true }], at: 'Operations[0]' },
  ];
  expect(applyPatch(current, operations, strictUser)['phoneNumbers']).toEqual([
    { type: 'work', primary: false },
    { value: '+1', primary: true },
  ]);
});
