import { Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { APPLICATION } from '../lambdas/tenant/application.ts';
import type { Tenant } from '../lambdas/tenant/settings/settings.ts';
import { madeDomains } from './domains.ts';
import { placesOf } from './places.ts';
import { DomainsStack } from './stacks/domains-stack.ts';

/**
 * Adds a stack of domains for each account and Region that has some, for all tenants there: one that was
 * made of a few of them would take the domains of the others away.
 */
export function addDomains(scope: Construct, tenants: readonly Tenant[]): void {
  for (const { suffix, env, tenants: there } of placesOf(tenants)) {
    const domains = madeDomains(there);
    if (domains.length === 0) continue;
    // No tenant has capitals in its name, so that none is called so.
    const stack = new DomainsStack(scope, `Domains${suffix}`, {
      domains,
      ...(env && { env }),
      stackName: 'scim-domains',
      description: 'Domains under which SCIM tenants are reached',
    });
    Tags.of(stack).add('application', APPLICATION);
  }
}
