import { CloudFormationClient, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import { LambdaClient, paginateListEventSourceMappings } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { FleetReader } from '../../doctor/fleet/look.ts';
import type { DeployedStack } from '../../doctor/fleet/tenants.ts';
import { createHeartbeat } from '../../store/traffic/heartbeat.ts';
import { createTableClient } from '../../store/table/open-table.ts';
import { readDynamoDb } from './environment.ts';

/** Milliseconds: what hangs must not take the time of the other tenants. */
const PATIENCE = { requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true } };

/** Asks CloudFormation, Lambda and SQS, and each tenant's table for its heartbeat. */
export function createFleetReader(): FleetReader {
  const [formation, lambda, queues] = [
    new CloudFormationClient(PATIENCE),
    new LambdaClient(PATIENCE),
    new SQSClient(PATIENCE),
  ];
  const client = createTableClient(readDynamoDb());
  return {
    stacks: async () => {
      const found: DeployedStack[] = [];
      for await (const { Stacks = [] } of paginateDescribeStacks({ client: formation }, {}))
        found.push(...Stacks.map(toStack));
      return found;
    },
    mappings: async () => {
      const found = [];
      for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, {}))
        found.push(...EventSourceMappings);
      return found.map(({ EventSourceArn: source = '', State: state = '', LastProcessingResult: lastResult = '' }) => ({
        source,
        state,
        lastResult,
      }));
    },
    deadLetters: async (QueueUrl) => {
      const input = { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages' as const] };
      const { Attributes } = await queues.send(new GetQueueAttributesCommand(input));
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
    lastRun: (tableName) => createHeartbeat({ client, tableName }).last(),
  };
}

const toStack = ({ CreationTime, LastUpdatedTime = CreationTime, Tags = [], Outputs = [] }: Stack): DeployedStack => ({
  deployedAt: LastUpdatedTime?.toISOString() ?? '',
  tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  outputs: Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
});
