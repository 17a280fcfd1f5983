import { parseArgs } from 'node:util';
import { createResource } from '../lambdas/service/resources/create.ts';
import { userType } from '../lambdas/tenant/resource-types.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { startHardDynamoDb } from '../tools/hard-dynamodb/hard-dynamodb.ts';
import { benchClient, benchContext, benchTable } from './bench-table.ts';

/** Creates users at a steady rate on the hard DynamoDB, and tells what came of them and which partitions are hot. */
const { values } = parseArgs({
  options: { rate: { type: 'string', default: '300' }, seconds: { type: 'string', default: '60' } },
});
const [rate, seconds] = [Number(values.rate), Number(values.seconds)];

const local = await startDynamoDbLocal({ heapMb: 2048 });
const hard = await startHardDynamoDb({ upstream: local.endpoint });
const client = benchClient(hard.endpoint);
const tableName = await benchTable(client);
const context = benchContext({ client, tableName });

const answers = new Map<string, number>();
async function create(at: number): Promise<void> {
  const body = { schemas: [userType.schema.id], userName: `user-${at}@example.com`, externalId: `external-${at}` };
  const answer = await createResource(context, userType, body, {}).then(
    ({ status }) => String(status),
    (error: unknown) => String(error),
  );
  answers.set(answer, (answers.get(answer) ?? 0) + 1);
}

const begun = performance.now();
const running = new Set<Promise<void>>();
for (let at = 0; at < rate * seconds; at += 1) {
  const early = begun + (at * 1_000) / rate - performance.now();
  if (early > 0) await new Promise((resolve) => void setTimeout(resolve, early));
  // As many as a table's client has connections: beyond that this machine is what is slow.
  if (running.size >= 50) await Promise.race(running);
  const work: Promise<void> = create(at).finally(() => running.delete(work));
  running.add(work);
}
await Promise.all(running);
const took = (performance.now() - begun) / 1_000;

const { units, conflicts, throttled } = hard.counters();
const creates = rate * seconds;
console.log(
  `${creates} creates in ${took.toFixed(1)} s: ${(creates / took).toFixed(0)}/s of ${rate}/s that were wanted`,
);
console.log(`answers: ${[...answers].map(([answer, times]) => `${times} × ${answer}`).join(', ')}`);
console.log(`conflicts that were repeated: ${conflicts}; throttled: ${throttled}`);
console.log(`\nWRU of a create   at ${rate}/s   partition key`);
const hottest = Object.entries(units).toSorted(([, a], [, b]) => b.write - a.write);
for (const [name, { write }] of hottest.slice(0, 3)) {
  const each = write / creates;
  console.log(
    `${each.toFixed(3).padStart(15)}${(each * rate).toFixed(0).padStart(11)}   ${name.replace(tableName, '')}`,
  );
}
client.destroy();
await hard.stop();
await local.stop();
