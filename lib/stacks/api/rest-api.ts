import { Size, Validations } from 'aws-cdk-lib/core';
import { AccessLogFormat, CfnRestApi, EndpointType, LogGroupLogDestination, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { setupApiPaths, setupPagePaths, TOKEN_PATH } from '../../../lambdas/http/paths.ts';
import type { Tenant } from '../../../lambdas/tenant/settings/settings.ts';
import { ACCESS_LOG_FIELDS } from '../../access-log.ts';
import { TLS } from '../../tls.ts';

/**
 * Requests for access tokens, per second and at once. Entra asks once an hour, and strangers share
 * these: few enough that trying out secrets costs us little, and so many that it takes some effort
 * to use them up.
 */
const TOKEN_THROTTLE = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };

/**
 * A visit loads some ten files, and asks every five seconds while somebody connects. Per second and
 * at once, for each method; a secret is made by hand.
 */
const FILES_THROTTLE = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };
const ASKING_THROTTLE = { throttlingRateLimit: 20, throttlingBurstLimit: 40 };
const MAKING_THROTTLE = { throttlingRateLimit: 2, throttlingBurstLimit: 5 };

const setupThrottles = () =>
  Object.fromEntries([
    ...setupPagePaths().map((path) => [`${path}/GET`, FILES_THROTTLE] as const),
    ...setupApiPaths().flatMap(([path, methods]) =>
      methods.map((method) => [`${path}/${method}`, method === 'GET' ? ASKING_THROTTLE : MAKING_THROTTLE] as const),
    ),
  ]);

/** The API of a tenant, without routes. */
export function createRestApi(scope: Construct, tenant: Tenant, accessLog: LogGroup): RestApi {
  const api = new RestApi(scope, 'Api', {
    restApiName: `scim-${tenant.name}`,
    description: `SCIM 2.0 endpoint of tenant ${tenant.name}`,
    endpointTypes: [EndpointType.REGIONAL],
    // For clients that accept gzip; smaller answers fit into one packet anyway.
    minCompressionSize: Size.kibibytes(2),
    // Access logs need a role that API Gateway keeps per account and Region, not per API: the fleet has it.
    cloudWatchRole: false,
    deployOptions: {
      stageName: 'live',
      throttlingRateLimit: tenant.throttle.rate,
      throttlingBurstLimit: tenant.throttle.burst,
      methodOptions: { [`${TOKEN_PATH}/POST`]: TOKEN_THROTTLE, ...setupThrottles() },
      accessLogDestination: new LogGroupLogDestination(accessLog),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
    },
  });
  // The construct always prints the bare address of the stage; what an operator needs is the tenant
  // URL.
  api.node.tryRemoveChild('Endpoint');
  const { defaultChild } = api.node;
  if (!(defaultChild instanceof CfnRestApi)) throw new Error('the construct of the API has no API');
  Object.assign(defaultChild, TLS);
  Validations.of(api).acknowledge(...ACKNOWLEDGED);
  return api;
}

/** What cdk-nag objects to, and why it is meant so. */
const ACKNOWLEDGED = [
  {
    id: 'AwsSolutions-APIG2',
    reason: 'The function checks every body against the SCIM schemas and answers a SCIM error that names the attribute',
  },
  {
    id: 'AwsSolutions-APIG3',
    reason: 'A web ACL costs more per month than a tenant; throttling and the authorizer protect the endpoint',
  },
  {
    id: 'AwsSolutions-APIG6',
    reason:
      'Execution logs would hold filters with personal data, in a log group without an end; there are access logs',
  },
  {
    id: 'AwsSolutions-COG4',
    reason: 'Entra sends a bearer token, which the Lambda authorizer checks; it cannot sign in to a Cognito user pool',
  },
];
