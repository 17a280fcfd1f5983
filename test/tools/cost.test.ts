import type { Template } from 'aws-cdk-lib/assertions';
import { DEFAULT_MAPPINGS, matchingMappings } from '../../simulator/dialect/mapping.ts';
import { scheduledRuns, standing, unpriced, type Resources } from '../../tools/cost/at-rest.ts';
import { monthOf } from '../../tools/cost/month.ts';
import { costOf, REGIONS, sumOf } from '../../tools/cost/prices.ts';
import { UNITS } from '../../tools/cost/units.ts';
import { fleetTemplate, TENANT, templates } from '../lib/synthesize.ts';

const SHARING = { shared: [], tenants: 50 };
const NOBODY = { users: 0, groups: 0, changesPerDay: 0 };
const stackOf = (Type: string, Properties: Record<string, unknown>): Resources => ({
  resources: { One: { Type, Properties } },
});

const resourcesOf = (template: Template): Resources => {
  const { Resources: resources } = template.toJSON() as { Resources: Resources['resources'] };
  return { resources };
};
const STACKS = Object.values(templates()).map(resourcesOf);
const FLEET = resourcesOf(fleetTemplate({ alarmEmail: 'ops@example.com', monthlyBudgetUsd: 100 }));

/** What an operator pays for a tenant that nobody uses, its part of the fleet of fifty included. */
test.each(REGIONS)('a tenant that nobody calls costs at most $0.20 a month in %s', (region) => {
  const use = sumOf(monthOf(NOBODY, STACKS, { shared: [FLEET], tenants: 50 }).map((row) => row.use));
  expect(costOf(use, region)).toBeGreaterThan(0.005);
  expect(costOf(use, region)).toBeLessThanOrEqual(0.2);
});

test('its hourly job runs 730 times a month, for about a cent', () => {
  expect(scheduledRuns(STACKS)).toBe(730);
  const purge = monthOf(NOBODY, STACKS, SHARING).find(({ times }) => times === 730);
  expect(costOf(purge?.use ?? {}, 'us-east-1')).toBeCloseTo(0.012, 3);
});

test('of every resource of a tenant somebody has said what it costs', () => {
  expect(unpriced([...STACKS, FLEET])).toEqual([]);
  expect(unpriced([stackOf('AWS::EC2::NatGateway', {})])).toEqual(['AWS::EC2::NatGateway']);
});

test.each<[string, Resources, object]>([
  ['an alarm', stackOf('AWS::CloudWatch::Alarm', { MetricName: 'Errors' }), { alarms: 1 }],
  [
    'an alarm on a formula, by its metrics',
    stackOf('AWS::CloudWatch::Alarm', { Metrics: [{ MetricStat: {} }, { MetricStat: {} }, { Expression: 'a + b' }] }),
    { alarms: 2 },
  ],
  ['an alarm of AWS', stackOf('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SQS', MetricName: 'Sent' }), { alarms: 1 }],
  [
    'a metric of ours that an alarm looks at',
    stackOf('AWS::CloudWatch::Alarm', { Namespace: 'fleet', MetricName: 'Overdue' }),
    { alarms: 1, metrics: 1 / 24 },
  ],
  [
    'a metric that always has data',
    stackOf('AWS::Logs::MetricFilter', { MetricTransformations: [{ MetricName: 'a', DefaultValue: 0 }] }),
    { metrics: 1 },
  ],
  ['one that seldom has', stackOf('AWS::Logs::MetricFilter', { MetricTransformations: [{ MetricName: 'a' }] }), {}],
  ['a dashboard', stackOf('AWS::CloudWatch::Dashboard', {}), { dashboards: 1 }],
  [
    'an alarm on what a filter makes of log lines',
    {
      resources: {
        ...stackOf('AWS::Logs::MetricFilter', { MetricTransformations: [{ MetricNamespace: 'a', MetricName: 'b' }] })
          .resources,
        Two: { Type: 'AWS::CloudWatch::Alarm', Properties: { Namespace: 'a', MetricName: 'b' } },
      },
    },
    { alarms: 1 },
  ],
])('%s is counted in the template', (_, stack, use) => {
  expect(standing([stack])).toEqual({ metrics: 0, ...use });
});

test('a tenant with webhooks pays for the looks every five minutes, and for each change that is sent', () => {
  const HOOKED = Object.values(templates({ ...TENANT, webhooks: [{ name: 'crm', url: 'https://example.com/' }] })).map(
    resourcesOf,
  );
  expect([scheduledRuns(HOOKED), scheduledRuns(HOOKED, 'webhooks'), scheduledRuns(STACKS, 'webhooks')]).toEqual([
    730, 8760, 0,
  ]);
  const rowOf = (stacks: Resources[], what: string, webhooks = 1) =>
    monthOf({ ...NOBODY, users: 1000, changesPerDay: 20, webhooks }, stacks, SHARING).find((row) => row.what === what);
  expect(rowOf(STACKS, 'looks of webhooks for what waits')).toBeUndefined();
  const looks = rowOf(HOOKED, 'looks of webhooks for what waits');
  expect(looks).toMatchObject({ times: 8760, use: { schedules: 8760, invocations: 8760, wru: 0 } });
  const changed = (stacks: Resources[], webhooks?: number) =>
    rowOf(stacks, 'changes of a user', webhooks)?.use.wru ?? 0;
  const times = (20 * 730) / 24;
  expect((changed(HOOKED) - changed(STACKS)) / times).toBeCloseTo(UNITS.webhookDelivery.wru);
  expect((changed(HOOKED, 2) - changed(STACKS)) / times).toBeCloseTo(2 * UNITS.webhookDelivery.wru);
});

test('what tenants share is divided by their number', () => {
  const month = (tenants: number) =>
    sumOf(monthOf(NOBODY, [], { shared: [stackOf('AWS::CloudWatch::Dashboard', {})], tenants }).map(({ use }) => use));
  expect([month(1), month(50)].map((use) => costOf(use, 'us-east-1'))).toEqual([3, 0.06]);
});

test('a cycle in which nothing changed asks what the simulator asks', () => {
  const probes = monthOf({ ...NOBODY, groups: 1 }, STACKS, SHARING).find(({ times }) => times === 1095);
  expect((probes?.use.apiRequests ?? 0) / 1095).toBeCloseTo(matchingMappings(DEFAULT_MAPPINGS).length + 1);
});
