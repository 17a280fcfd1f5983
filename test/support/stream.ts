import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { toLambdaRecord } from '../../tools/dev-server/events/stream-record.ts';
import type { TestTable } from './table.ts';

/** Every record in the stream of a test's table by now, in order, as Lambda would hand them to a function. */
export async function readStream(
  { client, tableName }: Pick<TestTable, 'client' | 'tableName'>,
  endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'],
): Promise<DynamoDBRecord[]> {
  const streams = new DynamoDBStreamsClient({ ...(endpoint !== undefined && { endpoint }) });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  const StreamArn = Table?.LatestStreamArn ?? '';
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const found: DynamoDBRecord[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const start = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    let { ShardIterator: iterator } = await streams.send(start);
    while (iterator !== undefined) {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
      found.push(...(page.Records ?? []).map((record) => toLambdaRecord(record, StreamArn)));
      iterator = page.Records?.length ? page.NextShardIterator : undefined;
    }
  }
  streams.destroy();
  return found;
}
