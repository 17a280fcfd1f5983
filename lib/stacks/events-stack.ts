import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  StartingPosition,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { tenantResourceTypes } from '../../lambdas/tenant/resource-types.ts';
import { deadLetterQueue } from '../constructs/dead-letters.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { Webhooks } from '../constructs/webhooks.ts';
import type { Bundles } from '../functions.ts';
import { PREFIXES } from '../../lambdas/store/table/shape.ts';
import type { Tenant } from '../../lambdas/tenant/settings/settings.ts';

export type EventsStackProps = StackProps & { tenant: Tenant; bundles: Bundles; table: ITableV2 };

/** What happens in the directory, told to others: table stream, changes function, event bus, webhooks. */
export class EventsStack extends Stack {
  constructor(scope: Construct, id: string, props: EventsStackProps) {
    super(scope, id, props);
    const { tenant, table } = props;
    const streamArn = table.tableStreamArn ?? '';

    const bus = this.#bus(tenant);
    const deadLetters = deadLetterQueue(this, ' of the event source mapping');
    const webhooks = tenant.webhooks.length > 0 ? new Webhooks(this, 'Push', props).handler : undefined;
    const changes = this.#changesFunction(props, { bus, deadLetters, webhooks });
    this.#readStream(changes, { tenant, deadLetters, streamArn });

    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName, description: 'The bus that has the change events' });
    new CfnOutput(this, 'ChangesFunctionName', {
      value: changes.functionName,
      description: 'Turns records of the table stream into events',
    });
    if (webhooks)
      new CfnOutput(this, 'WebhooksFunctionName', {
        value: webhooks.functionName,
        description: 'Calls the webhooks of the tenant file (scim webhook)',
      });
    new CfnOutput(this, 'EventDeadLettersUrl', {
      value: deadLetters.queueUrl,
      description: 'Names the stream records that became no event (scim events redrive)',
    });
  }

  /** A bus of the tenant's own, or the one of its file, which is somebody else's and stays. */
  #bus({ name, events }: Tenant): IEventBus {
    if (events.bus !== undefined) return EventBus.fromEventBusName(this, 'SharedBus', events.bus);
    return new EventBus(this, 'Bus', {
      // A name that consumers can write into their rules.
      eventBusName: `scim-${name}`,
      description: `Changes in the directory of ${name}`,
    });
  }

  #changesFunction(
    { tenant, bundles, table }: EventsStackProps,
    { bus, deadLetters, webhooks }: { bus: IEventBus; deadLetters: Queue; webhooks: LambdaFunction | undefined },
  ): LambdaFunction {
    const call = webhooks && {
      name: webhooks.functionName,
      may: new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [webhooks.functionArn] }),
    };
    const { handler } = new NodeFunction(this, 'Changes', {
      name: 'changes',
      tenant,
      bundles,
      table,
      environment: { EVENT_BUS_NAME: bus.eventBusName, ...(call && { WEBHOOKS_FUNCTION_NAME: call.name }) },
      permissions: [
        new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
        ...(call ? [call.may] : []),
      ],
    });
    return handler;
  }

  #readStream(
    target: LambdaFunction,
    { tenant, deadLetters, streamArn }: { tenant: Tenant; deadLetters: Queue; streamArn: string },
  ): void {
    const types = tenantResourceTypes(tenant.matchingAttributes, tenant);
    const groups = types.filter(({ members }) => members !== undefined);
    const besideGroups = (what: string, eventName: string) =>
      FilterCriteria.filter({
        eventName: [eventName],
        dynamodb: {
          Keys: {
            pk: { S: groups.map(({ name }) => ({ prefix: `${name.toUpperCase()}#` })) },
            sk: { S: [{ prefix: `${what}#` }] },
          },
        },
      });
    new EventSourceMapping(this, 'Stream', {
      target,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      // Changes that come close together are one item of the feed.
      maxBatchingWindow: Duration.seconds(2),
      // Resources have their type as sort key. Nobody pays for calls about claims, lookups, counters, and
      // members: a group's own record names those that came and went. Apart from it are the parts of
      // a change of many, and who was a member when a group was emptied, and is again.
      filters: [
        FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: types.map(({ name }) => name.toUpperCase()) } } } }),
        besideGroups(PREFIXES.intent, 'INSERT'),
        besideGroups(PREFIXES.member, 'MODIFY'),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // A record that can never be told must not hold up the others for ever. After 6 of the
      // stream's 24 hours there is time to look into it.
      retryAttempts: 100,
      maxRecordAge: Duration.hours(6),
      // Not the destination class of the CDK: it would add a policy with more actions than Lambda
      // needs.
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    });
  }
}
