import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { PlainError } from '../../plain-error.ts';
import { ahead, type Clock } from '../functions/clock.ts';
import type { LocalFunction } from '../functions/local-function.ts';
import type { Stack } from '../template/assembly.ts';
import { CREDENTIALS, REGION } from '../template/aws-account.ts';
import { signedWith } from '../server/local-key.ts';
import { deliver } from './event-delivery.ts';
import { mappingsOf, type EventSourceMapping } from './event-source-mapping.ts';
import type { LocalServices } from './local-services.ts';
import { toLambdaRecord } from './stream-record.ts';
import { followStream, type StreamReader } from './table-stream.ts';

interface Options {
  dynamodbEndpoint: string;
  dynamodbKey?: string;
  services: LocalServices;
  clock: Clock;
  onError: (message: string) => void;
}

/**
 * Runs the event source mappings of the tenant's stacks, all of which read the stream of a table;
 * returns what stops them.
 */
export function startEventSources(
  stacks: readonly Stack[],
  functions: ReadonlyMap<string, LocalFunction>,
  options: Options,
): () => Promise<void> {
  const stopping = new AbortController();
  const sources = mappingsOf(stacks).map((mapping) => {
    const target = [...functions.values()].find(({ name }) => name === mapping.functionName);
    if (target !== undefined) return { mapping, target };
    throw new PlainError(
      `an event source mapping names the function ${mapping.functionName}, which the stacks do not have`,
    );
  });
  const running = options.services.inTurn(async () => {
    await Promise.all(sources.map(({ mapping, target }) => run(mapping, target, options, stopping.signal)));
  });
  return async () => {
    stopping.abort();
    await running;
  };
}

async function run(
  mapping: EventSourceMapping,
  target: LocalFunction,
  { services, clock, onError, dynamodbEndpoint, dynamodbKey = CREDENTIALS.accessKeyId }: Options,
  signal: AbortSignal,
): Promise<void> {
  const access = { region: REGION, credentials: signedWith(dynamodbKey), endpoint: dynamodbEndpoint };
  const dynamodb = new DynamoDBClient(access);
  const streams = new DynamoDBStreamsClient(access);
  // It looks through each record for what a log must not tell, though there is no log: 7 % of this thread's time.
  streams.middlewareStack.remove('loggerMiddleware');
  const onRecords: StreamReader['onRecords'] = async (records, shard) => {
    const all = records.map((record) => toLambdaRecord(record, shard.streamArn, ahead(clock)));
    const wanted = all.filter(mapping.passes);
    const onGivenUp = (given: DynamoDBRecord[], reason: string): void => {
      onError(`${target.name}: gave up on ${given.length} records of the table's stream: ${reason}`);
      if (mapping.keepsFailures)
        services.addDeadLetter(deadLetter(given, { shard, functionArn: target.arn, at: clock.now() }));
    };
    const { batchSize, retries } = mapping;
    const next = wanted[await deliver({ target, batchSize, retries, onGivenUp, signal }, wanted)];
    return next === undefined ? all.length : all.indexOf(next);
  };
  const { tableName } = mapping;
  const checkpoints = services.checkpoints.of(target.name);
  await followStream({ dynamodb, streams, tableName, checkpoints, onRecords, onError, signal });
  dynamodb.destroy();
  streams.destroy();
}

/** Where records were, who did not take them, and when they were given up, in milliseconds since 1970. */
interface GivenUp {
  readonly shard: { readonly id: string; readonly streamArn: string };
  readonly functionArn: string;
  readonly at: number;
}

/** What Lambda puts into the queue: where the records are, not what they say. */
function deadLetter(
  records: readonly DynamoDBRecord[],
  { shard: { id: shardId, streamArn }, functionArn, at }: GivenUp,
): object {
  return {
    requestContext: { requestId: randomUUID(), functionArn, condition: 'RetryAttemptsExhausted' },
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb?.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber,
      batchSize: records.length,
      streamArn,
    },
  };
}
