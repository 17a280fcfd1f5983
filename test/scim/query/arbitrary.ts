import fc from 'fast-check';
import { COMPARE_OPS, type CompValue, type Filter } from '../../../lambdas/scim/query/syntax.ts';
import type { AttributePath } from '../../../lambdas/scim/schemas/attribute-path.ts';

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

const compValue: fc.Arbitrary<CompValue> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
);

const comparison = (paths: fc.Arbitrary<AttributePath>): fc.Arbitrary<Filter> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('attrExp' as const),
      attrPath: paths,
      compareOp: fc.constantFrom(...COMPARE_OPS),
      compValue,
      at: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('attrExp' as const),
      attrPath: paths,
      compareOp: fc.constant('pr' as const),
      at: fc.constant(0),
    }),
  );

const logical = (leaf: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc.record({
        kind: fc.constant('logExp' as const),
        operator: fc.constantFrom('and' as const, 'or' as const),
        left: tie('tree'),
        right: tie('tree'),
      }),
      fc.record({ kind: fc.constant('not' as const), filter: tie('tree') }),
    ),
  })).tree;

const valuePath: fc.Arbitrary<Filter> = fc.record({
  kind: fc.constant('valuePath' as const),
  attrPath: path.map(({ subAttribute: _, ...base }) => base),
  valFilter: logical(comparison(name.map((attribute) => ({ name: attribute })))),
  at: fc.constant(0),
});

/** Any filter the grammar of RFC 7644 §3.4.2.2 allows; positions are 0. */
export const anyFilter: fc.Arbitrary<Filter> = logical(fc.oneof({ weight: 3, arbitrary: comparison(path) }, valuePath));
