import fc from 'fast-check';
import type { IndexValue } from '../../lambdas/scim/query/index-values.ts';
import type { StoredResource } from '../../lambdas/life/stored-resource.ts';
import type { Indexed } from '../../lambdas/store/ports/resources.ts';
import type { Store } from '../../lambdas/handlers/composition/store.ts';
import { openStore, user } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

/** What the table should hold: the last state written of every resource. */
type Model = Map<string, Indexed>;

interface Step {
  readonly what: 'create' | 'update' | 'delete' | 'restore' | 'erase';
  readonly pick: number;
  readonly claims: readonly string[];
  readonly lookups: readonly string[];
  /** Write from a state that is no longer there. */
  readonly stale: boolean;
}

const DELETED = { softDeletedAt: '2026-11-02T00:00:00.000Z', deletedAt: '2026-11-02T00:00:00.000Z' };

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('create', 'create', 'update', 'update', 'delete', 'restore', 'erase'),
  pick: fc.nat(),
  claims: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'long'.repeat(200)), { maxLength: 2 }),
  lookups: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  stale: fc.boolean(),
});

it('leaves exactly the claims, lookups, listing and counts of the resources that are there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const test = await openStore();
      try {
        const model: Model = new Map();
        for (const one of steps) await take(test.store, model, one);
        await compare(test, model);
      } finally {
        await test.drop();
      }
    }),
    { numRuns: 40 },
  );
});

async function take(store: Store, model: Model, { what, pick, claims, lookups, stale }: Step): Promise<void> {
  const known = [...model.values()];
  const previous = what === 'create' ? undefined : known[pick % Math.max(known.length, 1)];
  if (what !== 'create' && !previous) return;
  const next = nextState(what, previous, claims, lookups);
  const from = stale && previous ? older(previous) : previous;

  const outcome = await store.write(from, next);

  if (stale && previous) {
    expect(outcome).toEqual({ ok: false, reason: 'changed' });
    expect(await store.get('User', previous.resource.id)).toEqual(previous.resource);
    return;
  }
  const holders = [...model.values()].filter((held) => held !== previous && !held.resource.deletedAt);
  const taken = new Set(holders.flatMap(({ index }) => index.claims.map(({ value }) => value)));
  const clash = !next?.resource.deletedAt && next?.index.claims.some(({ value }) => taken.has(value));
  expect(outcome).toMatchObject(clash ? { ok: false, reason: 'taken' } : { ok: true });
  if (clash) return;
  if (next) model.set(next.resource.id, next);
  else if (previous) model.delete(previous.resource.id);
}

function nextState(
  what: Step['what'],
  previous: Indexed | undefined,
  claims: readonly string[],
  lookups: readonly string[],
): Indexed | undefined {
  if (what === 'erase') return undefined;
  const { deletedAt: _, softDeletedAt: __, ...visible } = previous?.resource ?? user();
  const version = previous ? visible.version + 1 : 1;
  const named =
    (attribute: string) =>
    (value: string): IndexValue => ({ attribute, value });
  const resource: StoredResource = { ...visible, version, ...(what === 'delete' && DELETED) };
  if (what === 'delete') return { resource, index: { claims: [], lookups: [] } };
  return { resource, index: { claims: claims.map(named('userName')), lookups: lookups.map(named('emails.value')) } };
}

function older({ resource, index }: Indexed): Indexed {
  return { resource: { ...resource, version: resource.version - 1 }, index };
}

async function compare({ store, items }: StoreTest, model: Model): Promise<void> {
  const all = [...model.values()];
  const visible = all.filter(({ resource }) => !resource.deletedAt);
  const table = await items();
  const keys = (prefix: string) =>
    table
      .map(({ pk, sk }) => `${String(pk)} ${String(sk)}`)
      .filter((key) => key.startsWith(prefix))
      .sort();
  const lookupKeys = visible.flatMap(({ resource, index }) =>
    index.lookups.map(({ value }) => `LOOKUP#User.emails.value#${value} ${resource.id}`),
  );

  expect(keys('USER#')).toEqual(all.map(({ resource }) => `USER#${resource.id} USER`).sort());
  expect(keys('LOOKUP#')).toEqual([...new Set(lookupKeys)].sort());
  expect(keys('UNIQUE#')).toHaveLength(visible.flatMap(({ index }) => index.claims).length);
  for (const { resource, index } of visible) {
    for (const claim of index.claims) expect(await store.findByClaim('User', claim)).toBe(resource.id);
  }
  expect(await store.count('User')).toBe(visible.length);
  expect(await store.listIds('User', { limit: 100 })).toEqual({
    ids: visible.map(({ resource }) => resource.id).sort(),
  });
  const { found } = await store.listSoftDeleted('DELETED', { limit: 100 });
  expect(found.map(({ id }) => id).sort()).toEqual(
    all
      .filter(({ resource }) => resource.deletedAt)
      .map(({ resource }) => resource.id)
      .sort(),
  );
  for (const { resource } of all) expect(await store.get('User', resource.id)).toEqual(resource);
}
