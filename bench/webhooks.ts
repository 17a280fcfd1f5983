import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { operateWebhooks } from '../lambdas/events/webhooks/operate.ts';
import { runWebhook } from '../lambdas/events/webhooks/run-webhook.ts';
import { createSender } from '../lambdas/handlers/composition/send-webhook.ts';
import { createFeedWriter } from '../lambdas/store/feed/append-feed.ts';
import { createFeedReader } from '../lambdas/store/feed/read-feed.ts';
import { createWebhookStore } from '../lambdas/store/feed/webhooks.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { portOf } from '../tools/port.ts';
import { benchTable, patientClient } from './bench-table.ts';

/**
 * How long it takes until a consumer that answers after `--ms` has many changes, and what that costs: a
 * hundred changes in an item of the feed, and each alone.
 */
const { values } = parseArgs({
  options: { changes: { type: 'string', default: '1000' }, ms: { type: 'string', default: '50' } },
});
const [CHANGES, MILLISECONDS] = [Number(values.changes), Number(values.ms)];

const dynamodb = await startDynamoDbLocal();
const client = patientClient(dynamodb.endpoint);
const used = meter(client);
const consumer = createServer((request, response) => {
  request.resume();
  request.on('end', () => setTimeout(() => response.writeHead(204).end(), MILLISECONDS));
});
await new Promise<void>((resolve) => void consumer.listen(0, '127.0.0.1', resolve));
const webhook = { name: 'bench', url: `http://127.0.0.1:${portOf(consumer)}/` };

console.log(`a consumer that answers after ${MILLISECONDS} ms                     s    WRU    RRU`);
for (const together of [100, 1]) {
  const options = { client, tableName: await benchTable(client) };
  const [store, feed] = [createWebhookStore(options), createFeedReader(options)];
  const { send, close } = createSender({ allowLoopback: true });
  const common = { tenant: 'bench', store, feed, send, now: Date.now };
  await operateWebhooks({ ...common, webhooks: [webhook] }, { command: 'rotate-secret', name: webhook.name });
  const secret = await store.readSecret(webhook.name);
  if (!secret) throw new Error('the webhook has no secret');
  const run = () =>
    runWebhook({
      ...common,
      webhook,
      secret,
      epoch: 0,
      userOf: async () => null,
      holder: 'bench',
      leaseUntil: new Date(Date.now() + 300_000).toISOString(),
      hasTime: () => true,
    });
  const writer = createFeedWriter(options);
  let [seconds, wru, rru] = [0, 0, 0];
  for (let from = 0; from < CHANGES; from += together) {
    const time = new Date().toISOString();
    const entries = Array.from({ length: together }, (_, at) => ({
      eventId: `bench/User/${from + at}/1`,
      event: 'user.created',
      type: 'User',
      id: String(from + at),
      version: 1,
      time,
      changed: ['userName', 'displayName'],
    }));
    await writer.append(entries, time);
    if (together > 1 && from + together < CHANGES) continue;
    used.reset();
    const start = performance.now();
    await run();
    seconds += (performance.now() - start) / 1000;
    wru += used.wru;
    rru += used.rru;
  }
  const what = together > 1 ? `${CHANGES} changes that came together` : `${CHANGES} changes, each alone`;
  console.log(
    `${what.padEnd(50)} ${seconds.toFixed(1).padStart(5)} ${String(wru).padStart(6)} ${String(rru).padStart(6)}`,
  );
  close();
}
consumer.close();
client.destroy();
await dynamodb.stop();
