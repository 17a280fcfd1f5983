/** The Regions that `scim cost` knows the prices of. */
export const REGIONS = ['us-east-1', 'eu-central-1'] as const;
export type Region = (typeof REGIONS)[number];

/** When the prices were taken down. */
export const PRICES_OF = '2026-11-27';

/** What AWS sells: the unit, so many of which a price is for, and where AWS lists it. */
interface Price {
  readonly unit: string;
  readonly per: number;
  readonly usd: Readonly<Record<Region, number>>;
  readonly page: string;
}

const MILLION = 1_000_000;
const GB = 1024 ** 3;
const both = (usd: number): Price['usd'] => ({ 'us-east-1': usd, 'eu-central-1': usd });
const in2 = (us: number, eu: number): Price['usd'] => ({ 'us-east-1': us, 'eu-central-1': eu });

/**
 * List prices in USD, before any free tier, discount or tax, of the first tier where there are several.
 * What lists them is AWS's page of each service and the price list behind it
 * (https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/index.json).
 */
export const PRICES = {
  wru: { unit: 'write request unit', per: MILLION, usd: in2(0.625, 0.7625), page: 'dynamodb/pricing/on-demand' },
  rru: { unit: 'read request unit', per: MILLION, usd: in2(0.125, 0.1525), page: 'dynamodb/pricing/on-demand' },
  tableBytes: { unit: 'byte-month in the table', per: GB, usd: in2(0.25, 0.306), page: 'dynamodb/pricing/on-demand' },
  recoveryBytes: {
    unit: 'byte-month of point-in-time recovery',
    per: GB,
    usd: in2(0.2, 0.2448),
    page: 'dynamodb/pricing/on-demand',
  },
  apiRequests: { unit: 'request to a REST API', per: MILLION, usd: in2(3.5, 3.7), page: 'api-gateway/pricing' },
  invocations: { unit: 'invocation of a function', per: MILLION, usd: both(0.2), page: 'lambda/pricing' },
  gbSeconds: { unit: 'GB-second on arm64', per: 1, usd: both(0.0000133334), page: 'lambda/pricing' },
  logBytes: { unit: 'byte logged', per: GB, usd: in2(0.5, 0.63), page: 'cloudwatch/pricing' },
  keptLogBytes: { unit: 'byte-month of logs', per: GB, usd: in2(0.03, 0.0324), page: 'cloudwatch/pricing' },
  alarms: { unit: 'metric of an alarm, a month', per: 1, usd: both(0.1), page: 'cloudwatch/pricing' },
  compositeAlarms: { unit: 'composite alarm, a month', per: 1, usd: both(0.5), page: 'cloudwatch/pricing' },
  metrics: { unit: 'custom metric, a month', per: 1, usd: both(0.3), page: 'cloudwatch/pricing' },
  dashboards: { unit: 'dashboard, a month', per: 1, usd: both(3), page: 'cloudwatch/pricing' },
  schedules: { unit: 'run of a schedule', per: MILLION, usd: both(1), page: 'eventbridge/pricing' },
  events: { unit: 'event on a bus', per: MILLION, usd: both(1), page: 'eventbridge/pricing' },
  keys: { unit: 'KMS key of our own, a month', per: 1, usd: both(1), page: 'kms/pricing' },
  bytesOut: { unit: 'byte to the internet', per: GB, usd: both(0.09), page: 'ec2/pricing/on-demand' },
} as const satisfies Record<string, Price>;

/** How much of each thing that AWS sells. */
export type Use = Readonly<Partial<Record<keyof typeof PRICES, number>>>;

const isPriced = (name: string): name is keyof typeof PRICES => Object.hasOwn(PRICES, name);

/** What this costs in USD. */
export const costOf = (use: Use, region: Region): number =>
  Object.entries(use)
    .filter(([, amount]) => amount > 0)
    .reduce(
      (sum, [name, amount]) => (isPriced(name) ? sum + (amount / PRICES[name].per) * PRICES[name].usd[region] : sum),
      0,
    );

/** All of these together. */
export function sumOf(uses: readonly Use[]): Use {
  const sum: Record<string, number> = {};
  for (const use of uses) for (const [name, amount] of Object.entries(use)) sum[name] = (sum[name] ?? 0) + amount;
  return sum;
}

/** The same so many times. */
export const timesOf = (use: Use, times: number): Use =>
  Object.fromEntries(Object.entries(use).map(([name, amount]) => [name, amount * times]));
