import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import { IdentitySource, RequestAuthorizer, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import {
  DIRECTORY_BASE,
  directoryPaths,
  exportPaths,
  SCIM_BASE,
  scimPaths,
  setupApiPaths,
  setupPagePaths,
  TOKEN_PATH,
  unknownScimPaths,
} from '../../lambdas/http/paths.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { Release } from '../constructs/release.ts';
import { domainOf, type Domain } from '../domains.ts';
import type { Bundles } from '../functions.ts';
import { countAnswers } from './api/answer-metrics.ts';
import { addressOf, mapDomain } from './api/domain.ts';
import { addGatewayAnswers } from './api/gateway-answers.ts';
import { createRestApi } from './api/rest-api.ts';
import { addRoutes, addSetupRoutes, addTokenRoutes } from './api/routes.ts';

export type ApiStackProps = StackProps & { tenant: Tenant; bundles: Bundles; table: ITableV2 };

/**
 * The SCIM endpoint of a tenant: API Gateway, the authorizer, and the functions scim, directory, export,
 * token and setup.
 */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props: ApiStackProps) {
    // Another API would have another address, which no Entra tenant knows.
    super(scope, id, { ...props, terminationProtection: true });
    const { tenant, bundles, table } = props;
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: tenant.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const api = createRestApi(this, tenant, accessLog);
    addGatewayAnswers(api);

    const shared = { tenant, bundles, table };
    const functions = {
      authorizer: new NodeFunction(this, 'Authorizer', { name: 'authorizer', ...shared }).handler,
      scim: new NodeFunction(this, 'Scim', { name: 'scim', ...shared }).handler,
      directory: new NodeFunction(this, 'Directory', { name: 'directory', ...shared }).handler,
      export: new NodeFunction(this, 'Export', { name: 'export', ...shared }).handler,
      token: new NodeFunction(this, 'Token', { name: 'token', ...shared }).handler,
      setup: new NodeFunction(this, 'Setup', { name: 'setup', ...shared }).handler,
    };
    this.#routes(api, tenant, new Release(this, 'Release', { ...shared, functions }).live);

    countAnswers(accessLog);
    const domain = domainOf(tenant);
    if (domain !== undefined) mapDomain(this, api, domain);
    this.#outputs(api, domain);
  }

  #routes(api: RestApi, tenant: Tenant, live: Release['live']): void {
    const authorizer = this.#authorizer(live.authorizer);
    const types = tenantResourceTypes(tenant.matchingAttributes, tenant);
    addRoutes(api, [...scimPaths(types), ...unknownScimPaths()], { target: live.scim, authorizer });
    addRoutes(api, directoryPaths(), { target: live.directory, authorizer });
    addRoutes(api, exportPaths(), { target: live.export, authorizer, streamed: true });
    addTokenRoutes(api, live.token, { atRoot: domainOf(tenant)?.basePath !== undefined });
    addSetupRoutes(api, { target: live.setup, authorizer, pages: setupPagePaths(), paths: setupApiPaths() });
  }

  #authorizer(handler: IFunction): RequestAuthorizer {
    return new RequestAuthorizer(this, 'BearerAuthorizer', {
      handler,
      identitySources: [IdentitySource.header('Authorization')],
      resultsCacheTtl: Duration.seconds(30),
    });
  }

  #outputs(api: RestApi, domain: Domain | undefined): void {
    new CfnOutput(this, 'TenantUrl', {
      value: addressOf(api, domain, SCIM_BASE),
      description: 'The Tenant URL to enter in Entra',
    });
    new CfnOutput(this, 'DirectoryUrl', {
      value: addressOf(api, domain, DIRECTORY_BASE),
      description: 'Where the product reads the directory',
    });
    new CfnOutput(this, 'TokenUrl', {
      value: addressOf(api, domain, TOKEN_PATH),
      description:
        'The OAuth token endpoint to enter in Entra, for client credentials and workload identity federation',
    });
  }
}
