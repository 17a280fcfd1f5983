import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { indexed } from '../lambdas/service/indexed.ts';
import { checkTable } from '../lambdas/store/check/check-table.ts';
import { openTable } from '../lambdas/store/table/open-table.ts';
import { groupType, userType } from '../lambdas/tenant/resource-types.ts';
import { meter } from '../tools/dynamodb-local/meter.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { TABLE_DEFINITION } from '../tools/dynamodb-local/table-definition.ts';
import { loadDirectory } from './load-directory.ts';
import { madeUpTable } from './made-up-table.ts';

/**
 * How long `scim check` takes, what it reads, and what it holds in memory: a process of its own
 * checks the table, with the heap of a function of 512 MB. `--made-up` takes tables that are made
 * up while they are read: what it prints is what the check itself needs.
 */
const HEAP_MB = 384;
const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '10000,100000' },
    'made-up': { type: 'boolean', default: false },
    /** For the process that checks: which table. */
    table: { type: 'string' },
  },
});
const sizes = values.items.split(',');
if (values.table !== undefined) await check(values.table);
else {
  console.log('    items  seconds  RRU each  problems  peak RSS');
  if (values['made-up']) for (const size of sizes) checkApart('--table', size, '--made-up');
  else await loadAndCheck(sizes.map(Number));
}

async function loadAndCheck(counts: readonly number[]): Promise<void> {
  const dynamodb = await startDynamoDbLocal({ heapMb: 4096 });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  const client = patientClient();
  for (const count of counts) {
    const tableName = `bench-${randomUUID()}`;
    await client.send(new CreateTableCommand({ TableName: tableName, ...TABLE_DEFINITION }));
    await loadDirectory(client, tableName, count);
    checkApart('--table', tableName);
  }
  client.destroy();
  await dynamodb.stop();
}

function checkApart(...own: readonly string[]): void {
  const heap = `--max-old-space-size=${HEAP_MB}`;
  spawnSync(process.execPath, [...process.execArgv, heap, import.meta.filename, ...own], { stdio: 'inherit' });
}

/** DynamoDB Local may take longer for an answer than a function waits. */
function patientClient(): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } });
}

async function check(tableName: string): Promise<void> {
  const client = values['made-up'] ? madeUpTable(Number(tableName)) : patientClient();
  const used = meter(client);
  const begun = performance.now();
  const { items, found } = await checkTable(openTable({ client, tableName }), (resource) =>
    indexed(resource.type === userType.name ? userType : groupType, resource),
  );
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const problems = Object.values(found).reduce((total, number) => total + number, 0);
  const row: [string | number, number][] = [
    [items, 9],
    [seconds.toFixed(0), 9],
    [values['made-up'] ? '-' : (used.rru / items).toFixed(2), 10],
    [problems, 10],
    [`${megabytes.toFixed(0)} MB`, 10],
  ];
  console.log(row.map(([value, width]) => String(value).padStart(width)).join(''));
}
