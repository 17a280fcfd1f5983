import { sizeBefore, withSize, type DirectorySize } from '../../lambdas/life/directory-size.ts';
import { belongsTo, isHeldBack, type GuardRule, type MassHold } from '../../lambdas/life/guard.ts';
import { findMassLosses, type Loss } from '../../lambdas/life/mass-loss.ts';

const at = (minute: number): string => new Date(Date.UTC(2027, 0, 1, 8, minute)).toISOString();
const minutes = (...list: number[]): string[] => list.map(at);
const rule = { percent: 10, minimum: 3 };
const hold = (from: number, to: number, state: MassHold['state']): MassHold => ({
  id: 'h',
  from: at(from),
  to: at(to),
  count: 3,
  of: 20,
  noticedAt: at(to),
  state,
});

const HOURS = 60;
const DAYS = 24 * HOURS;

/** Losses of those who were there long before, unless `created` says otherwise. */
const losses = (moments: readonly string[], created = '2020-01-01T00:00:00.000Z'): Loss[] =>
  moments.map((moment) => ({ at: moment, created }));
const size = (minute: number, users: number): DirectorySize => ({ at: at(minute), users, groups: 0 });

interface Known {
  readonly total: number;
  readonly of?: GuardRule;
  readonly sizes?: readonly DirectorySize[];
  readonly holds?: readonly MassHold[];
}
const find = (lost: readonly Loss[], { total, of = rule, sizes = [], holds = [] }: Known) =>
  findMassLosses(lost, { family: 'users', rule: of, total, sizes, holds });
const withinHour = (moments: string[], total: number, of: GuardRule, holds: readonly MassHold[]) =>
  find(losses(moments), { total, of, holds })
    .filter(({ window }) => window === 'hour')
    .map(({ from, to, count }) => ({ from, to, count }));

describe('too many soft deletes within an hour', () => {
  test.each<[string, string[], number, [number, number, number][]]>([
    ['none', [], 10, []],
    ['fewer than the minimum', minutes(0, 1), 10, []],
    ['the minimum, and more than the percentage', minutes(0, 1, 2), 29, [[0, 2, 3]]],
    ['the minimum, and exactly the percentage', minutes(0, 1, 2), 30, []],
    ['in any order', minutes(2, 0, 1), 10, [[0, 2, 3]]],
    ['spread over an hour', minutes(0, 30, 60), 10, []],
    ['just within an hour', minutes(0, 30, 59), 10, [[0, 59, 3]]],
    ['one stretch that goes on for longer than an hour', minutes(0, 20, 40, 60, 80, 100), 10, [[0, 100, 6]]],
    [
      'two stretches',
      minutes(0, 1, 2, 200, 201, 202),
      10,
      [
        [0, 2, 3],
        [200, 202, 3],
      ],
    ],
    ['those around a stretch are not in it', minutes(0, 100, 101, 102, 300), 10, [[100, 102, 3]]],
    ['several at one moment', minutes(5, 5, 5), 10, [[5, 5, 3]]],
  ])('%s', (_case, moments, total, expected) => {
    const found = expected.map(([from, to, count]) => ({ from: at(from), to: at(to), count }));
    expect(withinHour(moments, total, rule, [])).toEqual(found);
  });

  test('what an operator has decided about is not counted again, what is still held is', () => {
    const moments = minutes(0, 1, 2, 3);
    expect(withinHour(moments, 10, rule, [hold(0, 2, 'released')])).toEqual([]);
    expect(withinHour(moments, 10, rule, [hold(0, 2, 'restored')])).toEqual([]);
    expect(withinHour(moments, 10, rule, [hold(0, 2, 'held')])).toEqual([{ from: at(0), to: at(3), count: 4 }]);
  });

  test('100 percent turns it off', () => {
    expect(withinHour(minutes(0, 1, 2), 3, { percent: 100, minimum: 1 }, [])).toEqual([]);
  });
});

