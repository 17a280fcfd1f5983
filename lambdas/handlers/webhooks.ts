import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { SECOND } from '../duration.ts';
import { usersById } from '../directory/users-by-id.ts';
import { operateWebhooks, type WebhookAnswer, type WebhookEvent } from '../events/webhooks/operate.ts';
import { runWebhook } from '../events/webhooks/run-webhook.ts';
import type { Webhook } from '../events/webhooks/webhook.ts';
import { createFeedReader } from '../store/feed/read-feed.ts';
import { createWebhookStore } from '../store/feed/webhooks.ts';
import { createResources } from '../store/resources/resources.ts';
import { readEpoch } from '../store/table/epoch.ts';
import { openTable } from '../store/table/open-table.ts';
import { readAllowsLoopbackWebhooks } from './composition/environment.ts';
import { fieldsOf } from './composition/fields.ts';
import { logged, logger } from './composition/logger.ts';
import { resourceTypesOf } from './composition/resource-types.ts';
import { createSender, type Sender } from './composition/send-webhook.ts';
import { tellWebhook } from './composition/tell-webhook.ts';
import { openTenant } from './composition/tenant.ts';

/** Milliseconds kept back for the calls that are under way when time runs out, and what is written then. */
const RESERVE = 30 * SECOND;
/** Milliseconds that clocks may differ by. */
const CLOCKS = 5 * SECOND;

const { tenant, tenantFile, table } = openTenant();
const { webhooks } = tenantFile;
const opened = openTable(table);
const [store, feed, resources] = [createWebhookStore(table), createFeedReader(table), createResources(opened)];
const fields = fieldsOf(resourceTypesOf(tenantFile), tenantFile);
const allowLoopback = readAllowsLoopbackWebhooks();
export const ready = readEpoch(opened);

type Invocation = Pick<Context, 'getRemainingTimeInMillis'>;

/**
 * Sends what there is to be sent, to all webhooks side by side: called by the changes function, and by a
 * schedule for what has to be tried again. With a command it does what an operator asks for.
 */
async function work(event: Partial<WebhookEvent>, context: Invocation): Promise<WebhookAnswer | undefined> {
  const sender = createSender({ allowLoopback });
  try {
    if (isCommand(event)) return await operate(event, sender);
    // What is wrong with one is no reason to end the work for the others.
    const done = await Promise.allSettled(webhooks.map((webhook) => deliver(webhook, sender, context)));
    for (const each of done) if (each.status === 'rejected') throw each.reason;
    return undefined;
  } finally {
    sender.close();
  }
}

const isCommand = (event: Partial<WebhookEvent>): event is WebhookEvent => event.command !== undefined;

async function deliver(webhook: Webhook, { send }: Sender, context: Invocation): Promise<void> {
  const secret = await store.readSecret(webhook.name);
  if (!secret) return;
  const end = Date.now() + context.getRemainingTimeInMillis() + CLOCKS;
  const tally = await runWebhook({
    tenant,
    epoch: await ready,
    webhook,
    secret,
    send,
    store,
    feed,
    userOf,
    holder: randomUUID(),
    leaseUntil: new Date(end).toISOString(),
    hasTime: () => context.getRemainingTimeInMillis() >= RESERVE,
    now: () => Date.now(),
  });
  tellWebhook({ tenant, webhook: webhook.name }, tally, await store.readState(webhook.name));
}

async function userOf(id: string): Promise<object | null> {
  const { retention } = tenantFile;
  return (await usersById({ store: resources, fields, retention }, [id])).get(id) ?? null;
}

async function operate(event: WebhookEvent, { send }: Sender): Promise<WebhookAnswer> {
  const answer = await operateWebhooks({ tenant, webhooks, store, feed, send, now: () => Date.now() }, event);
  logger.info('webhook command', { tenant, command: event.command });
  return answer;
}

export const handler = logged(work);
