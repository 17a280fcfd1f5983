import { CfnOutput, Duration, RemovalPolicy, Size, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  IdentitySource,
  LambdaIntegration,
  LogGroupLogDestination,
  RequestAuthorizer,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import {
  DIRECTORY_BASE,
  directoryPaths,
  METADATA_PATH,
  SCIM_BASE,
  scimPaths,
  TOKEN_PATH,
  unknownScimPaths,
} from '../../lambdas/http/paths.ts';
import { INDEXES, PREFIXES } from '../../lambdas/store/table/shape.ts';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { ACCESS_LOG_FIELDS } from '../access-log.ts';
import { CredentialMetrics, type CredentialLogs } from '../constructs/credential-metrics.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import type { Bundles } from '../functions.ts';
import { GATEWAY_ANSWERS, gatewayBody, type GatewayAnswer } from '../gateway-responses.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';

/** `alarms` hears when a credential that is still used has ended, or is about to. */
export type ApiStackProps = StackProps & { tenant: Tenant; bundles: Bundles; table: TableV2; alarms: ITopic };

/**
 * Requests for access tokens, per second and at once. Entra asks once an hour, and strangers share these: few enough that trying out secrets costs us
 * little, and so many that it takes some effort to use them up.
 */
const TOKEN_THROTTLE = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };

/** The SCIM endpoint of a tenant: API Gateway, the authorizer, and the functions scim and token. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { tenant } = props;
    const accessLog = this.#accessLog(tenant);

    const api = new RestApi(this, 'Api', {
      restApiName: `scim-${tenant.name}`,
      description: `SCIM 2.0 endpoint of tenant ${tenant.name}`,
      endpointTypes: [EndpointType.REGIONAL],
      // For clients that accept gzip; smaller answers fit into one packet anyway.
      minCompressionSize: Size.kibibytes(2),
      // Access logs need a role that API Gateway keeps per account and Region, not per API: see docs/adr/0002.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: 'live',
        throttlingRateLimit: tenant.throttle.rate,
        throttlingBurstLimit: tenant.throttle.burst,
        methodOptions: { [`${TOKEN_PATH}/POST`]: TOKEN_THROTTLE },
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
    // The construct always prints the bare address of the stage; what an operator needs is the tenant URL below.
    api.node.tryRemoveChild('Endpoint');

    acknowledgeFindings(api);

    for (const answer of GATEWAY_ANSWERS) addGatewayAnswer(api, answer);

    const authorizerFunction = this.#authorizerFunction(props).handler;
    const scimFunction = this.#scimFunction(props).handler;
    const authorizer = new RequestAuthorizer(this, 'BearerAuthorizer', {
      handler: authorizerFunction,
      identitySources: [IdentitySource.header('Authorization')],
      resultsCacheTtl: Duration.seconds(30),
    });
    const scim = new LambdaIntegration(scimFunction, { scopePermissionToMethod: false });
    const scimRoutes = scimPaths(tenantResourceTypes(tenant.matchingAttributes, tenant));
    for (const path of [...scimRoutes, ...unknownScimPaths()]) {
      const resource = api.root.resourceForPath(path);
      resource.addMethod('ANY', scim, { authorizer, authorizationType: AuthorizationType.CUSTOM });
    }
    const directoryFunction = this.#directoryFunction(props).handler;
    const directory = new LambdaIntegration(directoryFunction, { scopePermissionToMethod: false });
    for (const path of directoryPaths()) {
      const resource = api.root.resourceForPath(path);
      resource.addMethod('ANY', directory, { authorizer, authorizationType: AuthorizationType.CUSTOM });
    }

    const tokenFunction = this.#tokenFunction(props).handler;
    addTokenRoutes(api, new LambdaIntegration(tokenFunction, { scopePermissionToMethod: false }));
    this.#watchCredentials(props, {
      deciders: [authorizerFunction.logGroup, tokenFunction.logGroup],
      others: [scimFunction.logGroup, directoryFunction.logGroup],
      accessLog,
    });

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

  /** Whoever's credential has ended is told by Entra, after days; the operator can be faster, and before it happens. */
  #watchCredentials({ tenant, alarms }: ApiStackProps, logs: CredentialLogs): void {
    const { ended, ending } = new CredentialMetrics(this, 'Credentials', { tenant, logs });
    const alarm = (id: string, metric: IMetric, what: string): void =>
      new Alarm(this, id, {
        alarmDescription: `A credential of ${tenant.name} ${what}: scim credential report --tenant ${tenant.name}`,
        metric,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(alarms));
    alarm('EndedCredentialAlarm', ended, 'that expired or was revoked is still used, so its client is refused');
    alarm('EndingCredentialAlarm', ending, 'that is used ends within 30 days');
  }

  #accessLog(tenant: Tenant): LogGroup {
    return new LogGroup(this, 'AccessLog', {
      retention: tenant.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  #scimFunction({ table, tenant, bundles }: ApiStackProps): NodeFunction {
    return new NodeFunction(this, 'Scim', {
      name: 'scim',
      description: `Answers the SCIM requests of tenant ${tenant.name}`,
      tenant,
      bundles,
      tableName: table.tableName,
      permissions: [
        new PolicyStatement({
          actions: [
            'dynamodb:GetItem',
            'dynamodb:BatchGetItem',
            'dynamodb:Query',
            'dynamodb:PutItem',
            'dynamodb:UpdateItem',
            'dynamodb:DeleteItem',
            'dynamodb:BatchWriteItem',
            'dynamodb:ConditionCheckItem',
          ],
          resources: [table.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: indexArns(table, INDEXES.listing, INDEXES.inverse),
        }),
      ],
    });
  }

  #directoryFunction({ table, tenant, bundles }: ApiStackProps): NodeFunction {
    return new NodeFunction(this, 'Directory', {
      name: 'directory',
      description: `Tells the product who is in the directory of tenant ${tenant.name}`,
      tenant,
      bundles,
      tableName: table.tableName,
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
          resources: [table.tableArn],
        }),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: indexArns(table, ...Object.values(INDEXES)),
        }),
        // The key of the cursors is made by whoever needs it first.
        new PolicyStatement({
          actions: ['dynamodb:UpdateItem'],
          resources: [table.tableArn],
          conditions: leadingKeys(allOf(PREFIXES.secret)),
        }),
      ],
    });
  }

  #authorizerFunction({ table, tenant, bundles }: ApiStackProps): NodeFunction {
    return new NodeFunction(this, 'Authorizer', {
      name: 'authorizer',
      description: `Checks the bearer tokens of tenant ${tenant.name}`,
      tenant,
      bundles,
      tableName: table.tableName,
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
          resources: [table.tableArn],
          conditions: leadingKeys(allOf(PREFIXES.credential), PREFIXES.traffic),
        }),
        new PolicyStatement({
          actions: ['dynamodb:GetItem'],
          resources: [table.tableArn],
          conditions: leadingKeys(allOf(PREFIXES.accessToken)),
        }),
      ],
    });
  }

  #tokenFunction({ table, tenant, bundles }: ApiStackProps): NodeFunction {
    return new NodeFunction(this, 'Token', {
      name: 'token',
      description: `Gives out access tokens of tenant ${tenant.name}`,
      tenant,
      bundles,
      tableName: table.tableName,
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
          resources: [table.tableArn],
          conditions: leadingKeys(allOf(PREFIXES.credential), PREFIXES.traffic),
        }),
        new PolicyStatement({
          actions: ['dynamodb:PutItem'],
          resources: [table.tableArn],
          conditions: leadingKeys(allOf(PREFIXES.accessToken), allOf(PREFIXES.assertion)),
        }),
      ],
    });
  }
}

