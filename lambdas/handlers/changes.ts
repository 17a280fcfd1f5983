import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { eventOf, replayOf, type ChangeEvent } from '../events/event.ts';
import { publish } from '../events/publish.ts';
import { readChange } from '../events/stream-record.ts';
import type { StoredResource } from '../life/stored-resource.ts';
import { tenantResourceTypes } from '../tenant/resource-types.ts';
import { createFeed, type FeedEntry } from '../store/feed.ts';
import { createTableClient } from '../store/table/table.ts';
import { readEnvironment, readEventBusName, readTenantFile } from './composition/environment.ts';
import { logger } from './composition/logger.ts';

const { tableName, tenant } = readEnvironment();
const { events, ...tenantFile } = readTenantFile();
const settings = { tenant, types: tenantResourceTypes(tenantFile.matchingAttributes, tenantFile), ...events };

const feed = createFeed({ client: createTableClient(), tableName });

const bus = {
  client: new EventBridgeClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  }),
  name: readEventBusName(),
  pause: async (attempt: number): Promise<void> => {
    await sleep(Math.random() * 100 * 2 ** attempt);
  },
  onRefusal: (eventId: string, reason: string): void => logger.warn('event not taken', { eventId, reason }),
};

/** From an operator: resources to be told as they stand. None asks for the types that there are. */
export interface ReplayEvent {
  readonly replay: readonly StoredResource[];
}

export interface ReplayAnswer {
  readonly types: readonly string[];
  readonly sent: number;
  /** The bus did not take all. */
  readonly failed: boolean;
}

/** Called by the table's stream, and by an operator who replays. */
export async function handler(event: DynamoDBStreamEvent | ReplayEvent): Promise<DynamoDBBatchResponse | ReplayAnswer> {
  return 'replay' in event ? replay(event) : tell(event);
}

async function replay({ replay: resources }: ReplayEvent): Promise<ReplayAnswer> {
  const told = resources.map((resource) => replayOf(settings, resource)).filter((event) => event !== undefined);
  const refused = await publish(bus, told);
  const sent = refused ?? told.length;
  logger.info('replay', { tenant, resources: resources.length, events: sent, complete: refused === undefined });
  return { types: settings.types.map(({ name }) => name), sent, failed: refused !== undefined };
}

/**
 * Turns records of the table's stream into events on the bus, and entries of the feed, in their order. Whatever cannot be told ends the batch there: Lambda comes again
 * with that record and all behind it, so that no event of a resource overtakes another.
 */
async function tell({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const { told, unreadable } = readAll(Records);
  const refused = await publish(
    bus,
    told.map(({ event }) => event),
  );
  const failed = refused === undefined ? unreadable : told[refused]?.record;
  const events = refused ?? told.length;
  // Behind the bus: what it did not take comes again, and would be in the feed twice every time. Where this fails, the whole batch comes again.
  await feed.append(
    told.slice(0, events).map(({ event }) => toFeedEntry(event)),
    new Date().toISOString(),
  );
  logger.info('changes', { tenant, records: Records.length, events, complete: failed === undefined });
  return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
}

/** Values are read from the directory, and are gone from there when they have to be. */
function toFeedEntry({ tenant: _, values: __, valuesOmitted: ___, replayed: ____, ...entry }: ChangeEvent): FeedEntry {
  return entry;
}

interface Told {
  readonly event: ChangeEvent;
  readonly record: DynamoDBRecord;
}

/** The events of the records up to the first one that cannot be read. */
function readAll(records: readonly DynamoDBRecord[]): { told: Told[]; unreadable?: DynamoDBRecord } {
  const told: Told[] = [];
  for (const record of records) {
    try {
      const change = readChange(record);
      const event = change && eventOf(settings, change);
      if (event) told.push({ event, record });
    } catch (error) {
      // The message may quote what was in the record.
      logger.error('record not understood', { sequenceNumber: record.dynamodb?.SequenceNumber, name: nameOf(error) });
      return { told, unreadable: record };
    }
  }
  return { told };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
