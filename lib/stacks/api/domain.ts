import { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { METADATA_PATH } from '../../../lambdas/http/paths.ts';
import { urlOf, type Domain } from '../../domains.ts';

/**
 * Maps the tenant's part of a domain onto its API. The metadata of an issuer with a path are asked for
 * at the root of the domain (RFC 8414 §3.1), so that they have a mapping of their own.
 */
export function mapDomain(scope: Construct, api: RestApi, { host, basePath }: Domain): void {
  const { stageName } = api.deploymentStage;
  const map = (id: string, key?: string): CfnApiMapping =>
    new CfnApiMapping(scope, id, {
      apiId: api.restApiId,
      domainName: host,
      stage: stageName,
      ...(key !== undefined && { apiMappingKey: key }),
    });
  map('DomainMapping', basePath);
  if (basePath !== undefined) map('MetadataMapping', `${METADATA_PATH.slice(1)}/${basePath}`);
}

/** Where a path of the API is reached: at the domain of the tenant, or at API Gateway's own address. */
export const addressOf = (api: RestApi, domain: Domain | undefined, path: string): string =>
  domain === undefined ? api.urlForPath(path) : `${urlOf(domain)}${path}`;
