import { lifecycleOfDeleted, lifecycleOfVisible } from '../../lambdas/scim/lifecycle.ts';

const NOW = '2027-03-10T12:00:00.000Z';
const BEFORE = '2027-03-01T12:00:00.000Z';
const purge = { days: 30, deactivated: 'purge' } as const;
const keep = { days: 30, deactivated: 'keep' } as const;

describe('lifecycle', () => {
  test('an active user is not soft-deleted, whatever was before', () => {
    expect(lifecycleOfVisible({ softDeletedAt: BEFORE, purgeAfter: NOW }, true, NOW, purge)).toStrictEqual({});
  });

  test('an inactive user is soft-deleted from the first moment on, and purged where the tenant says so', () => {
    expect(lifecycleOfVisible(undefined, false, NOW, purge)).toStrictEqual({
      softDeletedAt: NOW,
      purgeAfter: '2027-04-09T12:00:00.000Z',
    });
    expect(lifecycleOfVisible({}, false, NOW, keep)).toStrictEqual({ softDeletedAt: NOW });
    expect(lifecycleOfVisible({ softDeletedAt: BEFORE }, false, NOW, purge)).toStrictEqual({
      softDeletedAt: BEFORE,
      purgeAfter: '2027-03-31T12:00:00.000Z',
    });
  });

  test('a deleted user is always purged, counted from the first soft delete', () => {
    expect(lifecycleOfDeleted({}, NOW, keep)).toStrictEqual({
      softDeletedAt: NOW,
      deletedAt: NOW,
      purgeAfter: '2027-04-09T12:00:00.000Z',
    });
    expect(lifecycleOfDeleted({ softDeletedAt: BEFORE }, NOW, purge)).toStrictEqual({
      softDeletedAt: BEFORE,
      deletedAt: NOW,
      purgeAfter: '2027-03-31T12:00:00.000Z',
    });
  });
});
