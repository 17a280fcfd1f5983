import { rmSync } from 'node:fs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { DEPLOYMENT } from '../../lambdas/tenant/settings/deployment.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import { FUNCTIONS, type Bundles, type FunctionName } from '../functions.ts';
import { reservedFor } from '../reserved-concurrency.ts';
import { tableStatements } from '../table-permissions.ts';
import { whichProgram, writeProgram } from './program.ts';

export type NodeFunctionProps = {
  name: FunctionName;
  tenant: Tenant;
  bundles: Bundles;
  table: ITableV2;
  /** What the function may do besides writing its own log and what it does with the table. */
  permissions?: PolicyStatement[];
  /** Besides what every function has. */
  environment?: Record<string, string>;
};

/**
 * The one way in which a function is made here: Node.js 24 on arm64, a log group with an end, a
 * role that fits.
 */
export class NodeFunction extends Construct {
  readonly handler: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const { name, tenant, table, permissions = [], environment } = props;
    const settings = FUNCTIONS[name];

    const logGroup = new LogGroup(this, 'Logs', {
      retention: tenant.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const writeLogs = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    const types = tenantResourceTypes(tenant.matchingAttributes, tenant).map((type) => type.name);
    const onTable = tableStatements(name, table, { types, values: tenant.events.values });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Permissions: new PolicyDocument({ statements: [writeLogs, ...onTable, ...permissions] }),
      },
    });

    const reserved = reservedFor(tenant, name);
    const folder = writeAsset(props);
    this.handler = new LambdaFunction(this, 'Function', {
      description: settings.description(tenant.name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(folder),
      memorySize: settings.memory,
      timeout: Duration.seconds(settings.timeout),
      role: this.role,
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      logGroup,
      environment: {
        TABLE_NAME: table.tableName,
        TENANT: tenant.name,
        POWERTOOLS_SERVICE_NAME: name,
        ...whichProgram(props.bundles(name)),
        ...environment,
      },
    });
    // The CDK has copied the folder into its cloud assembly by now.
    rmSync(folder, { recursive: true });
  }
}

function writeAsset({ name, tenant, bundles }: NodeFunctionProps): string {
  // Where and how a tenant is deployed is no business of its functions, and no reason to upload them again.
  const own = Object.entries(tenant).filter(([key]) => key !== 'alarmEmail' && !Object.hasOwn(DEPLOYMENT, key));
  const { bus: _bus, ...events } = tenant.events;
  const deployed = { ...Object.fromEntries(own), events };
  return writeProgram(bundles(name), { 'tenant.json': `${JSON.stringify(deployed, null, 2)}\n` });
}
