/**
 * List prices of us-east-1 in US dollars, as of 2026-11-27, without the free tier: what the fleet costs
 * is computed from them.
 */
export const PRICES = {
  /** A month, of each metric that an alarm looks at. */
  alarm: 0.1,
  dashboard: 3,
  /** A month; by the hour in which it has data. */
  customMetric: 0.3,
  lambdaRequest: 0.2e-6,
  lambdaGbSecondArm: 0.0000133334,
  sqsRequest: 0.4e-6,
  schedulerInvocation: 1e-6,
  readUnit: 0.125e-6,
  writeUnit: 0.625e-6,
  logsGb: 0.5,
  /** A month, beyond two free ones. */
  budget: 0.61,
} as const;

export const HOURS_OF_MONTH = 730;
