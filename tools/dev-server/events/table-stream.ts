import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type _Record,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../../lib/thrown.ts';
import type { Checkpoints } from './checkpoints.ts';

/** Lambda looks into a shard four times a second. */
const POLL_MS = 250;
/** What DynamoDB answers at once, at most. */
const PAGE = 1_000;
const AFTER_ERROR_MS = 1_000;

/** What follows the stream of a table. */
export interface StreamReader {
  dynamodb: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  tableName: string;
  checkpoints: Checkpoints;
  /** Takes the records of a shard in their order; answers how many of them are done with. */
  onRecords: (records: _Record[], shard: { id: string; streamArn: string }) => Promise<number>;
  onError: (message: string) => void;
  signal: AbortSignal;
}

/** The stream of a table, and its shards as they were when they were listed. */
interface Listing {
  streamArn: string;
  shards: Shard[];
}

/**
 * Follows the stream from its oldest record, or from the checkpoints, until the signal. A shard
 * waits for the one it came from. A new one comes only from one that has ended: until then the
 * listing stays true, and most of what a silent stream costs is not paid.
 */
export async function followStream(reader: StreamReader): Promise<void> {
  const { signal, onError } = reader;
  const ended = new Set<string>();
  const iterators = new Map<string, string>();
  let listing: Listing | undefined;
  let lastProblem = '';
  while (!signal.aborted) {
    let pause = POLL_MS;
    try {
      const { streamArn, shards } = (listing ??= await describe(reader));
      const known = new Set(shards.map(({ ShardId }) => ShardId));
      if (shards.length === 0) listing = undefined;
      for (const { ShardId: id = '', ParentShardId: parent } of shards) {
        const waits = parent !== undefined && known.has(parent) && !ended.has(parent);
        if (ended.has(id) || waits || signal.aborted) continue;
        if (!(await readShard(reader, { id, streamArn }, iterators))) continue;
        ended.add(id);
        listing = undefined;
      }
      lastProblem = '';
    } catch (error) {
      listing = undefined;
      const message = messageOf(error);
      if (!signal.aborted && message !== lastProblem) onError(`the table's stream cannot be read: ${message}`);
      lastProblem = message;
      pause = AFTER_ERROR_MS;
    }
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
}

async function describe({ dynamodb, streams, tableName }: StreamReader): Promise<Listing> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
  const streamArn = Table?.LatestStreamArn ?? '';
  const shards: Shard[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { StreamDescription } = await streams.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ...(after !== undefined && { ExclusiveStartShardId: after }) }),
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    after = StreamDescription?.LastEvaluatedShardId;
  }
  return { streamArn, shards };
}

/**
 * Reads what there is by now. Answers whether the shard is at its end. What comes meanwhile waits for the next look: read at
 * once, each record was a batch of its own, and an invocation, while requests came.
 */
async function readShard(
  { streams, checkpoints, onRecords, signal }: StreamReader,
  shard: { id: string; streamArn: string },
  iterators: Map<string, string>,
): Promise<boolean> {
  for (;;) {
    const ShardIterator = iterators.get(shard.id) ?? (await startIterator(streams, shard, checkpoints.get(shard.id)));
    iterators.delete(shard.id);
    let page;
    try {
      page = await streams.send(new GetRecordsCommand({ ShardIterator }));
    } catch (error) {
      if (error instanceof ExpiredIteratorException) continue;
      throw error;
    }
    const { Records = [], NextShardIterator: next } = page;
    const done = Records.length === 0 ? 0 : await onRecords(Records, shard);
    const last = Records[done - 1]?.dynamodb?.SequenceNumber;
    if (last !== undefined) checkpoints.set(shard.id, last);
    if (done < Records.length || signal.aborted) return false;
    if (next === undefined) return true;
    iterators.set(shard.id, next);
    if (Records.length < PAGE) return false;
  }
}

async function startIterator(
  streams: DynamoDBStreamsClient,
  { id: ShardId, streamArn: StreamArn }: { id: string; streamArn: string },
  checkpoint: string | undefined,
): Promise<string> {
  const oldest = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  const behind = new GetShardIteratorCommand({
    StreamArn,
    ShardId,
    ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
    SequenceNumber: checkpoint,
  });
  try {
    return (await streams.send(checkpoint === undefined ? oldest : behind)).ShardIterator ?? '';
  } catch (error) {
    // What the checkpoint names is older than what the stream keeps.
    if (!(error instanceof TrimmedDataAccessException)) throw error;
    return (await streams.send(oldest)).ShardIterator ?? '';
  }
}
