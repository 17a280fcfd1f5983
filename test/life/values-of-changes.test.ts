import fc from 'fast-check';
import { valuesOfChanges, type NamedChange } from '../../lambdas/life/values-of-changes.ts';
import type { Json } from '../../lambdas/scim/json.ts';

/** A life of a resource: what it was like after each write, and which writes left a state behind. */
const NAMES = ['title', 'nickName', 'locale'] as const;
const write = fc.record({
  sets: fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.option(fc.constantFrom('a', 'b', 'c'))), {
    selector: ([name]) => name,
    maxLength: 2,
  }),
  isKept: fc.boolean(),
  isTold: fc.boolean(),
  event: fc.constantFrom('user.updated', 'user.updated', 'user.deactivated', 'user.deleted', 'user.restored'),
});

type State = Map<string, Json>;

function play(writes: readonly (typeof write extends fc.Arbitrary<infer Write> ? Write : never)[]) {
  const lived: State[] = [new Map()];
  const changes: NamedChange[] = [];
  const kept = new Map<number, State>();
  for (const [at, { sets, isKept, isTold, event }] of writes.entries()) {
    const before = lived.at(-1) ?? new Map();
    const after: State = new Map(before);
    for (const [name, value] of sets)
      if (value === null) after.delete(name);
      else after.set(name, value);
    lived.push(after);
    const differ = NAMES.filter((name) => before.get(name) !== after.get(name));
    const changed = event === 'user.deleted' ? [] : event === 'user.restored' ? [...after.keys()] : differ;
    if (isTold) changes.unshift({ event, version: at + 1, previousVersion: at, changed });
    if (isKept) kept.set(at + 1, after);
  }
  return { lived, changes, kept };
}

test('what is told of a change is what was there, also where changes between are not told', () => {
  fc.assert(
    fc.property(fc.array(write, { maxLength: 8 }), (writes) => {
      const { lived, changes, kept } = play(writes);
      const values = valuesOfChanges(changes, kept);
      for (const [index, { version, changed }] of changes.entries())
        for (const name of changed) {
          const { before, after } = values[index]?.[name] ?? {};
          if (before !== undefined) expect(before).toBe(lived[version - 1]?.get(name) ?? null);
          if (after !== undefined) expect(after).toBe(lived[version]?.get(name) ?? null);
        }
    }),
  );
});

test('where every state is kept, every value is told', () => {
  fc.assert(
    fc.property(fc.array(write, { minLength: 1, maxLength: 6 }), (writes) => {
      const { lived, changes } = play(writes);
      const values = valuesOfChanges(changes, new Map(lived.entries()));
      for (const [index, { version, changed }] of changes.entries())
        for (const name of changed)
          expect(values[index]?.[name]).toEqual({
            before: lived[version - 1]?.get(name) ?? null,
            after: lived[version]?.get(name) ?? null,
          });
    }),
  );
});
