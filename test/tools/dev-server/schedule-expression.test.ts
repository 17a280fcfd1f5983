import { parseScheduleExpression } from '../../../tools/dev-server/events/schedule-expression.ts';

const MONDAY = new Date('2026-11-23T21:57:03Z');

test.each([
  ['rate(1 hour)', '2026-11-23T22:57:03.000Z'],
  ['rate(5 minutes)', '2026-11-23T22:02:03.000Z'],
  ['cron(0 * * * ? *)', '2026-11-23T22:00:00.000Z'],
  ['cron(30 3 ? * MON-FRI *)', '2026-11-24T03:30:00.000Z'],
  ['cron(0/20 22 * * ? *)', '2026-11-23T22:00:00.000Z'],
  ['cron(15,45 8 1 JAN ? 2027)', '2027-01-01T08:15:00.000Z'],
])('%s runs next at %s', (expression, expected) => {
  expect(parseScheduleExpression(expression)(MONDAY)?.toISOString()).toBe(expected);
});

test('a schedule in the past never runs', () => {
  expect(parseScheduleExpression('cron(0 0 1 1 ? 2020)')(MONDAY)).toBeUndefined();
});

test.each(['at(2026-11-23T22:00:00)', 'rate(1 fortnight)', 'cron(0 0 L * ? *)', 'hourly'])(
  '%s is refused',
  (expression) => {
    expect(() => parseScheduleExpression(expression)).toThrow(/the dev server cannot/);
  },
);