describe('too many losses within a day or a week', () => {
  const usual = { percent: 10, minimum: 50 };
  /** So many an hour, from the first hour on. */
  const hourly = (count: number, hours: number): string[] =>
    Array.from({ length: count * hours }, (_, index) => at(Math.floor(index / count) * HOURS));

  test('slow deletes, 499 an hour of 5,000, are held with the 501st', () => {
    expect(find(losses(hourly(499, 1)), { total: 5_000, of: usual })).toEqual([]);
    expect(find(losses(hourly(499, 3)), { total: 5_000, of: usual })).toEqual([
      { from: at(0), to: at(2 * HOURS), count: 3 * 499, of: 5_000, window: 'day' },
    ]);
  });

  test('slower ones, 99 a day of 500, within the week', () => {
    const daily = [0, 1, 2].flatMap((day) => Array.from({ length: 49 }, () => at(day * DAYS)));
    expect(find(losses(daily.slice(0, 49)), { total: 500, of: usual })).toEqual([]);
    expect(find(losses(daily), { total: 500, of: usual })).toMatchObject([{ count: 3 * 49, window: 'week' }]);
  });

  test('who was created inside the window is no reason to lose others', () => {
    const lost = losses(minutes(...Array.from({ length: 60 }, () => 100)));
    const padded = { total: 100_500, of: usual };
    expect(find(lost, padded)).toEqual([]);
    expect(find(lost, { ...padded, sizes: [size(0, 500), size(90, 100_500)] })).toMatchObject([
      { count: 60, of: 500, window: 'hour' },
    ]);
    // They were there for an hour, and not for a day.
    const old = [size(-3 * DAYS, 500), size(0, 100_500)];
    expect(find(lost, { ...padded, sizes: old })).toMatchObject([{ count: 60, of: 500, window: 'day' }]);
  });

  test('nor do those count who were created inside the window and went', () => {
    const lost = losses(minutes(...Array.from({ length: 60 }, () => 100)), at(99));
    expect(find(lost, { total: 5_000, of: usual, sizes: [size(0, 100)] })).toEqual([]);
  });

  test('49 of 49, and no fewer than half or than ten', () => {
    const lost = (count: number) => losses(minutes(...Array.from({ length: count }, () => 1)));
    expect(find(lost(49), { total: 49, of: usual })).toMatchObject([{ count: 49, of: 49, window: 'hour' }]);
    expect(find(lost(24), { total: 49, of: usual })).toEqual([]);
    expect(find(lost(25), { total: 49, of: usual })).toHaveLength(1);
    expect(find(lost(9), { total: 9, of: usual })).toEqual([]);
    expect(find(lost(49), { total: 49, of: { percent: 100, minimum: 1 } })).toEqual([]);
  });

  test('what a shorter window holds is not counted again, and each window goes on with its own hold', () => {
    const moments = [...minutes(0, 1, 2), at(5 * HOURS), at(6 * HOURS)];
    const known = hold(0, 2, 'held');
    expect(find(losses(moments), { total: 20, holds: [known] }).map(({ window }) => window)).toEqual(['hour']);
    const slow = losses([at(0), at(5 * HOURS), at(10 * HOURS)]);
    const held: MassHold = { ...hold(0, 5 * HOURS, 'held'), window: 'day' };
    expect(find(slow, { total: 20, holds: [held] })).toMatchObject([{ from: at(0), to: at(10 * HOURS) }]);
  });

  test('groups have holds of their own', () => {
    const groups: MassHold = { ...hold(0, 2, 'released'), family: 'groups' };
    expect(find(losses(minutes(0, 1, 2)), { total: 10, holds: [groups] })).toHaveLength(1);
  });
});

describe('the sizes of a directory', () => {
  /** What is kept of a run every hour. */
  const kept = (hours: number, users: (hour: number) => number): readonly DirectorySize[] => {
    let sizes: readonly DirectorySize[] = [];
    for (let hour = 0; hour <= hours; hour += 1) sizes = withSize(sizes, size(hour * HOURS, users(hour)));
    return sizes;
  };

  test('are kept where they change, the first of an hour', () => {
    expect(kept(50, () => 7)).toEqual([size(0, 7)]);
    const one = [size(0, 1)];
    expect(withSize(one, size(30, 2))).toBe(one);
    expect(withSize(one, size(60, 2))).toEqual([size(0, 1), size(60, 2)]);
  });

  test('by the hour for a day, by the day for a week, and the last one before it', () => {
    const sizes = kept(20 * 24, (hour) => hour);
    expect(sizes.length).toBeLessThan(40);
    for (const hours of [1, 2, 24]) {
      const before = sizeBefore(sizes, Date.parse(at((20 * 24 - hours) * HOURS)));
      expect(before?.users).toBe(20 * 24 - hours);
    }
    const week = sizeBefore(sizes, Date.parse(at(13 * DAYS)))?.users ?? Infinity;
    expect(week).toBeLessThanOrEqual(13 * 24);
    expect(week).toBeGreaterThan(12 * 24 - 25);
  });

  test('what was before all of them is the first', () => {
    expect(sizeBefore([size(5, 3)], Date.parse(at(0)))).toEqual(size(5, 3));
    expect(sizeBefore([], 0)).toBeUndefined();
  });
});

describe('a hold', () => {
  test('keeps the purge from those whose soft delete or DELETE lies in it, both ends included', () => {
    const open = hold(10, 20, 'held');
    for (const minute of [10, 15, 20]) {
      expect(belongsTo(open, { softDeletedAt: at(minute) })).toBe(true);
      expect(belongsTo(open, { softDeletedAt: at(0), deletedAt: at(minute) })).toBe(true);
    }
    for (const minute of [9, 21]) expect(belongsTo(open, { softDeletedAt: at(minute), deletedAt: at(21) })).toBe(false);
    expect(belongsTo(open, {})).toBe(false);
    expect(belongsTo({ from: '', to: '~' }, { softDeletedAt: '' })).toBe(false);
  });

  test('does so only while nobody has decided', () => {
    const within = { softDeletedAt: at(15) };
    expect(isHeldBack([hold(10, 20, 'held')], within)).toBe(true);
    expect(isHeldBack([hold(10, 20, 'released'), hold(10, 20, 'restored')], within)).toBe(false);
    expect(isHeldBack([hold(30, 40, 'held'), hold(0, 16, 'held')], within)).toBe(true);
    expect(isHeldBack([], within)).toBe(false);
  });
});
