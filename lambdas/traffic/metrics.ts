/**
 * Of all tenants: whoever it is about is in the line, and in no dimension, which would be a metric more. The alarms of
 * lib/fleet/alarms.ts look for it.
 */
const NAMESPACE = 'serverless-scim';

/**
 * The hour of the day (UTC) in which everything is nought: an alarm that stands ends and comes again, so
 * that what lasts is told every day, and what came to another tenant meanwhile with it.
 */
const REST_HOUR = 5;

/**
 * Figures for CloudWatch, to be spread into a log line, which it reads them from (its embedded metric
 * format); `now` in milliseconds since 1970. A figure that is nought is left out and costs nothing, but
 * for the hour of rest. Names are those of lib/fleet/alarms.ts.
 */
export function metrics(
  figures: Readonly<Record<string, number>>,
  now = Date.now(),
): Readonly<Record<string, unknown>> {
  const rests = new Date(now).getUTCHours() === REST_HOUR;
  const told = Object.entries(figures).filter(([, value]) => rests || value > 0);
  return told.length === 0
    ? {}
    : everyHour(Object.fromEntries(told.map(([name, value]) => [name, rests ? 0 : value])), now);
}

/** The same as they are, in every hour: what is taken from a figure of AWS, which knows no hour of rest. */
export function everyHour(
  figures: Readonly<Record<string, number>>,
  now = Date.now(),
): Readonly<Record<string, unknown>> {
  const Metrics = Object.keys(figures).map((Name) => ({ Name }));
  return {
    ...figures,
    _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [[]], Metrics }] },
  };
}
