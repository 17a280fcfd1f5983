import { rmSync } from 'node:fs';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Bundle } from '../../bundle.ts';
import { whichProgram, writeProgram } from '../program.ts';
import { scheduleRole } from '../schedule-role.ts';
import { PREFIXES } from '../../../lambdas/store/table/shape.ts';

/** Looks at every tenant once an hour (lambdas/doctor/fleet). */
export class Watchdog extends Construct {
  readonly handler: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, bundle: Bundle) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const folder = writeProgram(bundle, {});
    this.handler = new LambdaFunction(this, 'Function', {
      description: 'Looks at every tenant of serverless-scim in this account and Region',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(folder),
      memorySize: 256,
      timeout: Duration.seconds(120),
      role: this.#role(),
      logGroup: this.logGroup,
      environment: { POWERTOOLS_SERVICE_NAME: 'watchdog', ...whichProgram(bundle) },
    });
    // The CDK has copied the folder into its cloud assembly by now.
    rmSync(folder, { recursive: true });
    this.#schedule();
  }

  /** It reads how things are, and of the tables nothing but the heartbeat. */
  #role(): Role {
    const { partition, region, account } = Stack.of(this);
    const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Permissions: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [this.logGroup.logGroupArn],
            }),
            // Both list, and AWS knows no narrower resource for that.
            new PolicyStatement({
              actions: ['cloudformation:DescribeStacks', 'lambda:ListEventSourceMappings'],
              resources: ['*'],
            }),
            new PolicyStatement({ actions: ['sqs:GetQueueAttributes'], resources: [arn('sqs', 'scim-*')] }),
            // A table that was restored has a name that nobody knows beforehand; the key is what limits this.
            new PolicyStatement({
              actions: ['dynamodb:GetItem'],
              resources: [arn('dynamodb', 'table/*')],
              conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [PREFIXES.heartbeat] } },
            }),
          ],
        }),
      },
    });
    Validations.of(role).acknowledge(...WILDCARDS);
    return role;
  }

  #schedule(): void {
    const { functionArn } = this.handler;
    const role = scheduleRole(this, this.handler);
    new Schedule(this, 'Schedule', {
      description: 'Looks at every tenant',
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      target: { bind: () => ({ arn: functionArn, role, input: ScheduleTargetInput.fromObject({}) }) },
    });
  }
}

const REASON = 'It finds the tenants by listing, and their names and tables are not known to this stack';
const WILDCARDS = [
  'Resource::*',
  'Resource::arn:<AWS::Partition>:sqs:<AWS::Region>:<AWS::AccountId>:scim-*',
  'Resource::arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/*',
].map((finding) => ({ id: `AwsSolutions-IAM5[${finding}]`, reason: REASON }));
