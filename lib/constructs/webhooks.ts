import { Duration } from 'aws-cdk-lib/core';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';
import type { Bundles } from '../functions.ts';
import { NodeFunction } from './node-function.ts';
import { scheduleRole } from './schedule-role.ts';

export type WebhooksProps = { tenant: Tenant; bundles: Bundles; table: ITableV2 };

/**
 * What calls the webhooks of a tenant: a function that the changes function starts, and a schedule for what
 * has to be tried again. Only who has webhooks has it.
 */
export class Webhooks extends Construct {
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, { tenant, bundles, table }: WebhooksProps) {
    super(scope, id);
    // Named as the stack names its other functions, by which the operator's policy finds it.
    this.handler = new NodeFunction(scope, 'Webhooks', { name: 'webhooks', tenant, bundles, table }).handler;
    // What failed comes again by the schedule.
    this.handler.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
    this.#schedule(this.handler);
  }

  #schedule(handler: LambdaFunction): void {
    const role = scheduleRole(this, handler);
    new Schedule(this, 'Schedule', {
      description: 'Tries again what a webhook did not take',
      schedule: ScheduleExpression.rate(Duration.minutes(5)),
      target: {
        bind: () => ({
          arn: handler.functionArn,
          role,
          input: ScheduleTargetInput.fromObject({}),
          // The next run is five minutes away.
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        }),
      },
    });
  }
}
