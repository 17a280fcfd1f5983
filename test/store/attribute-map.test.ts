import fc from 'fast-check';
import type { Attributes } from '../../lambdas/scim/resource/resource.ts';
import { openStore, unclaimed, user } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

let test: StoreTest;
beforeAll(async () => {
  test = await openStore();
});
afterAll(() => test.drop());

async function roundTrip(attributes: Attributes): Promise<Attributes | undefined> {
  const resource = user(attributes);
  await test.store.write(undefined, unclaimed(resource));
  return (await test.store.get('User', resource.id))?.attributes;
}

it('keeps keys that JavaScript gives a meaning to, and no prototype changes', async () => {
  const attributes = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":{"name":"Set"},"list":[{"constructor":"x","__proto__":[1]}],' +
      '"~number":"1","~":{"~~":""},"hasOwnProperty":1,"toString":{"toJSON":null},"length":2,"then":"x","NULL":true,"S":"s"}',
  ) as Attributes;

  const read = await roundTrip(attributes);

  expect(JSON.stringify(read)).toHaveLength(JSON.stringify(attributes).length);
  expect(Object.getOwnPropertyDescriptor(read, '__proto__')?.value).toEqual({ polluted: true });
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  expect(read).toEqual(attributes);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it.each([0, -1.5, 1e-7, 2 ** 53, 1e21, 1e300, 5e-324, -1e126, Number.MAX_VALUE])(
  'keeps the number %d',
  async (value) => {
    expect(await roundTrip({ value })).toEqual({ value });
  },
);

it('keeps any JSON', async () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('__proto__', 'constructor', 'prototype', '~', '~number', 'valueOf'),
  );
  const { tree } = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    tree: fc.oneof(
      { maxDepth: 4 },
      tie('leaf'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('tree')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(tree, async (value) => {
      const attributes = JSON.parse(JSON.stringify({ value })) as Attributes;
      expect(JSON.stringify(sorted(await roundTrip(attributes)))).toBe(JSON.stringify(sorted(attributes)));
    }),
    { numRuns: 200 },
  );
});

/** DynamoDB does not keep the order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
