import { Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { ceilingsOf, describeCeiling, isNear, readQuotas, type Ceiling } from '../../lib/ceilings/ceilings.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { newApp, newStage, TENANT } from './synthesize.ts';

const place = (region: string) => ({ account: '123456789012', region });
const stageOf = (more: Partial<Tenant> = {}) => {
  const tenant: Tenant = { ...TENANT, env: place('eu-west-1'), ...more };
  return { tenant, stage: newStage(newApp(), tenant) };
};
const one = stageOf();
/** So many tenants alike: a stage is dear to make. */
const many = (number: number, of = one) => Array.from({ length: number }, () => of);
const find = (ceilings: readonly Ceiling[], quota: string): Ceiling | undefined =>
  ceilings.find((ceiling) => ceiling.quota === quota);

test('what a tenant takes is what its templates have', () => {
  const types = one.stage.node.children.filter(Stack.isStack).flatMap((stack) => {
    const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> };
    return Object.values(Resources).map(({ Type }) => Type);
  });
  const countOf = (wanted: string): number => types.filter((type) => type === wanted).length;
  const used = Object.fromEntries(ceilingsOf([one]).map((ceiling) => [ceiling.quota, ceiling.used]));
  expect(used).toEqual({
    eventBuses: 1,
    roles: countOf('AWS::IAM::Role'),
    policies: countOf('AWS::IAM::ManagedPolicy'),
    restApis: 1,
    stacks: 4,
    tables: 1,
    requests: TENANT.throttle.rate,
    concurrency: 0,
  });
  expect(countOf('AWS::IAM::Role')).toBeGreaterThan(8);
});

test('a ceiling is near from four fifths on, and says how many tenants fit and what to do', () => {
  expect(ceilingsOf(many(10)).filter(isNear)).toEqual([]);
  const near = ceilingsOf(many(80)).filter(isNear);
  expect(near.map(({ quota }) => quota)).toEqual(['eventBuses', 'roles', 'requests']);
  expect(near.map(describeCeiling)[0]).toBe(
    'event buses: 80 tenants take 80 of 100 (account 123456789012, Region eu-west-1), 100 such tenants fit; ' +
      'ask AWS for more: Service Quotas, Amazon EventBridge, "Event buses"; or let tenants share one ("events": { "bus": … })',
  );
});

test('each Region and account is counted for itself, where AWS counts so, and with its own numbers', () => {
  const zurich = { ...one, tenant: { ...one.tenant, env: place('eu-central-2') } };
  const ceilings = ceilingsOf([...many(60), ...many(20, zurich)]);
  const requests = ceilings.filter(({ quota }) => quota === 'requests');
  expect(requests.map(({ used, most, fit }) => [used, most, fit])).toEqual([
    [6000, 10_000, 100],
    [2000, 2500, 25],
  ]);
  expect(find(ceilings, 'roles')).toMatchObject({ place: 'account 123456789012', tenants: 80 });
});

test('tenants that share a bus take none, and what is reserved is counted', () => {
  const sharing = stageOf({ events: { values: false, bus: 'shared' }, reservedConcurrency: { scim: 30 } });
  const ceilings = ceilingsOf(many(30, sharing));
  expect(find(ceilings, 'eventBuses')).toMatchObject({ used: 0, fit: Infinity });
  expect(find(ceilings, 'concurrency')).toMatchObject({ used: 900, most: 900, fit: 30 });
});

test('a quota that was raised is said in cdk.json', () => {
  expect(ceilingsOf(many(90), readQuotas({ eventBuses: 300, roles: 5000, requests: 50_000 })).filter(isNear)).toEqual(
    [],
  );
  expect(readQuotas(undefined)).toEqual({});
  for (const wrong of [{}, { buses: 1 }, { roles: '5' }, 5])
    expect(() => readQuotas(wrong)).toThrow(/^quotas in cdk.json: received .*allowed: .*eventBuses, roles/);
});
