import { Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { SharedDomain } from '../constructs/shared-domain.ts';
import type { MadeDomain } from '../domains.ts';

export type DomainsStackProps = StackProps & { domains: readonly MadeDomain[] };

/** The custom domains of all tenants in an account and Region, which outlive their APIs (docs/adr/0033). */
export class DomainsStack extends Stack {
  constructor(scope: Construct, id: string, { domains, ...props }: DomainsStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    for (const domain of domains) new SharedDomain(this, domain.host, domain);
  }
}