/** POST is a method of its own, so that it can have limits of its own; the others are answered 405 by the function. */
function addTokenRoutes(api: RestApi, token: LambdaIntegration): void {
  const routes = [[TOKEN_PATH, 'POST'] as const, [TOKEN_PATH, 'ANY'] as const, [METADATA_PATH, 'ANY'] as const];
  for (const [path, method] of routes) {
    const added = api.root.resourceForPath(path).addMethod(method, token);
    Validations.of(added).acknowledge(
      { id: 'AwsSolutions-APIG4', reason: 'Whoever asks for a token has none yet; the function checks who it is' },
      { id: 'AwsSolutions-COG4', reason: 'Whoever asks for a token has none yet; the function checks who it is' },
    );
  }
}

function addGatewayAnswer(api: RestApi, answer: GatewayAnswer): void {
  const body = gatewayBody(answer);
  const headers = { 'Content-Type': 'application/scim+json', ...answer.headers };
  api.addGatewayResponse(`Answer-${answer.type}`, {
    type: ResponseType.of(answer.type),
    statusCode: String(answer.status),
    // A constant is written in single quotes; without them it would be a mapping expression.
    responseHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`])),
    // API Gateway picks by the client's Accept header, and the first one for */*.
    templates: { 'application/scim+json': body, 'application/json': body },
  });
}

/** What cdk-nag objects to, and why it is meant so. */
function acknowledgeFindings(api: RestApi): void {
  Validations.of(api).acknowledge(
    {
      id: 'AwsSolutions-APIG2',
      reason:
        'The function checks every body against the SCIM schemas and answers a SCIM error that names the attribute',
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
      reason:
        'Entra sends a bearer token, which the Lambda authorizer checks; it cannot sign in to a Cognito user pool',
    },
    {
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason: 'The role is a setting of the account and serves every API of the Region; AWS made this policy for it',
    },
  );
}
