import type { TableClient } from '../../lambdas/store/table/client/client.ts';
import { operateWebhooks, type WebhookCommand, type WebhookEvent } from '../../lambdas/events/webhooks/operate.ts';
import { runWebhook } from '../../lambdas/events/webhooks/run-webhook.ts';
import type { Tally } from '../../lambdas/events/webhooks/session.ts';
import type { Webhook } from '../../lambdas/events/webhooks/webhook.ts';
import { createSender } from '../../lambdas/handlers/composition/send-webhook.ts';
import { createHistoryWriter } from '../../lambdas/store/feed/history.ts';
import { createWebhookStore } from '../../lambdas/store/feed/webhooks.ts';
import type { FeedEntry } from '../../lambdas/store/ports/feed.ts';
import { createFeed } from './feed.ts';
import { createTestTable } from './table.ts';

const BEGIN = Date.parse('2026-11-24T08:00:00.000Z');

/** Webhooks on a table of their own, by a clock that is moved by hand. */
export async function openWebhooks(webhooks: readonly Webhook[]) {
  const table = await createTestTable();
  const options = (client: TableClient = table.documentClient) => ({
    client,
    tableName: table.tableName,
    retry: { deadline: 0 },
  });
  const store = createWebhookStore(options());
  const [feed, history] = [createFeed(options()), createHistoryWriter(options())];
  const sender = createSender({ allowLoopback: true });
  const versions = new Map<string, number>();
  const clock = { now: BEGIN };
  const now = () => clock.now;
  let runs = 0;
  const operate = <Command extends WebhookCommand>(event: WebhookEvent<Command>) =>
    operateWebhooks({ tenant: 'acme', webhooks, store, feed, send: sender.send, now }, event);

  /** The next version of each of these resources, as the changes function keeps them. */
  const change = async (...ids: readonly string[]): Promise<FeedEntry[]> => {
    const entries = ids.map((id): FeedEntry => {
      const version = (versions.get(id) ?? 0) + 1;
      versions.set(id, version);
      const [type, event] = id.startsWith('group') ? ['Group', 'group.updated'] : ['User', 'user.updated'];
      const eventId = `acme/${type}/${id}/${version}`;
      return { eventId, event, type, id, version, time: new Date(clock.now).toISOString(), changed: ['title'] };
    });
    const at = new Date(clock.now).toISOString();
    await history.add(entries, at);
    await feed.append(entries, at);
    return entries;
  };

  /** A run for one of them, of a process that may die. */
  const run = async (name: string, client?: TableClient): Promise<Tally | undefined> => {
    const webhook = webhooks.find((each) => each.name === name);
    const secret = await store.readSecret(name);
    if (!webhook || !secret) throw new Error(`no webhook ${name} with a secret`);
    runs += 1;
    const own = options(client);
    return runWebhook({
      tenant: 'acme',
      epoch: 0,
      webhook,
      secret,
      send: sender.send,
      store: createWebhookStore(own),
      feed: createFeed(own),
      userOf: async (id) => ({ id, userName: `${id}@example.com` }),
      holder: `run ${runs}`,
      leaseUntil: new Date(clock.now + 5 * 60_000).toISOString(),
      hasTime: () => true,
      now,
    });
  };
  const drop = async (): Promise<void> => {
    sender.close();
    await table.drop();
  };
  return { client: table.documentClient, store, feed, clock, operate, change, run, versions, drop };
}
