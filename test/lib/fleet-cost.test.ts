import type { Template } from 'aws-cdk-lib/assertions';
import { HOURS_OF_MONTH, PRICES } from '../support/fleet-prices.ts';
import { fleetTemplate, templates } from './synthesize.ts';

const TENANTS = 50;
/** What a tenant that nobody calls does in an hour, at most: seconds of its purge, units that its doctor reads, bytes of log. */
const HOUR = { seconds: 3, readUnits: 200, writeUnits: 1, logBytes: 3000 };

type Properties = Record<string, unknown>;
const of = (template: Template, type: string): Properties[] =>
  Object.values(template.findResources(type)).map((each) => (each as { Properties: Properties }).Properties);

/** An alarm costs by the metrics that it looks at. */
const metricsOf = ({ Metrics = [] }: { Metrics?: unknown }): number =>
  Math.max(1, (Metrics as { MetricStat?: object }[]).filter(({ MetricStat }) => MetricStat !== undefined).length);

/** US dollars a month. */
function costOfFleet(fleet: Template, tenants: number): number {
  const alarms = of(fleet, 'AWS::CloudWatch::Alarm');
  const ours = new Set(
    alarms.filter(({ Namespace }) => Namespace === 'serverless-scim').map(({ MetricName }) => MetricName),
  );
  const [watchdog] = of(fleet, 'AWS::Lambda::Function') as unknown as [{ MemorySize: number; Timeout: number }];
  // Every run takes as long as it may.
  const gbSeconds = (watchdog.MemorySize / 1024) * watchdog.Timeout;
  const [{ ScheduleExpression }] = of(fleet, 'AWS::Scheduler::Schedule') as [Properties];
  expect(ScheduleExpression).toBe('rate(1 hour)');
  const run = gbSeconds * PRICES.lambdaGbSecondArm + PRICES.lambdaRequest + PRICES.schedulerInvocation;
  const look = 2 * PRICES.sqsRequest + PRICES.readUnit;
  return (
    alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0) * PRICES.alarm +
    of(fleet, 'AWS::CloudWatch::Dashboard').length * PRICES.dashboard +
    // While all is well they have data in one hour of the day.
    (ours.size * PRICES.customMetric) / 24 +
    of(fleet, 'AWS::Budgets::Budget').length * PRICES.budget +
    HOURS_OF_MONTH * (run + tenants * look)
  );
}

/** US dollars a month, of a tenant that nobody calls, without its data. */
function costOfTenant(all: Record<string, Template>): number {
  const alarms = Object.values(all).flatMap((template) => of(template, 'AWS::CloudWatch::Alarm'));
  const memory = of(all['jobs']!, 'AWS::Lambda::Function').find(
    ({ Timeout, MemorySize }) => Timeout === 900 && MemorySize === 512,
  );
  const gb = Number(memory?.['MemorySize']) / 1024;
  const hour =
    HOUR.seconds * gb * PRICES.lambdaGbSecondArm +
    PRICES.lambdaRequest +
    PRICES.schedulerInvocation +
    HOUR.readUnits * PRICES.readUnit +
    HOUR.writeUnits * PRICES.writeUnit +
    (HOUR.logBytes / 1e9) * PRICES.logsGb;
  return alarms.length * PRICES.alarm + HOURS_OF_MONTH * hour;
}

test('an idle tenant of fifty costs 0.20 dollars a month at most, its share of the fleet included', () => {
  const fleet = fleetTemplate({ alarmEmail: 'ops@example.com', monthlyBudgetUsd: 100 });
  const share = costOfFleet(fleet, TENANTS) / TENANTS;
  expect(share).toBeLessThanOrEqual(0.15);
  expect(share + costOfTenant(templates())).toBeLessThanOrEqual(0.2);
});

test('a tenant has nothing that costs by the month: no alarm, no dashboard, no custom metric of its own', () => {
  for (const template of Object.values(templates())) {
    for (const type of ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard']) template.resourceCountIs(type, 0);
    const filters = JSON.stringify(template.findResources('AWS::Logs::MetricFilter'));
    expect(filters).not.toMatch(/acme|"Dimensions"/);
  }
});
