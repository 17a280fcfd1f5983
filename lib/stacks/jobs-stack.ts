import { CfnOutput, Duration, Stack, Validations, type StackProps } from 'aws-cdk-lib/core';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  StartingPosition,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { deadLetterQueue } from '../constructs/dead-letters.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { scheduleRole } from '../constructs/schedule-role.ts';
import type { Bundles } from '../functions.ts';
import { operatorPatterns, operatorStatements } from '../operator-policy.ts';
import { PREFIXES } from '../../lambdas/store/table/shape.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';

export type JobsStackProps = StackProps & { tenant: Tenant; bundles: Bundles; table: ITableV2; version: string };

/**
 * What runs by the clock, the purge of users whose retention has passed; what carries out what was
 * decided; and what an operator does through the CLI.
 */
export class JobsStack extends Stack {
  constructor(scope: Construct, id: string, props: JobsStackProps) {
    super(scope, id, props);
    const { tenant, bundles, table } = props;
    const deadLetters = deadLetterQueue(this, ', of the schedule and of the purge function');
    const purge = this.#purgeFunction(props, deadLetters);
    this.#schedulePurge(purge, deadLetters);
    this.#recover(props);
    const operator = new NodeFunction(this, 'Operator', { name: 'operator', tenant, bundles, table }).handler;

    const policy = this.#operatorPolicy(props, [purge, operator]);
    new CfnOutput(this, 'OperatorPolicyArn', {
      value: policy.managedPolicyArn,
      description: 'What an operator needs for scim on this tenant: attach it to a role or a permission set',
    });
    // Of this stack alone: another commit that changes nothing else updates one stack, and no resource.
    new CfnOutput(this, 'Version', { value: props.version, description: 'What is deployed (scim tenant list)' });
    new CfnOutput(this, 'PurgeFunctionName', {
      value: purge.functionName,
      description: 'Purges due users when invoked',
    });
    // By these the watchdog of the fleet finds what it has to look at.
    new CfnOutput(this, 'JobsTableName', { value: table.tableName, description: 'The table that the purge works on' });
    new CfnOutput(this, 'JobDeadLettersUrl', {
      value: deadLetters.queueUrl,
      description: 'Keeps the runs of the purge that failed for good',
    });
    new CfnOutput(this, 'OperatorFunctionName', {
      value: operator.functionName,
      description: 'Restores, holds and erases users and checks the table, for the CLI',
    });
  }

  /** For people: the command line works with the rights of whoever calls it. */
  #operatorPolicy({ tenant, table }: JobsStackProps, functions: readonly LambdaFunction[]): ManagedPolicy {
    const policy = new ManagedPolicy(this, 'OperatorPolicy', {
      description: `What scim does on the tenant ${tenant.name}`,
      statements: operatorStatements(this, { tenant: tenant.name, table, functions }),
    });
    const reason = 'Stacks have a random id, and what other stacks have made is known by the tag of the tenant';
    const ids = operatorPatterns(tenant.name).map((pattern) => `AwsSolutions-IAM5[Resource::${pattern}]`);
    Validations.of(policy).acknowledge(...ids.map((id) => ({ id, reason })));
    return policy;
  }

  #purgeFunction({ tenant, bundles, table }: JobsStackProps, deadLetters: Queue): LambdaFunction {
    const { handler } = new NodeFunction(this, 'Purge', {
      name: 'purge',
      tenant,
      bundles,
      table,
      permissions: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] })],
    });
    // A run that fails is tried again by Lambda; one that failed for good is kept for whoever looks
    // into it.
    handler.configureAsyncInvoke({
      retryAttempts: 1,
      maxEventAge: Duration.hours(1),
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    });
    return handler;
  }

  /**
   * The stream tells of everything that is written down to be carried out. What is missed here is
   * done by the purge, within the hour: so nothing is kept of what failed.
   */
  #recover({ tenant, bundles, table }: JobsStackProps): void {
    const { handler } = new NodeFunction(this, 'Recovery', { name: 'recovery', tenant, bundles, table });
    new EventSourceMapping(this, 'Unfinished', {
      target: handler,
      eventSourceArn: table.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      filters: [
        FilterCriteria.filter({
          eventName: ['INSERT', 'MODIFY'],
          dynamodb: { Keys: { pk: { S: [PREFIXES.unfinished] } } },
        }),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(1),
    });
  }

  #schedulePurge(purge: LambdaFunction, deadLetters: Queue): void {
    const role = scheduleRole(this, purge, [
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    ]);
    new Schedule(this, 'PurgeSchedule', {
      description: 'Purges users whose retention has passed',
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      // Tenants that were deployed together do not all run in the same minute.
      timeWindow: TimeWindow.flexible(Duration.minutes(15)),
      // Not the target class of the CDK: it has a role of its own (schedule-role.ts).
      target: {
        bind: () => ({
          arn: purge.functionArn,
          role,
          input: ScheduleTargetInput.fromObject({}),
          retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
          deadLetterConfig: { arn: deadLetters.queueArn },
        }),
      },
    });
  }
}
