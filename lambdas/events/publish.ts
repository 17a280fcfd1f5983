import { PutEventsCommand, type EventBridgeClient, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { ChangeEvent } from './event.ts';

/** Where events go, and how to wait between attempts. */
export interface Bus {
  readonly client: EventBridgeClient;
  readonly name: string;
  /** Waits before the attempt with this number, which is 2 or more. */
  readonly pause: (attempt: number) => Promise<void>;
  /** Hears why EventBridge did not take an event; the reason holds nothing of the event. */
  readonly onRefusal: (eventId: string, reason: string) => void;
}

/** The source of every event on the bus. */
const SOURCE = 'serverless-scim';

/** Limits of PutEvents. */
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;
const MAX_ATTEMPTS = 4;

/**
 * Puts events on the bus in their order, those of one resource strictly one after the other.
 * Answers the position of the first event that EventBridge did not take after several attempts;
 * undefined when it took all. Some behind that position may have been taken.
 */
export async function publish(bus: Bus, events: readonly ChangeEvent[]): Promise<number | undefined> {
  for (const batch of batches(events)) {
    const refused = await put(bus, batch);
    if (refused !== undefined) return events.indexOf(refused);
  }
  return undefined;
}

/**
 * As many as one request takes, and each resource once: within a request, one entry may fail and a
 * later one succeed.
 */
function batches(events: readonly ChangeEvent[]): ChangeEvent[][] {
  const all: ChangeEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const size = entrySize(event);
    const last = all.at(-1);
    const fits =
      last &&
      last.length < MAX_ENTRIES &&
      bytes + size <= MAX_BYTES &&
      !last.some(({ type, id }) => type === event.type && id === event.id);
    if (fits) last.push(event);
    else all.push([event]);
    bytes = fits ? bytes + size : size;
  }
  return all;
}

/** The first event that was not taken, if any. */
async function put(bus: Bus, batch: readonly ChangeEvent[]): Promise<ChangeEvent | undefined> {
  let open = batch;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    if (attempt > 1) await bus.pause(attempt);
    const reasons = await putOnce(bus, open);
    open = open.filter((_, position) => reasons[position] !== undefined);
    if (attempt < MAX_ATTEMPTS) continue;
    const refused = reasons.filter((reason) => reason !== undefined);
    for (const [position, event] of open.entries()) bus.onRefusal(event.eventId, refused[position] ?? '');
    break;
  }
  return open[0];
}

/** Why each event was not taken; undefined for one that was. */
async function putOnce({ client, name }: Bus, events: readonly ChangeEvent[]): Promise<(string | undefined)[]> {
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: events.map((event) => toEntry(event, name)) }),
    );
    return events.map((_, position) => {
      const entry = Entries[position];
      return entry?.EventId === undefined ? (entry?.ErrorCode ?? 'no answer') : undefined;
    });
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    return events.map(() => reason);
  }
}

function toEntry(event: ChangeEvent, EventBusName: string): PutEventsRequestEntry {
  return {
    EventBusName,
    Source: SOURCE,
    DetailType: event.event,
    Time: new Date(event.time),
    Detail: JSON.stringify(event),
  };
}

/** How EventBridge counts: 14 bytes for the time, and the bytes of the texts. */
function entrySize(event: ChangeEvent): number {
  return 14 + Buffer.byteLength(SOURCE + event.event + JSON.stringify(event));
}
