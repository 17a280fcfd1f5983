import { DAY, HOUR, MINUTE } from '../../../lambdas/duration.ts';
import { PlainError } from '../../plain-error.ts';

const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: HOUR, day: DAY };

/**
 * Reads an EventBridge Scheduler expression, `rate(1 hour)`: milliseconds between two runs. Throws
 * PlainError for any other kind.
 */
export function parseRate(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const interval = Number(count) * (UNITS[unit] ?? 0);
  if (interval > 0) return interval;
  throw new PlainError(
    `the dev server cannot run the schedule "${expression}": it knows rate(…) in minutes, hours or days only; ` +
      'use one, or add the kind to tools/dev-server/events/schedule-expression.ts',
  );
}
