import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { INDEXES, TTL_ATTRIBUTE } from '../../../lambdas/store/table/shape.ts';
import type { Tenant } from '../../../lambdas/tenant/settings/settings.ts';
import { tagsOf } from '../../../lib/tags.ts';
import { untilActive, type Waiting } from './point-in-time.ts';

/** A change of a table that DynamoDB makes alone, one after the other. */
interface Change {
  readonly what: string;
  readonly isDone: (table: TableDescription) => boolean;
  readonly input: Omit<UpdateTableCommandInput, 'TableName'>;
}

/** What the data stack gives its table, and a restored one does not have. */
function changesOf({ capacity }: Pick<Tenant, 'capacity'>): readonly Change[] {
  const most = { MaxReadRequestUnits: capacity.read, MaxWriteRequestUnits: capacity.write };
  const isMost = ({ OnDemandThroughput: has }: Pick<TableDescription, 'OnDemandThroughput'>) =>
    has?.MaxReadRequestUnits === capacity.read && has.MaxWriteRequestUnits === capacity.write;
  return [
    {
      what: 'protects it from being deleted',
      isDone: ({ DeletionProtectionEnabled }) => DeletionProtectionEnabled === true,
      input: { DeletionProtectionEnabled: true },
    },
    {
      what: 'gives it a stream',
      isDone: ({ StreamSpecification }) => StreamSpecification?.StreamEnabled === true,
      input: { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } },
    },
    {
      what: 'bounds what it takes in a second',
      isDone: (table) => isMost(table) && (table.GlobalSecondaryIndexes ?? []).every(isMost),
      input: {
        OnDemandThroughput: most,
        GlobalSecondaryIndexUpdates: Object.values(INDEXES).map(({ name }) => ({
          Update: { IndexName: name, OnDemandThroughput: most },
        })),
      },
    },
  ];
}

/**
 * Gives a restored table what the data stack gives its own: protection, stream, ceilings, expiry,
 * point-in-time recovery and tags. What it has already stays. Answers the ARN of its stream.
 */
export async function setTable(
  client: DynamoDBClient,
  name: string,
  tenant: Pick<Tenant, 'name' | 'tags' | 'capacity'>,
  waiting: Waiting,
): Promise<string> {
  for (const { what, isDone, input } of changesOf(tenant)) {
    if (isDone(await untilActive(client, name, 'waits for the table', waiting))) continue;
    waiting.tell(`${what} …`);
    await client.send(new UpdateTableCommand({ TableName: name, ...input }));
  }
  const { TableArn: ResourceArn, LatestStreamArn = '' } = await untilActive(
    client,
    name,
    'waits for the table',
    waiting,
  );
  await expire(client, name);
  await keepHistory(client, name);
  const Tags = Object.entries(tagsOf(tenant)).map(([Key, Value]) => ({ Key, Value }));
  await client.send(new TagResourceCommand({ ResourceArn, Tags }));
  return LatestStreamArn;
}

async function expire(client: DynamoDBClient, TableName: string): Promise<void> {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  // DynamoDB refuses to enable what is enabled.
  if (['ENABLED', 'ENABLING'].includes(TimeToLiveDescription?.TimeToLiveStatus ?? '')) return;
  const TimeToLiveSpecification = { AttributeName: TTL_ATTRIBUTE, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

async function keepHistory(client: DynamoDBClient, TableName: string): Promise<void> {
  const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  if (ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED') return;
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
}
