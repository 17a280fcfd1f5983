import { belongsTo, findMassDeletes, isHeldBack, type MassHold } from '../../lambdas/life/guard.ts';

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
    expect(findMassDeletes(moments, total, rule, [])).toEqual(found);
  });

  test('what an operator has decided about is not counted again, what is still held is', () => {
    const moments = minutes(0, 1, 2, 3);
    expect(findMassDeletes(moments, 10, rule, [hold(0, 2, 'released')])).toEqual([]);
    expect(findMassDeletes(moments, 10, rule, [hold(0, 2, 'restored')])).toEqual([]);
    expect(findMassDeletes(moments, 10, rule, [hold(0, 2, 'held')])).toEqual([{ from: at(0), to: at(3), count: 4 }]);
  });

  test('100 percent turns it off', () => {
    expect(findMassDeletes(minutes(0, 1, 2), 3, { percent: 100, minimum: 1 }, [])).toEqual([]);
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
