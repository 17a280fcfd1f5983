import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { eventOf, type ChangeEvent, type EventSettings } from './event.ts';
import { publish, type Bus } from './publish.ts';
import { readChange } from './stream-record.ts';

/**
 * What the feed keeps of an event. Values are read from the directory, and are gone from there when
 * they have to be.
 */
type FeedEvent = Omit<ChangeEvent, 'tenant' | 'values' | 'valuesOmitted' | 'replayed'>;

export interface Delivering {
  readonly settings: EventSettings;
  readonly bus: Bus;
  readonly feed: { append(events: readonly FeedEvent[], now: string): Promise<void> };
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
 * Turns records of the table's stream into events on the bus, and entries of the feed, in their
 * order. Whatever cannot be told ends the batch there: Lambda comes again with that record and all
 * behind it, so that no event of a resource overtakes another.
 */
export async function deliver(
  records: readonly DynamoDBRecord[],
  { settings, bus, feed, now, log }: Delivering,
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
  await feed.append(
    told.slice(0, events).map(({ event }) => toFeedEvent(event)),
    now(),
  );
  log.info('changes', { tenant: settings.tenant, records: records.length, events, complete: failed === undefined });
  return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
}

function toFeedEvent({ tenant: _, values: __, valuesOmitted: ___, replayed: ____, ...event }: ChangeEvent): FeedEvent {
  return event;
}

interface Told {
  readonly event: ChangeEvent;
  readonly record: DynamoDBRecord;
}

/** The events of the records up to the first one that cannot be read. */
function readAll(
  records: readonly DynamoDBRecord[],
  settings: EventSettings,
  log: Log,
): { told: Told[]; unreadable?: DynamoDBRecord } {
  const told: Told[] = [];
  for (const record of records) {
    try {
      const change = readChange(record);
      const event = change && eventOf(settings, change);
      if (event) told.push({ event, record });
    } catch (error) {
      // The message may quote what was in the record.
      const name = error instanceof Error ? error.name : 'unknown';
      log.error('record not understood', { sequenceNumber: record.dynamodb?.SequenceNumber, name });
      return { told, unreadable: record };
    }
  }
  return { told };
}
