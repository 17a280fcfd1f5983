import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { Change } from './change.ts';
import { eventOf, type ChangeEvent, type EventSettings } from './event.ts';
import { publish, type Bus } from './publish.ts';
import { readChange } from './stream-record.ts';

/** A change, and what is told of it; no event where it concerns nobody. */
export interface Told {
  readonly change: Change;
  readonly event?: ChangeEvent;
}

/**
 * Whoever keeps something of what happened, in its order. It may be told the same again, and throws
 * where it could not keep it: then all of the batch comes again. `now` is ISO 8601.
 */
export type Consumer = (told: readonly Told[], now: string) => Promise<void>;

/** What there are events of. */
export const withEvents = (told: readonly Told[]): (Told & { readonly event: ChangeEvent })[] =>
  told.flatMap(({ change, event }) => (event ? [{ change, event }] : []));

export interface Delivering {
  readonly settings: EventSettings;
  readonly bus: Bus;
  /** Before the bus, of all that could be read; one after the other. */
  readonly first: readonly Consumer[];
  /** Behind the bus, of what it took; one after the other. */
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
 * Turns records of the table's stream into events on the bus, and hands all changes to the consumers,
 * in their order. Whatever cannot be told ends the batch there: Lambda comes again with that record and all
 * behind it, so that no event of a resource overtakes another.
 */
export async function deliver(
  records: readonly DynamoDBRecord[],
  { settings, bus, first, consumers, now, log }: Delivering,
): Promise<DynamoDBBatchResponse> {
  const { told, unreadable } = readAll(records, settings, log);
  // A bus that takes nothing for hours lets records go to the dead letters, by their age; halves of a
  // batch come again alone. What is kept before the bus is kept by then: no answer of the bus keeps a
  // record from its first hand-over, and a second one changes nothing. Where this fails, nothing of
  // the batch has gone on, and all of it comes again.
  for (const consume of first) await consume(told, now());
  const events = withEvents(told);
  const refused = await publish(
    bus,
    events.map(({ event }) => event),
  );
  const end = refused === undefined ? told.length : told.findIndex(({ event }) => event === events[refused]?.event);
  const failed = refused === undefined ? unreadable : told[end]?.record;
  // Behind the bus: what it did not take comes again, and would be in the feed twice every time.
  // Where this fails, the whole batch comes again.
  for (const consume of consumers) await consume(told.slice(0, end), now());
  log.info('changes', {
    tenant: settings.tenant,
    records: records.length,
    events: refused ?? events.length,
    complete: failed === undefined,
  });
  return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
}

interface Read extends Told {
  readonly record: DynamoDBRecord;
}

/** The changes in records, up to the first one that cannot be read. */
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
      if (change) told.push({ change, ...(event && { event }), record });
    } catch (error) {
      // The message may quote what was in the record.
      const name = error instanceof Error ? error.name : 'unknown';
      log.error('record not understood', { sequenceNumber: record.dynamodb?.SequenceNumber, name });
      return { told, unreadable: record };
    }
  }
  return { told };
}
