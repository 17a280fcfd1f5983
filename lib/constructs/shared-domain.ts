import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib/core';
import { CfnDomainName } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { MadeDomain } from '../domains.ts';
import { TLS } from '../tls.ts';

/**
 * A custom domain of API Gateway, which any number of tenants map a path of onto their APIs. It stays
 * when its resource goes: whoever has an address under it has it for ever.
 */
export class SharedDomain extends Construct {
  constructor(scope: Construct, id: string, { host, certificateArn }: MadeDomain) {
    super(scope, id);
    const domain = new CfnDomainName(this, 'Domain', {
      domainName: host,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      ...TLS,
    });
    domain.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnOutput(this, 'Target', {
      value: domain.attrRegionalDomainName,
      description: `Where DNS has to lead ${host}: a CNAME, or an alias of Route 53`,
    });
  }
}
