import { meaningOf } from '../../lambdas/events/change.ts';
import type { StoredResource } from '../../lambdas/life/stored-resource.ts';

const TIME = '2026-11-01T08:00:00.000Z';
const STATES = {
  absent: undefined,
  active: {},
  deactivated: { softDeletedAt: TIME },
  deleted: { softDeletedAt: TIME, deletedAt: TIME },
  erased: { deletedAt: TIME, erasedAt: TIME },
};
type State = keyof typeof STATES;

function resource(state: State, version: number): StoredResource | undefined {
  const lifecycle = STATES[state];
  if (!lifecycle) return undefined;
  return { type: 'User', id: 'a', version, created: TIME, lastModified: TIME, attributes: {}, ...lifecycle };
}

describe('what a change means', () => {
  test.each<[State, State, string | undefined]>([
    ['absent', 'active', 'created'],
    ['absent', 'deactivated', 'created'],
    ['absent', 'deleted', undefined],
    ['absent', 'erased', undefined],
    ['active', 'absent', 'deleted'],
    ['active', 'active', 'updated'],
    ['active', 'deactivated', 'deactivated'],
    ['active', 'deleted', 'deleted'],
    ['active', 'erased', 'erased'],
    ['deactivated', 'absent', 'deleted'],
    ['deactivated', 'active', 'reactivated'],
    ['deactivated', 'deactivated', 'updated'],
    ['deactivated', 'deleted', 'deleted'],
    ['deactivated', 'erased', 'erased'],
    ['deleted', 'absent', 'erased'],
    ['deleted', 'active', 'restored'],
    ['deleted', 'deactivated', 'restored'],
    ['deleted', 'deleted', undefined],
    ['deleted', 'erased', 'erased'],
    ['erased', 'absent', undefined],
    ['erased', 'active', undefined],
    ['erased', 'deactivated', undefined],
    ['erased', 'deleted', undefined],
    ['erased', 'erased', undefined],
  ])('%s, then %s: %s', (before, after, meaning) => {
    expect(meaningOf({ before: resource(before, 3), after: resource(after, 4) })).toBe(meaning);
  });

  test('a write that does not move the version means nothing, whatever it wrote', () => {
    expect(meaningOf({ before: resource('active', 3), after: resource('active', 3) })).toBeUndefined();
  });
});
