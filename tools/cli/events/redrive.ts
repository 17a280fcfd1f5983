import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { toLambdaRecord } from '../../dev-server/events/stream-record.ts';
import { DAY } from '../../../lambdas/duration.ts';
import { isRecord, parseAs } from '../../json.ts';
import type { EventsTarget } from '../target/events-target.ts';
import { handOver } from '../target/functions.ts';

/** What Lambda writes into the queue about records that it gave up: where they are. */
interface DeadLetter {
  timestamp: string;
  DDBStreamBatchInfo: { shardId: string; startSequenceNumber: string; endSequenceNumber: string; streamArn: string };
}

const WHERE = ['shardId', 'startSequenceNumber', 'endSequenceNumber', 'streamArn'];

function isDeadLetter(value: unknown): value is DeadLetter {
  const where = isRecord(value) && typeof value['timestamp'] === 'string' ? value['DDBStreamBatchInfo'] : undefined;
  return isRecord(where) && WHERE.every((key) => typeof where[key] === 'string');
}

/** `gone`: since when, ISO 8601, for each batch that the stream does not have any more. */
export interface Redriven {
  told: number;
  failed: number;
  gone: string[];
}

/** Longer than a redrive lasts: nobody else takes the same message meanwhile. */
const HIDDEN_SECONDS = 15 * 60;
/** With records of 2 images of up to 400 KB, they fit into the 6 MB that Lambda takes. */
const BATCH_SIZE = 7;

/**
 * A page in the middle of a shard may be empty; a shard that is still open has empty ones without
 * end.
 */
const MAX_EMPTY_PAGES = 200;

/**
 * Has the changes function tell what is in the dead-letter queue, and removes from the queue what
 * was told.
 */
export async function redrive(target: EventsTarget): Promise<Redriven> {
  const { sqs, deadLettersUrl: QueueUrl } = target;
  const result: Redriven = { told: 0, failed: 0, gone: [] };
  const left: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: HIDDEN_SECONDS }),
    );
    if (Messages.length === 0) break;
    for (const message of Messages) {
      const outcome = await redriveOne(target, message, result);
      if (outcome === 'told')
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      else left.push(message);
    }
  }
  // Whoever comes next may try at once.
  for (const { ReceiptHandle } of left) {
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  }
  return result;
}

async function redriveOne(
  target: EventsTarget,
  { Body = '' }: Message,
  result: Redriven,
): Promise<'told' | 'failed' | 'gone'> {
  const { DDBStreamBatchInfo: where, timestamp } = parseAs(Body, isDeadLetter);
  try {
    const records = await readRecords(target, where);
    if (records && (await tell(target, records, where.streamArn))) {
      result.told += 1;
      return 'told';
    }
    result.failed += 1;
    return 'failed';
  } catch (error) {
    if (!(error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException)) throw error;
    // The records are older than the message, by as long as Lambda tried.
    result.gone.push(new Date(Date.parse(timestamp) - DAY).toISOString());
    return 'gone';
  }
}

/** What a message is about; undefined where the stream could not be read up to its end. */
async function readRecords(
  { streams }: EventsTarget,
  { streamArn, shardId, startSequenceNumber, endSequenceNumber }: DeadLetter['DDBStreamBatchInfo'],
): Promise<_Record[] | undefined> {
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      SequenceNumber: startSequenceNumber,
    }),
  );
  const found: _Record[] = [];
  let empty = 0;
  for (let iterator = ShardIterator; iterator !== undefined && empty < MAX_EMPTY_PAGES;) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
    for (const record of page.Records ?? []) {
      if (BigInt(record.dynamodb?.SequenceNumber ?? 0) > BigInt(endSequenceNumber)) return found;
      found.push(record);
      if (record.dynamodb?.SequenceNumber === endSequenceNumber) return found;
    }
    empty = page.Records?.length ? 0 : empty + 1;
    iterator = page.NextShardIterator;
  }
  return undefined;
}

async function tell(target: EventsTarget, records: readonly _Record[], streamArn: string): Promise<boolean> {
  // The clock of a local server can be moved, and the stream's cannot.
  const ahead = target.place === 'local' ? Date.parse(target.now) - Date.now() : 0;
  for (let at = 0; at < records.length; at += BATCH_SIZE) {
    const Records = records.slice(at, at + BATCH_SIZE).map((record) => toLambdaRecord(record, streamArn, ahead));
    const { batchItemFailures } = await handOver(target, { Records });
    if (batchItemFailures.length > 0) return false;
  }
  return true;
}
