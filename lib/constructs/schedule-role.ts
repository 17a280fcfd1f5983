import { Stack } from 'aws-cdk-lib/core';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * What EventBridge Scheduler is, for schedules of this account alone: it may invoke one function, and not
 * every version and alias of it as with the target class of the CDK. `more`: what else it may.
 */
export const scheduleRole = (scope: Construct, handler: IFunction, more: readonly PolicyStatement[] = []): Role =>
  new Role(scope, 'ScheduleRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    inlinePolicies: {
      Permissions: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }),
          ...more,
        ],
      }),
    },
  });
