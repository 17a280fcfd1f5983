import { parseRate } from '../../../tools/dev-server/events/schedule-expression.ts';
import { PlainError } from '../../../tools/plain-error.ts';

const MINUTE = 60_000;

test.each([
  ['rate(1 hour)', 60 * MINUTE],
  ['rate(5 minutes)', 5 * MINUTE],
  ['rate(2 days)', 48 * 60 * MINUTE],
])('%s runs every %i milliseconds', (expression, expected) => {
  expect(parseRate(expression)).toBe(expected);
});

test.each(['cron(0 3 ? * MON-FRI *)', 'at(2026-11-23T22:00:00)', 'rate(1 fortnight)', 'rate(0 hours)', 'hourly'])(
  '%s is refused: it is named, and so is what is known',
  (expression) => {
    expect(() => parseRate(expression)).toThrow(PlainError);
    expect(() => parseRate(expression)).toThrow(
      `the dev server cannot run the schedule "${expression}": it knows rate(`,
    );
  },
);
