import fc from 'fast-check';
import type { Filter } from '../../../lambdas/scim/query/syntax.ts';
import { bindFilter } from '../../../lambdas/scim/query/bind.ts';
import { parseFilter } from '../../../lambdas/scim/query/parse.ts';
import { compilePredicate } from '../../../lambdas/scim/query/predicate.ts';
import { printFilter } from '../../../lambdas/scim/query/print.ts';
import { fold, foldPart } from '../../../lambdas/scim/fold.ts';
import { readResource } from '../../../lambdas/scim/patch/read-resource.ts';
import type { AttributePath } from '../../../lambdas/scim/schemas/attribute-path.ts';
import { text, userBody } from '../arbitrary-user.ts';
import { strictUser, USER } from '../rules.ts';
import { userFilter } from './arbitrary-user-filter.ts';

const user = userBody.map((body) => readResource(body, strictUser));
const matches = (filter: Filter, resource: unknown): boolean =>
  compilePredicate(bindFilter(filter, strictUser))(resource);
const not = (filter: Filter): Filter => ({ kind: 'not', filter });
const and = (left: Filter, right: Filter): Filter => ({ kind: 'logExp', operator: 'and', left, right });
const or = (left: Filter, right: Filter): Filter => ({ kind: 'logExp', operator: 'or', left, right });

/** The same filter with every path spelled anew; within brackets too, where only names stand. */
function respelled(filter: Filter, spell: (path: AttributePath, inBrackets: boolean) => AttributePath): Filter {
  const walk = (node: Filter, inBrackets: boolean): Filter => {
    switch (node.kind) {
      case 'logExp':
        return { ...node, left: walk(node.left, inBrackets), right: walk(node.right, inBrackets) };
      case 'not':
        return { ...node, filter: walk(node.filter, inBrackets) };
      case 'valuePath':
        return { ...node, attrPath: spell(node.attrPath, inBrackets), valFilter: walk(node.valFilter, true) };
      case 'attrExp':
        return { ...node, attrPath: spell(node.attrPath, inBrackets) };
    }
  };
  return walk(filter, false);
}

const swapCase = (name: string): string =>
  name.replace(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));

const law = (name: string, left: (f: Filter, g: Filter) => Filter, right: (f: Filter, g: Filter) => Filter) =>
  [name, left, right] as const;

describe('evaluation of filters', () => {
  test.each([
    law(
      'not not f is f',
      (f) => not(not(f)),
      (f) => f,
    ),
    law(
      'not (f and g) is not f or not g',
      (f, g) => not(and(f, g)),
      (f, g) => or(not(f), not(g)),
    ),
    law(
      'not (f or g) is not f and not g',
      (f, g) => not(or(f, g)),
      (f, g) => and(not(f), not(g)),
    ),
    law(
      'f and g is g and f',
      (f, g) => and(f, g),
      (f, g) => and(g, f),
    ),
    law(
      'f or g is g or f',
      (f, g) => or(f, g),
      (f, g) => or(g, f),
    ),
    law(
      'f and (f or g) is f',
      (f, g) => and(f, or(f, g)),
      (f) => f,
    ),
    law(
      'names have no case',
      (f) => f,
      (f) =>
        respelled(f, ({ urn, name, subAttribute }) => ({
          ...(urn === undefined ? {} : { urn: swapCase(urn) }),
          name: swapCase(name),
          ...(subAttribute === undefined ? {} : { subAttribute: swapCase(subAttribute) }),
        })),
    ),
    law(
      'the URN of the core schema may be written or not',
      (f) => f,
      (f) => respelled(f, (path, inBrackets) => (path.urn !== undefined || inBrackets ? path : { urn: USER, ...path })),
    ),
    law(
      'printing and parsing changes nothing',
      (f) => f,
      (f) => parseFilter(printFilter(f)),
    ),
  ])('%s', (_name, left, right) => {
    fc.assert(
      fc.property(userFilter, userFilter, fc.array(user, { minLength: 1, maxLength: 3 }), (f, g, users) => {
        for (const one of users) expect(matches(left(f, g), one)).toBe(matches(right(f, g), one));
      }),
      { numRuns: 300 },
    );
  });

  test('eq, sw, co and ew agree with the folding', () => {
    fc.assert(
      fc.property(text, text, (held, sought) => {
        const asks = (operator: string): boolean =>
          matches(parseFilter(`title ${operator} ${JSON.stringify(sought)}`), { title: held });
        const [whole, part] = [fold(held), fold(sought)];
        expect(asks('eq')).toBe(whole === part);
        expect(asks('ne')).toBe(whole !== part);
        // Blanks around what is held count for nothing, those around a part of it do.
        const isHeld = (test: (each: string) => boolean): boolean =>
          whole === part || [foldPart(held), whole].some(test);
        expect(asks('sw')).toBe(isHeld((each) => each.startsWith(foldPart(sought))));
        expect(asks('co')).toBe(isHeld((each) => each.includes(foldPart(sought))));
        expect(asks('ew')).toBe(isHeld((each) => each.endsWith(foldPart(sought))));
      }),
      { numRuns: 1_000 },
    );
  });

  test('of lt, eq and gt exactly one is true, and le and ge are what their names say', () => {
    fc.assert(
      fc.property(text, text, (held, sought) => {
        const asks = (operator: string): boolean =>
          matches(parseFilter(`title ${operator} ${JSON.stringify(sought)}`), { title: held });
        expect([asks('lt'), asks('eq'), asks('gt')].filter(Boolean)).toHaveLength(1);
        expect(asks('le')).toBe(asks('lt') || asks('eq'));
        expect(asks('ge')).toBe(asks('gt') || asks('eq'));
      }),
      { numRuns: 1_000 },
    );
  });
});
