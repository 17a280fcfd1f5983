import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredResource } from '../../../lambdas/life/stored-resource.ts';
import { createStore } from '../../../lambdas/handlers/composition/store.ts';
import type { Store } from '../../../lambdas/handlers/composition/store.ts';
import { PlainError } from '../../plain-error.ts';
import type { EventsTarget } from '../target/events-target.ts';
import { tellAgain } from '../target/functions.ts';

/** How far a replay is; while it has a `next`, it goes on from itself. */
export interface ReplayProgress {
  /** Events that were sent. */
  readonly sent: number;
  /** Resources that were looked at. */
  readonly seen: number;
  readonly next?: ReplayPlace;
}

/** Behind which resource of which listing it goes on. */
interface ReplayPlace {
  readonly listing: number;
  readonly after?: string;
}

const PAGE_SIZE = 100;
/** Pages of one round: it takes some seconds. */
const PAGES = 10;
/** Lambda takes 6 MB per event. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Has the changes function tell every resource that was changed at `since` or later, in as many
 * rounds as it takes; `tell` hears how far it is. Throws PlainError when the bus did not take all.
 */
export async function replay(
  target: EventsTarget,
  since: string,
  tell: (progress: ReplayProgress) => void = () => undefined,
): Promise<ReplayProgress> {
  let progress = await replaySome(target, since);
  while (progress.next) {
    tell(progress);
    progress = await replaySome(target, since, progress);
  }
  return progress;
}

/** A thousand resources of that, from where the progress stands. Throws PlainError. */
export async function replaySome(
  target: EventsTarget,
  since: string,
  from: ReplayProgress = { sent: 0, seen: 0 },
): Promise<ReplayProgress> {
  const store = createStore({ client: DynamoDBDocumentClient.from(target.dynamodb), tableName: target.tableName });
  const { types } = await tellAgain(target, { replay: [] });
  const listings = listingsOf(store, types);
  let { sent, seen, next: place = { listing: 0 } } = from;
  for (let page = 0; page < PAGES; page += 1) {
    const listing = listings[place.listing];
    if (!listing) return { sent, seen };
    const { resources, next } = await listing(place.after);
    for (const part of parts(resources.filter(({ lastModified }) => lastModified >= since))) {
      const answer = await tellAgain(target, { replay: part });
      sent += answer.sent;
      if (answer.failed)
        throw new PlainError(`the bus stopped taking events after ${sent}: see the function's log, and run it again`);
    }
    seen += resources.length;
    place = next === undefined ? { listing: place.listing + 1 } : { listing: place.listing, after: next };
  }
  return { sent, seen, next: place };
}

/** A page of resources behind a place, and where it goes on. */
type Listing = (after: string | undefined) => Promise<{ resources: StoredResource[]; next?: string | undefined }>;

/**
 * What SCIM shows, and what was deleted and is kept. Of what was erased, nobody knows more than its
 * id.
 */
function listingsOf(store: Store, types: readonly string[]): readonly Listing[] {
  const shown = types.map((type): Listing => async (after) => {
    const { ids, next } = await store.listIds(type, { limit: PAGE_SIZE, after });
    return { resources: await store.getMany(type, ids, { consistent: true }), next };
  });
  const kept = (['DELETED', 'HELD'] as const).map((partition): Listing => async (after) => {
    const page = { limit: PAGE_SIZE, ...(after !== undefined && { after }) };
    const { found, next } = await store.listSoftDeleted(partition, page);
    const deleted = found.filter(({ deletedAt }) => deletedAt !== undefined);
    const resources = await Promise.all(
      types.map(async (type) => {
        const ids = deleted.filter((each) => each.type === type).map(({ id }) => id);
        return ids.length === 0 ? [] : store.getMany(type, ids, { consistent: true });
      }),
    );
    return { resources: resources.flat(), next };
  });
  return [...shown, ...kept];
}

function parts(resources: readonly StoredResource[]): StoredResource[][] {
  const all: StoredResource[][] = [];
  let bytes = Infinity;
  for (const resource of resources) {
    const size = Buffer.byteLength(JSON.stringify(resource));
    if (bytes + size > MAX_BYTES) {
      all.push([]);
      bytes = 0;
    }
    bytes += size;
    all.at(-1)?.push(resource);
  }
  return all;
}
