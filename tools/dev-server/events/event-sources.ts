import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { PlainError } from '../../plain-error.ts';
import type { Stack } from '../template/assembly.ts';
import { CREDENTIALS, REGION } from '../aws-account.ts';
import { resourcesOf } from '../template/deployment.ts';
import { deliver } from './event-delivery.ts';
import { createFilter, type FilterCriteria } from './event-filter.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import type { LocalServices } from './local-services.ts';
import { toLambdaRecord } from './stream-record.ts';
import { followStream } from './table-stream.ts';

interface MappingProperties {
  EventSourceArn: string;
  FunctionName: string;
  BatchSize?: number;
  MaximumRetryAttempts?: number;
  BisectBatchOnFunctionError?: boolean;
  FunctionResponseTypes?: string[];
  FilterCriteria?: FilterCriteria;
}

const TABLE_STREAM = /^arn:aws:dynamodb:[^:]*:\d*:table\/([^/]+)\/stream\//;

/** Runs the event source mappings of the tenant's stacks, all of which read the stream of a table; returns what stops them. */
export function startEventSources(
  stacks: readonly Stack[],
  functions: ReadonlyMap<string, LocalFunction>,
  options: { dynamodbEndpoint: string; services: LocalServices; onError: (message: string) => void },
): () => Promise<void> {
  const stopping = new AbortController();
  const running = resourcesOf<MappingProperties>(stacks, 'AWS::Lambda::EventSourceMapping').map(({ properties }) =>
    run(properties, functions, { ...options, signal: stopping.signal }),
  );
  return async () => {
    stopping.abort();
    await Promise.all(running);
  };
}

function run(
  mapping: MappingProperties,
  functions: ReadonlyMap<string, LocalFunction>,
  options: Parameters<typeof startEventSources>[2] & { signal: AbortSignal },
): Promise<void> {
  const { services, onError, signal, dynamodbEndpoint } = options;
  const tableName = TABLE_STREAM.exec(mapping.EventSourceArn)?.[1];
  const target = [...functions.values()].find(({ name }) => name === mapping.FunctionName);
  if (tableName === undefined || target === undefined) {
    throw new PlainError(
      `the dev server cannot run the event source mapping from ${mapping.EventSourceArn} to ${mapping.FunctionName}: ` +
        "it knows streams of the tenant's own tables and functions only",
    );
  }
  const passes = createFilter(mapping.FilterCriteria);
  const access = { region: REGION, credentials: CREDENTIALS, endpoint: dynamodbEndpoint };
  const dynamodb = new DynamoDBClient(access);
  const streams = new DynamoDBStreamsClient(access);
  const follow = async (): Promise<void> => {
    await followStream({
      dynamodb,
      streams,
      tableName,
      checkpoints: services.checkpoints,
      onError,
      signal,
      onRecords: async (records, shard) => {
        const all = records.map((record) => toLambdaRecord(record, shard.streamArn));
        const wanted = all.filter(passes);
        const done = await deliver(
          {
            target,
            batchSize: mapping.BatchSize ?? 100,
            retries: mapping.MaximumRetryAttempts ?? -1,
            bisects: mapping.BisectBatchOnFunctionError ?? false,
            reportsFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
            onGivenUp: (given, reason) => {
              onError(`${target.name}: gave up on ${given.length} records of the table's stream: ${reason}`);
              services.addDeadLetter(deadLetter(given, shard, target.arn));
            },
            signal,
          },
          wanted,
        );
        const next = wanted[done];
        return next === undefined ? all.length : all.indexOf(next);
      },
    });
    dynamodb.destroy();
    streams.destroy();
  };
  return services.inTurn(follow);
}

/** What Lambda puts into the queue: where the records are, not what they say. */
function deadLetter(
  records: readonly DynamoDBRecord[],
  { id: shardId, streamArn }: { id: string; streamArn: string },
  functionArn: string,
): object {
  return {
    requestContext: { requestId: randomUUID(), functionArn, condition: 'RetryAttemptsExhausted' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb?.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber,
      batchSize: records.length,
      streamArn,
    },
  };
}
