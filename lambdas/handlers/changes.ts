import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { deliver } from '../events/deliver.ts';
import { keepImages } from '../events/images.ts';
import { keepFeed, keepHistory } from '../events/keep.ts';
import { keepMembers } from '../events/members.ts';
import { keepSearch } from '../events/keep-search.ts';
import { replay, type ReplayAnswer, type ReplayEvent } from '../events/replay.ts';
import { createFeedWriter } from '../store/feed/append-feed.ts';
import { createImageWriter } from '../store/images/write-images.ts';
import { readEpoch } from '../store/table/epoch.ts';
import { openTable } from '../store/table/open-table.ts';
import { createHistoryWriter } from '../store/feed/history.ts';
import { createSearchWriter } from '../store/search/search.ts';
import { openBus } from './composition/bus.ts';
import { now } from './composition/clock.ts';
import { logged, logger } from './composition/logger.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { tellStreamAge } from './composition/stream-age.ts';
import { openTenant } from './composition/tenant.ts';
import { wakeWebhooks } from './composition/wake-webhooks.ts';

const { tenant, tenantFile, table } = openTenant();
const types = resourceTypesOf(tenantFile);
const opened = openTable(table);
const images = createImageWriter(opened);
const { days } = tenantFile.retention;
const search = keepSearch(types, createSearchWriter(opened));
export const ready = readEpoch(opened);
const delivering = {
  bus: openBus(),
  first: [keepImages({ images, types, days }), keepMembers(images, days)],
  // The feed is the last that writes: all others may be told the same any number of times. What is in it is sent on.
  consumers: [
    search.consume,
    keepHistory(createHistoryWriter(table)),
    keepFeed(createFeedWriter(table)),
    wakeWebhooks(tenantFile.webhooks),
  ],
  now,
  log: logger,
};

const settingsOf = async () => ({ tenant, types, ...tenantFile.events, epoch: await ready });

/** Called by the table's stream, and by an operator who replays: that renews what people are searched by, too. */
async function tell(event: DynamoDBStreamEvent | ReplayEvent): Promise<DynamoDBBatchResponse | ReplayAnswer> {
  const settings = await settingsOf();
  if ('replay' in event) {
    await search.renew(event.replay);
    return replay(event.replay, { ...delivering, settings });
  }
  tellStreamAge(tenant, event.Records);
  return deliver(event.Records, { ...delivering, settings });
}

export const handler = logged(tell);
