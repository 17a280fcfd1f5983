import fc from 'fast-check';
import { OPERATORS, type Filter, type Literal } from '../../../lambdas/scim/query/ast.ts';
import type { AttributePath } from '../../../lambdas/scim/schemas/resource-type.ts';

const name = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/)
  .filter((word) => !/^(?:not|and|or|pr|true|false|null)$/i.test(word));
const urn = fc.constantFrom('urn:ietf:params:scim:schemas:core:2.0:User', 'urn:example:1.0', 'urn:x:y');

const path: fc.Arbitrary<AttributePath> = fc
  .record({ urn: fc.option(urn, { nil: undefined }), name, subAttribute: fc.option(name, { nil: undefined }) })
  .map(({ urn: schema, name: attribute, subAttribute }) => ({
    ...(schema === undefined ? {} : { urn: schema }),
    name: attribute,
    ...(subAttribute === undefined ? {} : { subAttribute }),
  }));

const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
);

const comparison = (paths: fc.Arbitrary<AttributePath>): fc.Arbitrary<Filter> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('compare' as const),
      path: paths,
      operator: fc.constantFrom(...OPERATORS),
      value: literal,
      at: fc.constant(0),
    }),
    fc.record({ kind: fc.constant('present' as const), path: paths, at: fc.constant(0) }),
  );

const logical = (leaf: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
      fc.record({ kind: fc.constant('not' as const), filter: tie('tree') }),
    ),
  })).tree;

const element: fc.Arbitrary<Filter> = fc.record({
  kind: fc.constant('element' as const),
  path: path.map(({ subAttribute: _, ...base }) => base),
  filter: logical(comparison(name.map((attribute) => ({ name: attribute })))),
  at: fc.constant(0),
});

/** Any filter the grammar of RFC 7644 §3.4.2.2 allows; positions are 0. */
export const anyFilter: fc.Arbitrary<Filter> = logical(fc.oneof({ weight: 3, arbitrary: comparison(path) }, element));
