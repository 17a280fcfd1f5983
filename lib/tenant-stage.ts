import { Stage, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Bundles } from './functions.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EventsStack } from './stacks/events-stack.ts';
import { JobsStack } from './stacks/jobs-stack.ts';
import { tagsOf } from './tags.ts';
import type { Tenant } from '../lambdas/tenant/settings/settings.ts';

/** `version`: what is deployed, as `versionOf` tells it. */
export type TenantStageProps = { tenant: Tenant; bundles: Bundles; version: string };

/** Everything that one tenant has: `cdk deploy '<tenant>/*'`. */
export class TenantStage extends Stage {
  constructor(scope: Construct, { tenant, bundles, version }: TenantStageProps) {
    super(scope, tenant.name, { env: tenant.env });

    const { table } = new DataStack(this, 'data', {
      ...naming(tenant, 'data'),
      capacity: tenant.capacity,
      named: tenant.table,
      description: `SCIM data of ${tenant.name}`,
    });
    const shared = { tenant, bundles, table };
    new JobsStack(this, 'jobs', {
      ...shared,
      version,
      ...naming(tenant, 'jobs'),
      description: `SCIM jobs of ${tenant.name}`,
    });
    new EventsStack(this, 'events', {
      ...shared,
      ...naming(tenant, 'events'),
      description: `SCIM change events of ${tenant.name}`,
    });
    new ApiStack(this, 'api', {
      ...shared,
      ...naming(tenant, 'api'),
      description: `SCIM endpoint of ${tenant.name}`,
    });

    for (const [name, value] of Object.entries(tagsOf(tenant))) Tags.of(this).add(name, value);
  }
}

function naming(tenant: Tenant, part: string) {
  return { stackName: `scim-${tenant.name}-${part}` };
}
