import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { Change } from './change.ts';
import { eventOf, type ChangeEvent, type EventSettings } from './event.ts';
import { publish, type Bus } from './publish.ts';
import { readChange } from './stream-record.ts';

/** A change, and what was told of it. */
export interface Told {
  readonly event: ChangeEvent;
  readonly change: Change;
}

/**
 * Whoever keeps something of what happened, in its order. It may be told the same again, and throws
 * where it could not keep it: then all of the batch comes again. `now` is ISO 8601.
 */
export type Consumer = (told: readonly Told[], now: string) => Promise<void>;

export interface Delivering {
  readonly settings: EventSettings;
  readonly bus: Bus;
  /** One after the other. */
  readonly consumers: readonly Consumer[];
  /** Now, ISO 8601. */
  readonly now: () => string;
  readonly log: Log;
}

/** Where lines go: numbers, names and nothing personal. */
interface Log {
  info(message: string, facts: Readonly<Record<string, unknown>>): void;
  error(message: string, facts: Readonly<Record<string, unknown>>): void;
}

/**
 * Turns records of the table's stream into events on the bus, and hands them to the consumers, in
 * their order. Whatever cannot be told ends the batch there: Lambda comes again with that record and all
 * behind it, so that no event of a resource overtakes another.
 */
export async function deliver(
  records: readonly DynamoDBRecord[],
  { settings, bus, consumers, now, log }: Delivering,
): Promise<DynamoDBBatchResponse> {
  const { told, unreadable } = readAll(records, settings, log);
  const refused = await publish(
    bus,
    told.map(({ event }) => event),
  );
  const failed = refused === undefined ? unreadable : told[refused]?.record;
  const events = refused ?? told.length;
  // Behind the bus: what it did not take comes again, and would be in the feed twice every time.
  // Where this fails, the whole batch comes again.
  for (const consume of consumers) await consume(told.slice(0, events), now());
  log.info('changes', { tenant: settings.tenant, records: records.length, events, complete: failed === undefined });
  return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
}

interface Read extends Told {
  readonly record: DynamoDBRecord;
}

/** The events of the records up to the first one that cannot be read. */
function readAll(
  records: readonly DynamoDBRecord[],
  settings: EventSettings,
  log: Log,
): { told: Read[]; unreadable?: DynamoDBRecord } {
  const told: Read[] = [];
  for (const record of records) {
    try {
      const change = readChange(record);
      const event = change && eventOf(settings, change);
      if (change && event) told.push({ event, change, record });
    } catch (error) {
      // The message may quote what was in the record.
      const name = error instanceof Error ? error.name : 'unknown';
      log.error('record not understood', { sequenceNumber: record.dynamodb?.SequenceNumber, name });
      return { told, unreadable: record };
    }
  }
  return { told };
}
