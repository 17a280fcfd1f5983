import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { createCursors } from '../lambdas/handlers/composition/cursors.ts';
import { createStore } from '../lambdas/handlers/composition/store.ts';
import { profiles } from '../lambdas/scim/quirks/profiles.ts';
import type { Context } from '../lambdas/service/context.ts';
import { createResource } from '../lambdas/service/resources/create.ts';
import { createTableClient } from '../lambdas/store/table/open-table.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { TABLE_DEFINITION } from '../tools/dynamodb-local/table-definition.ts';
import { startHardDynamoDb } from '../tools/hard-dynamodb/hard-dynamodb.ts';

/** Creates users at a steady rate on the hard DynamoDB, and tells what came of them and which partitions are hot. */
const { values } = parseArgs({
  options: { rate: { type: 'string', default: '300' }, seconds: { type: 'string', default: '60' } },
});
const [rate, seconds] = [Number(values.rate), Number(values.seconds)];

const local = await startDynamoDbLocal({ heapMb: 2048 });
const hard = await startHardDynamoDb({ upstream: local.endpoint });
Object.assign(process.env, {
  AWS_ENDPOINT_URL_DYNAMODB: hard.endpoint,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});
const client = createTableClient();
const tableName = `bench-${randomUUID()}`;
await client.send(new CreateTableCommand({ TableName: tableName, ...TABLE_DEFINITION }));
const context: Context = {
  store: createStore({ client, tableName }),
  cursors: createCursors({ client, tableName }),
  types: [userType, groupType],
  profile: profiles.entra,
  retention: { days: 30, deactivated: 'purge' },
  baseUrl: 'https://scim.example.com/scim/v2',
  now: () => new Date().toISOString(),
  newId: randomUUID,
  pause: () => Promise.resolve(),
};

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
