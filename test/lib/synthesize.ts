import { readFileSync } from 'node:fs';
import { App, type Stack, type Stage } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import type { Bundle } from '../../lib/bundle.ts';
import { fleetsOf } from '../../lib/fleet/fleets.ts';
import type { FleetSettings } from '../../lib/fleet/settings.ts';
import { FleetStack } from '../../lib/stacks/fleet-stack.ts';
import { TenantStage } from '../../lib/tenant-stage.ts';
import type { WebFile } from '../../lib/web-files.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';

export const TENANT: Tenant = {
  name: 'acme',
  profile: 'entra',
  retention: { days: 30, deactivated: 'purge' },
  revive: 'objectId',
  guard: { percent: 10, minimum: 50 },
  events: { values: false },
  webhooks: [],
  matchingAttributes: [],
  fields: {},
  extensions: [],
  resourceTypes: [],
  throttle: { rate: 100, burst: 200 },
  capacity: { read: 12_000, write: 4000 },
  logRetentionDays: 30,
  ring: 'all',
  tags: { 'cost-centre': '4711' },
};

const bundle: Bundle = {
  code: Buffer.from('export const handler = async () => ({ statusCode: 204 });\n'),
  build: 'a1b2c3d4e5f6.0123456789ab',
};
const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/** The app with the settings of cdk.json, without the slow template check that `cdk synth` does anyway. */
export function newApp(more: Record<string, unknown> = {}): App {
  return new App({
    context: { ...context, ...more },
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
  });
}

export function newStage(app: App, tenant: Tenant = TENANT, web: readonly WebFile[] = []): TenantStage {
  return new TenantStage(app, {
    tenant,
    version: '0.0.0 (abc)',
    bundles: (name) => (name === 'setup' ? { ...bundle, web } : bundle),
  });
}

type Templates = Record<'data' | 'jobs' | 'events' | 'api', Template>;
const made = new Map<string, Templates>();

/** The templates of a tenant's stacks; a suite makes them once of the same tenant, which takes half a second. */
export function templates(tenant: Tenant = TENANT): Templates {
  const key = JSON.stringify(tenant);
  const known = made.get(key) ?? templatesOf(newStage(newApp(), tenant));
  made.set(key, known);
  return known;
}

function templatesOf(stage: TenantStage): Templates {
  return {
    data: template(stage, 'data'),
    jobs: template(stage, 'jobs'),
    events: template(stage, 'events'),
    api: template(stage, 'api'),
  };
}

/** The stack that the tenants of an account and Region have together. */
export function newFleet(app: App, settings: FleetSettings = {}, tenants: readonly Tenant[] = [TENANT]): FleetStack[] {
  return fleetsOf(tenants, settings).map((fleet) => new FleetStack(app, { fleet, settings, bundle }));
}

export function fleetTemplate(settings: FleetSettings = {}, tenants: readonly Tenant[] = [TENANT]): Template {
  const [stack] = newFleet(newApp(), settings, tenants);
  if (!stack) throw new Error('no tenant, no fleet');
  return Template.fromStack(stack);
}

function template(stage: Stage, id: string): Template {
  return Template.fromStack(stage.node.findChild(id) as Stack);
}
