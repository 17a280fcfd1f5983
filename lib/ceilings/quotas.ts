import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';

/** Resources by their CloudFormation type, `stack` for stacks. */
export type Counts = ReadonlyMap<string, number>;

/** Something that AWS bounds in an account, and what of it a tenant takes. */
export interface Quota {
  readonly what: string;
  /** What AWS gives by default, in a Region. */
  readonly most: (region: string | undefined) => number;
  /** Whether it is bounded in each Region for itself, or in all of them together. */
  readonly per: 'Region' | 'account';
  readonly used: (counts: Counts, tenant: Tenant) => number;
  /** What to do where it is near. */
  readonly ask: string;
}

const of =
  (type: string): Quota['used'] =>
  (counts) =>
    counts.get(type) ?? 0;
const always = (most: number) => (): number => most;
const raise = (service: string, quota: string): string => `ask AWS for more: Service Quotas, ${service}, "${quota}"`;

/** API Gateway takes fewer requests there (its page of quotas, 2026-11). */
const SMALLER_REGIONS = new Set(
  (
    'af-south-1 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-7 ' +
    'ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 mx-central-1'
  ).split(' '),
);

/** Of 1,000 concurrent executions AWS keeps 100 that cannot be reserved. */
const RESERVABLE = 900;

const reserved: Quota['used'] = (_, { reservedConcurrency = {} }) =>
  Object.values(reservedConcurrency).reduce((sum, each) => sum + each, 0);

/**
 * The walls that tenants of one account run into, by the name that raises them in cdk.json
 * (`"quotas": { "eventBuses": 300 }`). The numbers are AWS's defaults.
 */
export const QUOTAS = {
  eventBuses: {
    what: 'event buses',
    most: always(100),
    per: 'Region',
    used: of('AWS::Events::EventBus'),
    ask: `${raise('Amazon EventBridge', 'Event buses')}; or let tenants share one ("events": { "bus": … })`,
  },
  roles: {
    what: 'IAM roles',
    most: always(1000),
    per: 'account',
    used: of('AWS::IAM::Role'),
    ask: raise('AWS Identity and Access Management', 'Roles per account'),
  },
  policies: {
    what: 'customer managed policies',
    most: always(1500),
    per: 'account',
    used: of('AWS::IAM::ManagedPolicy'),
    ask: raise('AWS Identity and Access Management', 'Customer managed policies per account'),
  },
  restApis: {
    what: 'REST APIs',
    most: always(600),
    per: 'Region',
    used: of('AWS::ApiGateway::RestApi'),
    ask: 'AWS raises it for nobody: put further tenants into another account or Region ("env")',
  },
  stacks: {
    what: 'stacks',
    most: always(2000),
    per: 'Region',
    used: of('stack'),
    ask: raise('AWS CloudFormation', 'Stack count'),
  },
  tables: {
    what: 'DynamoDB tables',
    most: always(2500),
    per: 'Region',
    used: of('AWS::DynamoDB::GlobalTable'),
    ask: raise('Amazon DynamoDB', 'Maximum number of tables'),
  },
  requests: {
    what: 'requests a second, by throttle.rate',
    most: (region) => (region !== undefined && SMALLER_REGIONS.has(region) ? 2500 : 10_000),
    per: 'Region',
    used: (_, { throttle }) => throttle.rate,
    ask: `${raise('Amazon API Gateway', 'Throttle rate')}; or lower "throttle": beyond it every tenant gets 429`,
  },
  concurrency: {
    what: 'reserved concurrency',
    most: always(RESERVABLE),
    per: 'Region',
    used: reserved,
    ask: `${raise('AWS Lambda', 'Concurrent executions')}: new accounts have 10, of which none can be reserved`,
  },
} as const satisfies Readonly<Record<string, Quota>>;

export type QuotaName = keyof typeof QUOTAS;
