import {
  dueSince,
  lifecycleOf,
  purgeAfter,
  ruleOfPurge,
  stateOf,
  withoutLifecycle,
  type Lifecycle,
  type Retention,
  type State,
} from '../../lambdas/life/lifecycle.ts';
import { transition, type LifecycleEvent } from '../../lambdas/life/transition.ts';

const EARLIER = '2027-02-01T12:00:00.000Z';
const BEFORE = '2027-03-01T12:00:00.000Z';
const NOW = '2027-03-10T12:00:00.000Z';
const DUE = '2027-03-03T12:00:00.000Z';
/** A week after the DELETE. */
const WEEK_AFTER = '2027-03-08T12:00:00.000Z';
/** 30 days after the DELETE. */
const MONTH_AFTER = '2027-03-31T12:00:00.000Z';
const purge = { days: 30, deactivated: 'purge' } as const;
const keep = { days: 30, deactivated: 'keep' } as const;
const hold = { since: EARLIER, reason: 'case 7' };

const STATES: Record<State, Lifecycle> = {
  active: { restoredAt: EARLIER },
  deactivated: { softDeletedAt: EARLIER },
  deleted: { softDeletedAt: EARLIER, deletedAt: BEFORE },
  erased: { deletedAt: EARLIER, erasedAt: BEFORE },
};

const EVENTS = {
  activate: { kind: 'activate' },
  deactivate: { kind: 'deactivate' },
  delete: { kind: 'delete' },
  restore: { kind: 'restore', active: true },
  'restore of an inactive one': { kind: 'restore', active: false },
  'undo from before the soft delete': { kind: 'undo', since: EARLIER },
  'undo from before the DELETE': { kind: 'undo', since: BEFORE },
  'undo from later': { kind: 'undo', since: NOW },
  revive: { kind: 'revive' },
  'purge in time': { kind: 'purge', retention: purge, asOf: DUE },
  'purge too early': { kind: 'purge', retention: purge, asOf: '2027-03-03T11:59:59.999Z' },
  'purge a week after the DELETE': { kind: 'purge', retention: purge, asOf: WEEK_AFTER },
  'purge of deleted ones only': { kind: 'purge', retention: keep, asOf: NOW },
  'purge of deleted ones only, in time': { kind: 'purge', retention: keep, asOf: MONTH_AFTER },
  erase: { kind: 'erase' },
  hold: { kind: 'hold', reason: 'case 7' },
  lift: { kind: 'lift' },
} as const satisfies Record<string, LifecycleEvent>;

type Outcome = string | [Lifecycle, ...string[]];
const erased = (deletedAt: string): Outcome => [{ deletedAt, erasedAt: NOW }, 'leaves', 'forgotten'];
const onHold = { since: NOW, reason: 'case 7' };

const TABLE: Record<Exclude<State, 'erased'>, Record<keyof typeof EVENTS, Outcome>> = {
  active: {
    activate: [{ restoredAt: EARLIER }],
    deactivate: [{ restoredAt: EARLIER, softDeletedAt: NOW }],
    delete: [{ restoredAt: EARLIER, softDeletedAt: NOW, deletedAt: NOW }, 'leaves'],
    restore: 'not deleted',
    'restore of an inactive one': 'not deleted',
    'undo from before the soft delete': 'not since',
    'undo from before the DELETE': 'not since',
    'undo from later': 'not since',
    revive: 'not deleted',
    'purge in time': 'not due',
    'purge too early': 'not due',
    'purge a week after the DELETE': 'not due',
    'purge of deleted ones only': 'not due',
    'purge of deleted ones only, in time': 'not due',
    erase: erased(NOW),
    hold: [{ restoredAt: EARLIER, hold: onHold }],
    lift: 'not held',
  },
  deactivated: {
    activate: [{}],
    deactivate: [{ softDeletedAt: EARLIER }],
    delete: [{ softDeletedAt: EARLIER, deletedAt: NOW }, 'leaves'],
    restore: 'not deleted',
    'restore of an inactive one': 'not deleted',
    'undo from before the soft delete': [{}, 'activated'],
    'undo from before the DELETE': 'not since',
    'undo from later': 'not since',
    revive: 'not deleted',
    'purge in time': erased(NOW),
    'purge too early': 'not due',
    'purge a week after the DELETE': erased(NOW),
    'purge of deleted ones only': 'not due',
    'purge of deleted ones only, in time': 'not due',
    erase: erased(NOW),
    hold: [{ softDeletedAt: EARLIER, hold: onHold }],
    lift: 'not held',
  },
  deleted: {
    activate: 'deleted',
    deactivate: 'deleted',
    delete: 'deleted',
    restore: [{ restoredAt: NOW }, 'returns'],
    'restore of an inactive one': [{ softDeletedAt: NOW, restoredAt: NOW }, 'returns'],
    'undo from before the soft delete': [{ restoredAt: NOW }, 'activated', 'returns'],
    'undo from before the DELETE': [{ softDeletedAt: EARLIER, restoredAt: NOW }, 'returns'],
    'undo from later': 'not since',
    revive: [{ restoredAt: NOW, revived: true }],
    'purge in time': 'not due',
    'purge too early': 'not due',
    'purge a week after the DELETE': erased(BEFORE),
    'purge of deleted ones only': 'not due',
    'purge of deleted ones only, in time': erased(BEFORE),
    erase: erased(BEFORE),
    hold: [{ softDeletedAt: EARLIER, deletedAt: BEFORE, hold: onHold }],
    lift: 'not held',
  },
};

