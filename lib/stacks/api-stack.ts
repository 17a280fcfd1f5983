import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { IdentitySource, RequestAuthorizer, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import {
  DIRECTORY_BASE,
  directoryPaths,
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
import type { Bundles } from '../functions.ts';
import { countAnswers } from './api/answer-metrics.ts';
import { addGatewayAnswers } from './api/gateway-answers.ts';
import { createRestApi } from './api/rest-api.ts';
import { addRoutes, addSetupRoutes, addTokenRoutes } from './api/routes.ts';

export type ApiStackProps = StackProps & { tenant: Tenant; bundles: Bundles; table: ITableV2 };

/**
 * The SCIM endpoint of a tenant: API Gateway, the authorizer, and the functions scim, directory,
 * token and setup.
 */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { tenant, bundles, table } = props;
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: tenant.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const api = createRestApi(this, tenant, accessLog);
    addGatewayAnswers(api);

    const shared = { tenant, bundles, table };
    const authorize = new NodeFunction(this, 'Authorizer', { name: 'authorizer', ...shared }).handler;
    const scim = new NodeFunction(this, 'Scim', { name: 'scim', ...shared }).handler;
    const authorizer = this.#authorizer(authorize);
    const types = tenantResourceTypes(tenant.matchingAttributes, tenant);
    addRoutes(api, [...scimPaths(types), ...unknownScimPaths()], { target: scim, authorizer });
    const directory = new NodeFunction(this, 'Directory', { name: 'directory', ...shared }).handler;
    addRoutes(api, directoryPaths(), { target: directory, authorizer });
    const token = new NodeFunction(this, 'Token', { name: 'token', ...shared }).handler;
    addTokenRoutes(api, token);
    const setup = new NodeFunction(this, 'Setup', { name: 'setup', ...shared }).handler;
    addSetupRoutes(api, { target: setup, authorizer, pages: setupPagePaths(), paths: setupApiPaths() });

    countAnswers(accessLog);
    this.#outputs(api);
  }

  #authorizer(handler: IFunction): RequestAuthorizer {
    return new RequestAuthorizer(this, 'BearerAuthorizer', {
      handler,
      identitySources: [IdentitySource.header('Authorization')],
      resultsCacheTtl: Duration.seconds(30),
    });
  }

  #outputs(api: RestApi): void {
    new CfnOutput(this, 'TenantUrl', {
      value: api.urlForPath(SCIM_BASE),
      description: 'The Tenant URL to enter in Entra',
    });
    new CfnOutput(this, 'DirectoryUrl', {
      value: api.urlForPath(DIRECTORY_BASE),
      description: 'Where the product reads the directory',
    });
    new CfnOutput(this, 'TokenUrl', {
      value: api.urlForPath(TOKEN_PATH),
      description:
        'The OAuth token endpoint to enter in Entra, for client credentials and workload identity federation',
    });
  }
}
