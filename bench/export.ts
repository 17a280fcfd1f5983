import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readTenants } from '../lib/tenants.ts';
import { DIRECTORY_BASE } from '../lambdas/http/paths.ts';
import { meetShape } from '../lambdas/store/table/meet-shape.ts';
import { openTable } from '../lambdas/store/table/open-table.ts';
import { installStreaming, runStreamed } from '../tools/dev-server/functions/streaming.ts';
import { buildProxyEvent } from '../tools/dev-server/gateway/proxy-event.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { benchTable, patientClient } from './bench-table.ts';
import { loadUsers } from './load-users.ts';

/**
 * How long everybody takes in one answer, how large it is, and what the function holds at its most: a
 * process of its own runs the function, and takes what it streams as it comes. Its heap is so small that
 * it would die of what it kept.
 */
const HEAP_MB = 64;
const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100000' },
    /** For the process that is the function: what is asked for, and whether compressed. */
    ask: { type: 'string' },
    gzip: { type: 'boolean', default: false },
  },
});

if (values.ask !== undefined) await exportHere(values.ask, values.gzip);
else await exportAll(Number(values.users));

async function exportAll(users: number): Promise<void> {
  const dynamodb = await startDynamoDbLocal({ heapMb: 4096 });
  const client = patientClient(dynamodb.endpoint);
  const tableName = await benchTable(client);
  await meetShape(openTable({ client, tableName }), { mayWrite: true });
  console.log(`loading ${users} users …`);
  await loadUsers(client, tableName, users);
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-export-'));
  const [tenant] = readTenants('tenants', ['demo']);
  writeFileSync(path.join(folder, 'tenant.json'), JSON.stringify(tenant));
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    TABLE_NAME: tableName,
    TENANT: 'demo',
    LAMBDA_TASK_ROOT: folder,
  };
  console.log('                         rows  seconds  CPU s     MB  first byte s  peak RSS');
  for (const ask of ['/users.csv', '/users.jsonl'])
    for (const more of [[], ['--gzip']])
      spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MB}`, 'bench/export.ts', '--ask', ask, ...more], {
        env,
        stdio: 'inherit',
      });
  rmSync(folder, { recursive: true });
  client.destroy();
  await dynamodb.stop();
}

async function exportHere(ask: string, gzip: boolean): Promise<void> {
  installStreaming();
  const { handler } = await import('../lambdas/handlers/export.ts');
  const resource = DIRECTORY_BASE + ask;
  const event = buildProxyEvent({
    method: 'GET',
    url: resource,
    resource,
    rawHeaders: gzip ? ['Accept-Encoding', 'gzip'] : [],
    authorizer: { tenant: 'demo', scopes: 'directory' },
    requestId: 'bench',
  });
  const context = { getRemainingTimeInMillis: () => 900_000 };
  const begun = performance.now();
  const used = process.cpuUsage();
  let bytes = 0;
  let rows = 0;
  let first: number | undefined;
  await runStreamed(
    (response) => Reflect.apply(handler, undefined, [event, response, context]),
    async (part) => {
      first ??= performance.now() - begun;
      bytes += part.length;
      if (!gzip) for (const byte of part) if (byte === 10) rows += 1;
    },
  );
  const { user, system } = process.cpuUsage(used);
  const cells = [
    `${ask}${gzip ? ', gzip' : ''}`.padEnd(20),
    (gzip ? '' : String(rows)).padStart(9),
    ((performance.now() - begun) / 1000).toFixed(1).padStart(9),
    ((user + system) / 1e6).toFixed(1).padStart(7),
    (bytes / 1e6).toFixed(1).padStart(7),
    ((first ?? 0) / 1000).toFixed(2).padStart(14),
    `${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`.padStart(10),
  ];
  console.log(cells.join(''));
}