const outcomeOf = (before: Lifecycle, event: LifecycleEvent): Outcome => {
  const result = transition(before, event, NOW);
  return result.ok ? [result.lifecycle, ...result.effects] : result.refusal;
};

describe('the life of a user', () => {
  const rows = Object.entries(TABLE).flatMap(([state, events]) =>
    Object.entries(events).map(([event, expected]) => [state, event, expected] as const),
  );
  test.each(rows)('%s, %s', (state, event, expected) => {
    expect(outcomeOf(STATES[state as State], EVENTS[event as keyof typeof EVENTS])).toStrictEqual(expected);
  });

  test.each(Object.keys(EVENTS))('erased, %s: nothing happens to it any more', (event) => {
    expect(outcomeOf(STATES.erased, EVENTS[event as keyof typeof EVENTS])).toBe('erased');
  });

  test('a hold stays through all that happens, and keeps it from being erased until it is lifted', () => {
    const held = { ...STATES.deleted, hold };
    expect(outcomeOf(held, EVENTS['purge a week after the DELETE'])).toBe('held');
    expect(outcomeOf(held, EVENTS.erase)).toBe('held');
    expect(outcomeOf(held, EVENTS.hold)).toBe('held');
    expect(outcomeOf(held, EVENTS.restore)).toStrictEqual([{ restoredAt: NOW, hold }, 'returns']);
    expect(outcomeOf({ softDeletedAt: EARLIER, hold }, EVENTS.activate)).toStrictEqual([{ hold }]);
    expect(outcomeOf(held, EVENTS.lift)).toStrictEqual([STATES.deleted, 'lifted']);
  });

  test('what a client created again is told from what an operator brought back later', () => {
    const again = { ...STATES.deleted, revived: true } as const;
    expect(outcomeOf(again, EVENTS.restore)).toStrictEqual([{ restoredAt: NOW }, 'returns']);
    expect(outcomeOf(again, EVENTS['undo from before the DELETE'])).toStrictEqual([
      { restoredAt: NOW, softDeletedAt: EARLIER },
      'returns',
    ]);
    expect(outcomeOf({ revived: true }, EVENTS.deactivate)).toStrictEqual([{ revived: true, softDeletedAt: NOW }]);
  });

  test('a state is told from its moments', () => {
    for (const [state, lifecycle] of Object.entries(STATES)) expect(stateOf(lifecycle)).toBe(state);
  });

  test.each<[Lifecycle, Retention, string | undefined]>([
    [STATES.active, purge, undefined],
    [STATES.deactivated, purge, DUE],
    [STATES.deactivated, keep, undefined],
    [STATES.deleted, purge, WEEK_AFTER],
    [STATES.deleted, { ...purge, minimumAfterDelete: 1 }, DUE],
    [STATES.deleted, { ...purge, minimumAfterDelete: 30 }, MONTH_AFTER],
    // The default is the smaller of 7 and the days.
    [STATES.deleted, { ...purge, days: 2 }, DUE],
    [{ softDeletedAt: BEFORE, deletedAt: BEFORE }, purge, MONTH_AFTER],
    [STATES.deleted, keep, MONTH_AFTER],
    [STATES.deleted, { ...keep, days: 2, minimumAfterDelete: 7 }, WEEK_AFTER],
    [{ ...STATES.deleted, hold }, purge, undefined],
    [STATES.erased, purge, undefined],
  ])('%j is purged by %j after %s', (lifecycle, retention, expected) => {
    expect(purgeAfter(lifecycle, retention)).toBe(expected);
  });

  test.each<[Lifecycle, Retention, ReturnType<typeof ruleOfPurge>]>([
    [STATES.deactivated, purge, 'days'],
    [STATES.deleted, purge, 'minimumAfterDelete'],
    [STATES.deleted, { ...purge, minimumAfterDelete: 1 }, 'days'],
    [{ softDeletedAt: BEFORE, deletedAt: BEFORE }, purge, 'days'],
    [STATES.deleted, keep, 'days'],
    [STATES.deleted, { ...keep, days: 2, minimumAfterDelete: 7 }, 'minimumAfterDelete'],
  ])('%j is purged by %j because of %s', (lifecycle, retention, rule) => {
    expect(ruleOfPurge(lifecycle, retention)).toBe(rule);
  });

  test('nobody is due who was soft-deleted later than the days before', () => {
    expect(dueSince(DUE, purge)).toBe(EARLIER);
  });

  test('a resource is its lifecycle and the rest', () => {
    const lifecycle = {
      softDeletedAt: EARLIER,
      deletedAt: BEFORE,
      erasedAt: NOW,
      restoredAt: NOW,
      revived: true,
      hold,
    } as const;
    const resource = { id: 'a', version: 1, ...lifecycle };
    expect(lifecycleOf(resource)).toStrictEqual(lifecycle);
    expect(lifecycleOf({})).toStrictEqual({});
    expect(withoutLifecycle(resource)).toStrictEqual({ id: 'a', version: 1 });
  });
});
