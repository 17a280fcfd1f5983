import fc from 'fast-check';
import type { CompareOp, CompValue, Filter } from '../../../lambdas/scim/query/syntax.ts';
import type { AttributePath } from '../../../lambdas/scim/schemas/attribute-path.ts';
import { text } from '../arbitrary-user.ts';
import { ENTERPRISE } from '../rules.ts';

const TEXT = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;

const compare = (
  paths: readonly AttributePath[],
  operators: readonly CompareOp[],
  values: fc.Arbitrary<CompValue>,
): fc.Arbitrary<Filter> =>
  fc.record({
    kind: fc.constant('attrExp' as const),
    attrPath: fc.constantFrom(...paths),
    compareOp: fc.constantFrom(...operators),
    compValue: values,
    at: fc.constant(0),
  });
const present = (paths: readonly AttributePath[]): fc.Arbitrary<Filter> =>
  fc.record({
    kind: fc.constant('attrExp' as const),
    attrPath: fc.constantFrom(...paths),
    compareOp: fc.constant('pr' as const),
    at: fc.constant(0),
  });

const sub = (name: string, ...names: string[]): AttributePath[] =>
  names.map((subAttribute) => ({ name, subAttribute }));
const TEXTS: readonly AttributePath[] = [
  ...['userName', 'userName', 'externalId', 'displayName', 'title', 'profileUrl', 'emails'].map((name) => ({ name })),
  ...sub('name', 'givenName', 'familyName'),
  ...sub('emails', 'value', 'type', 'display'),
  ...sub('addresses', 'locality'),
  { urn: ENTERPRISE, name: 'department' },
  { urn: ENTERPRISE, name: 'manager' },
  { urn: ENTERPRISE, name: 'manager', subAttribute: 'value' },
];
const COMPLEX: readonly AttributePath[] = ['name', 'emails', 'addresses'].map((name) => ({ name }));

/** Dates are not among the values of users here: `id` and `meta` are the server's. */
const leaf = fc.oneof(
  { weight: 6, arbitrary: compare(TEXTS, TEXT, text) },
  { weight: 3, arbitrary: compare(TEXTS, ['eq'], text) },
  compare([...TEXTS, ...COMPLEX.slice(1, 2)], ['eq', 'ne'], fc.constant(null)),
  compare([{ name: 'active' }, ...sub('emails', 'primary')], ['eq', 'ne'], fc.boolean()),
  present([...TEXTS, ...COMPLEX, { name: 'active' }]),
);

const tree = (leaves: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaves,
      fc.record({
        kind: fc.constant('logExp' as const),
        operator: fc.constantFrom('and' as const, 'or' as const),
        left: tie('filter'),
        right: tie('filter'),
      }),
      fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }),
    ),
  })).filter;

const valuePath: fc.Arbitrary<Filter> = fc.record({
  kind: fc.constant('valuePath' as const),
  attrPath: fc.constantFrom<AttributePath>({ name: 'emails' }, { name: 'phoneNumbers' }),
  valFilter: tree(
    fc.oneof(
      compare([{ name: 'value' }, { name: 'display' }, { name: 'type' }], TEXT, text),
      compare([{ name: 'type' }], ['eq'], fc.constantFrom('work', 'WORK', 'home')),
      compare([{ name: 'primary' }], ['eq', 'ne'], fc.boolean()),
      present([{ name: 'value' }, { name: 'primary' }]),
    ),
  ),
  at: fc.constant(0),
});

/** Any filter on users that names what there is and compares it with what it can be compared with. */
export const userFilter: fc.Arbitrary<Filter> = tree(fc.oneof({ weight: 4, arbitrary: leaf }, valuePath));
