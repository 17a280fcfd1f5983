import { APPLICATION } from '../../lambdas/tenant/application.ts';

/** Of the metrics of ours, as lambdas/traffic/metrics.ts writes them into log lines. */
export const NAMESPACE = APPLICATION;

/** What AWS counts, or what our functions and access logs do (in the namespace `serverless-scim`, over all tenants). */
type Source =
  | { readonly name: string }
  /** Of all functions of the account and Region; `less` is a figure of ours that is taken off. */
  | { readonly lambda: string; readonly less?: string }
  /** Of the watchdog itself. */
  | { readonly watchdog: string }
  /** Metrics Insights, which looks at what each resource has. */
  | { readonly query: string };

/** An alarm. Its page is docs/runbook/<id>.md. */
export interface AlarmRow {
  readonly id: string;
  readonly metric: Source;
  readonly statistic: 'Sum' | 'Maximum';
  /** From this on it goes off; with `below`, under it. */
  readonly threshold: number;
  readonly below?: true;
  /** The period. */
  readonly minutes: number;
  /** What it means, as the e-mail says it. */
  readonly why: string;
}

/** What somebody is told of, over all tenants of an account and Region; the log says whose it is. */
export const ALARMS: readonly AlarmRow[] = [
  {
    id: 'dead-letters',
    metric: { name: 'DeadLetters' },
    statistic: 'Maximum',
    threshold: 1,
    minutes: 60,
    why: 'Changes that became no event, or runs of the hourly job that failed for good, lie in a queue for 14 days',
  },
  {
    id: 'stream-stopped',
    metric: { name: 'StreamsStopped' },
    statistic: 'Maximum',
    threshold: 1,
    minutes: 60,
    why: 'The stream of a table is not read, or reading it fails; after 24 hours it forgets what nobody read',
  },
  {
    id: 'stream-behind',
    metric: { name: 'StreamAgeSeconds' },
    statistic: 'Maximum',
    threshold: 3600,
    minutes: 5,
    why: 'Changes wait for an hour or more to become events; after 24 hours the stream forgets them',
  },
  {
    id: 'tenant-silent',
    metric: { name: 'SilentTenants' },
    statistic: 'Maximum',
    threshold: 1,
    minutes: 60,
    why: 'The hourly job of a tenant has not run to its end for three hours: nothing is erased, and nobody asks its doctor',
  },
  {
    id: 'watchdog-silent',
    metric: { watchdog: 'Invocations' },
    statistic: 'Sum',
    threshold: 1,
    below: true,
    minutes: 180,
    why: 'The watchdog itself has not run for three hours, so that nobody would see a silent tenant',
  },
  {
    id: 'erasure-failed',
    metric: { name: 'ErasuresFailed' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'Somebody whose retention has passed could not be erased; it is tried again every hour',
  },
  {
    id: 'erasure-overdue',
    metric: { name: 'ErasuresOverdueHours' },
    statistic: 'Maximum',
    threshold: 24,
    minutes: 60,
    why: 'Somebody should have been erased a day ago or earlier, and is still there',
  },
  {
    id: 'erasure-unfinished',
    metric: { name: 'ErasuresRemaining' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'The hourly job ended before it came to all who were due; it goes on an hour later',
  },
  {
    id: 'erasure-held',
    metric: { name: 'ErasuresHeldBack' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'People whose retention has passed are kept back until an operator decides about a mass delete',
  },
  {
    id: 'mass-delete',
    metric: { name: 'MassDeletesHeld' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'So many were deactivated, deleted or overwritten at once that their purge waits for an operator',
  },
  {
    id: 'entra-silent',
    metric: { name: 'EntraSilent' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'Entra has stopped coming to a tenant, or its job is in quarantine or given up',
  },
  {
    id: 'provisioning-broken',
    metric: { name: 'ProvisioningBroken' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'Provisioning of a tenant that worked is broken, by what the doctor sees',
  },
  {
    id: 'credential-ending',
    metric: { name: 'CredentialsEnding' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'A credential that is used ends within 30 days; then its client is refused',
  },
  {
    id: 'credential-ended',
    metric: { name: 'EndedCredentials' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'A credential that expired or was revoked is still used, so its client is refused',
  },
  {
    id: 'microsoft-keys',
    metric: { name: 'KeysUnavailable' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 60,
    why: 'The keys of Microsoft cannot be had, so that what it signed cannot be checked and is answered 503',
  },
  {
    id: 'server-errors',
    metric: { name: 'ServerErrors' },
    statistic: 'Sum',
    threshold: 5,
    minutes: 5,
    why: 'Requests were answered 500, 502 or 504',
  },
  {
    id: 'busy',
    metric: { name: 'Busy' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 5,
    why: 'Requests were answered 503: a table is at "capacity" of the tenant file, or something behind is out of order',
  },
  {
    id: 'latency',
    metric: { name: 'SlowRequests' },
    statistic: 'Sum',
    threshold: 5,
    minutes: 15,
    why: 'Requests took 5 seconds or longer',
  },
  {
    id: 'function-errors',
    // The authorizer throws to refuse what must not be kept, which AWS counts. One that falls between two
    // periods may be taken off in the other; what really fails is tried again and fails twice.
    metric: { lambda: 'Errors', less: 'UnauthorizedThrown' },
    statistic: 'Sum',
    threshold: 2,
    minutes: 15,
    why: 'A function failed, or ran out of its time or memory',
  },
  {
    id: 'function-throttled',
    metric: { lambda: 'Throttles' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 5,
    why: 'Lambda refused to start a function: the concurrency of the account, or what a tenant reserves, is used up',
  },
  {
    id: 'table-throttled',
    metric: { query: 'SELECT SUM(ThrottledRequests) FROM SCHEMA("AWS/DynamoDB", TableName, Operation)' },
    statistic: 'Sum',
    threshold: 1,
    minutes: 5,
    why: 'DynamoDB throttles a table: it is at "capacity" of the tenant file, or a partition is hot',
  },
  {
    id: 'webhook-failing',
    metric: { name: 'WebhooksFailing' },
    statistic: 'Maximum',
    threshold: 1,
    minutes: 60,
    why: 'A webhook has taken nothing for an hour or longer or wants no more, or changes for it were given up',
  },
];
