import fc from 'fast-check';
import { createHardTable } from '../support/hard-table.ts';
import { createLife } from '../support/life.ts';
import { sizes } from '../support/sizes.ts';
import { after, DAY, groupOf, type Model, type Step } from './model.ts';
import { observe, playStep, view } from './run-step.ts';

const person = fc.nat({ max: 1 });
const group = fc.nat({ max: 1 });
const pick = fc.nat({ max: 3 });
const steps: fc.Arbitrary<Step>[] = [
  fc.record({ kind: fc.constant('create' as const), person, active: fc.boolean() }),
  fc.record({ kind: fc.constant('create' as const), person, active: fc.constant(true) }),
  fc.record({ kind: fc.constant('title' as const), person, title: fc.constantFrom('a', 'b') }),
  fc.record({ kind: fc.constantFrom('activate' as const, 'deactivate' as const), person }),
  fc.record({ kind: fc.constant('delete' as const), person }),
  fc.record({ kind: fc.constant('delete' as const), person }),
  fc.record({ kind: fc.constant('restore' as const), pick }),
  fc.record({ kind: fc.constant('restore' as const), pick }),
  fc.record({ kind: fc.constantFrom('erase' as const, 'hold' as const, 'lift' as const), pick }),
  fc.record({ kind: fc.constantFrom('join' as const, 'join' as const, 'leave' as const), person, group }),
  fc.record({ kind: fc.constantFrom('createGroup' as const, 'createGroup' as const, 'deleteGroup' as const), group }),
  fc.record({ kind: fc.constant('restoreGroup' as const), pick }),
  fc.constant({ kind: 'jobs' as const }),
  fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(20, DAY, 7 * DAY, 29 * DAY, 30 * DAY) }),
];
const killed = fc.option(fc.nat({ max: 12 }), { nil: undefined, freq: 5 });
/** Two people in one of two groups: from an empty directory most steps would be about nobody. */
const BEGINNING: readonly Step[] = [
  { kind: 'create', person: 0, active: true },
  { kind: 'create', person: 1, active: true },
  { kind: 'createGroup', group: 0 },
  { kind: 'createGroup', group: 1 },
  { kind: 'join', person: 0, group: 0 },
  { kind: 'join', person: 1, group: 0 },
];
const sequence = fc
  .array(
    fc.tuple(fc.oneof(...steps), killed).map(([step, killAfter]): Step => ({ ...step, killAfter })),
    { minLength: 5, maxLength: sizes.stepsOfALife },
  )
  .map((random) => [...BEGINNING, ...random]);

/** How many calls of a hundred go wrong, and how: the store tries again, and no answer is another one. */
const FAULTS = { throttle: 0.02, conflict: 0.02, error: 0.01, lost: 0.02, errorAfter: 0.01 };

/** Long enough for the jobs to finish what a killed process began. */
const RECOVERY = 20;

test(
  'whatever is asked for, killed and repeated in whatever order: every answer and the directory are what the model says, and nothing is left behind',
  async () => {
    await fc.assert(
      fc.asyncProperty(sequence, fc.nat(), async (all, seed) => {
        const table = await createHardTable({ settings: { seed } });
        for (const [kind, rate] of Object.entries(FAULTS))
          table.hard.fault({ kind: kind as keyof typeof FAULTS, rate });
        const retry = { sleep: async () => {} };
        const life = await createLife({ guard: { percent: 100, minimum: 1 }, table, retry });
        let model: Model = { now: 0, users: new Map(), groups: new Map() };
        const ids = new Set<string>();
        try {
          for (const [position, step] of all.entries()) {
            const { outcome, id, killed: wasKilled } = await playStep(life, model, step);
            if (id !== '' && step.kind === 'create') ids.add(id);
            const expected = after(model, step, id);
            if (!wasKilled) {
              expect({ position, step, outcome }).toEqual({ position, step, outcome: expected.expected });
              model = expected.model;
              if (step.kind === 'create' && outcome === '201') expect([...model.users.keys()]).toContain(id);
              continue;
            }
            model = await recover(life, model, step, ids);
          }
          await settle();
          expect(await observe(life, model, [...ids])).toEqual(view(model, [...ids]));
          expect(await life.check()).toEqual([]);
        } finally {
          await life.scim.drop();
        }

        async function settle(): Promise<void> {
          for (const step of [{ kind: 'wait', minutes: RECOVERY }, { kind: 'jobs' }] as const) {
            await playStep(life, model, step);
            model = after(model, step, '').model;
          }
        }
      }),
      { numRuns: sizes.lives, endOnFailure: true },
    );
  },
  sizes.lives * 30_000,
);

/** A killed step has happened wholly or not at all, once the jobs have run. Answers the model of what happened. */
async function recover(
  life: Awaited<ReturnType<typeof createLife>>,
  model: Model,
  step: Step,
  ids: Set<string>,
): Promise<Model> {
  await life.scim.request('GET', '/Users?count=1');
  await playStep(life, model, { kind: 'wait', minutes: RECOVERY });
  await playStep(life, model, { kind: 'jobs' });
  const born = await unknownIds(life, model, step, ids);
  const isUnborn = (step.kind === 'create' || step.kind === 'createGroup') && born === undefined;
  const happened = isUnborn ? model : after(model, step, born ?? '').model;
  const possible = [model, happened].map((each) => {
    const waited = after(each, { kind: 'wait', minutes: RECOVERY }, '').model;
    return after(waited, { kind: 'jobs' }, '').model;
  });
  const seen = JSON.stringify(await observe(life, happened, [...ids]));
  const match = possible.find((each) => JSON.stringify(view(each, [...ids])) === seen);
  if (!match)
    expect({ step, seen: JSON.parse(seen) as unknown }).toEqual({
      step,
      seen: possible.map((each) => view(each, [...ids])),
    });
  return match ?? model;
}

/** What a killed creation may have made: a user or a group that the test was not told of. */
async function unknownIds(
  life: Awaited<ReturnType<typeof createLife>>,
  model: Model,
  step: Step,
  ids: Set<string>,
): Promise<string | undefined> {
  if (step.kind === 'create') {
    const { body } = await life.scim.request(
      'GET',
      `/Users?filter=${encodeURIComponent(`userName eq "person-${step.person}"`)}`,
    );
    const id = body.Resources[0]?.id;
    if (id !== undefined) ids.add(id);
    return id;
  }
  if (step.kind === 'createGroup' && groupOf(model, step.group) === undefined) {
    const { body } = await life.scim.request(
      'GET',
      `/Groups?filter=${encodeURIComponent(`displayName eq "group-${step.group}"`)}`,
    );
    return body.Resources[0]?.id;
  }
  return undefined;
}
