import { execFile, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { SCIM_BASE } from '../lambdas/http/paths.ts';
import { buildProxyEvent } from '../tools/dev-server/gateway/proxy-event.ts';
import { isRecord, parseAs } from '../tools/json.ts';
import { makeVariants, removeVariants, type Variant } from './cold/variants.ts';

/**
 * What a cold start of the scim function takes, from the start of the process to the first answer, against a DynamoDB
 * that answers at once: median, and between which times half of the starts were. Variants take turns, so that what
 * else the machine does meets them all.
 */
const { values } = parseArgs({ options: { starts: { type: 'string', default: '20' }, against: { type: 'string' } } });
const FOLDER = path.join(import.meta.dirname, 'cold');
const run = promisify(execFile);

/** A start; milliseconds. */
interface Start {
  readonly init: number;
  readonly call: number;
  readonly total: number;
  readonly cpu: number;
}

type Printed = Omit<Start, 'total'> & { readonly statusCode: number; readonly at: number };
const isPrinted = (value: unknown): value is Printed =>
  isRecord(value) && ['statusCode', 'init', 'call', 'cpu', 'at'].every((key) => typeof value[key] === 'number');

/** The first request of a cycle of Entra's. */
const FIRST = buildProxyEvent({
  method: 'GET',
  url: `${SCIM_BASE}/Users?filter=${encodeURIComponent('userName eq "ada@example.com"')}`,
  rawHeaders: ['host', 'scim.example.com', 'accept', 'application/scim+json'],
  resource: `${SCIM_BASE}/Users`,
  authorizer: { tenant: 'demo', credentialId: 'bench', scopes: 'scim' },
  requestId: 'bench',
});

async function start({ name, folder }: Variant, eventFile: string, port: number): Promise<Start> {
  const env = {
    TABLE_NAME: 'bench',
    TENANT: 'demo',
    BUILD: 'a1b2c3d4e5f6.0123456789ab',
    POWERTOOLS_SERVICE_NAME: 'scim',
    LAMBDA_TASK_ROOT: folder,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SESSION_TOKEN: 'bench',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
  };
  const begun = performance.timeOrigin + performance.now();
  const words = [path.join(FOLDER, 'environment.mjs'), folder, eventFile];
  const { stdout } = await run(process.execPath, words, { env });
  const { statusCode, at, ...times } = parseAs(stdout.trimEnd().split('\n').at(-1) ?? '', isPrinted);
  if (statusCode !== 200) throw new Error(`${name} answered ${statusCode}: ${stdout}`);
  return { ...times, total: at - begun };
}

const part = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
const sorted = (starts: readonly Start[], key: keyof Start): number[] =>
  starts.map((one) => one[key]).toSorted((a, b) => a - b);
const median = (starts: readonly Start[], key: keyof Start): number => part(sorted(starts, key), 0.5);

function print(variants: readonly Variant[], found: ReadonlyMap<Variant, readonly Start[]>): void {
  const [first] = variants;
  const base = median((first && found.get(first)) ?? [], 'total');
  console.log(
    `${`ms, ${values.starts} starts each`.padEnd(24)}    KB   init  first call   total  half of them   CPU  total/first`,
  );
  for (const variant of variants) {
    const starts = found.get(variant) ?? [];
    const total = sorted(starts, 'total');
    const half = `${part(total, 0.25).toFixed(0)}–${part(total, 0.75).toFixed(0)}`;
    const figures = [
      variant.kilobytes.toFixed(0).padStart(6),
      median(starts, 'init').toFixed(0).padStart(7),
      median(starts, 'call').toFixed(0).padStart(12),
      median(starts, 'total').toFixed(0).padStart(8),
      half.padStart(14),
      median(starts, 'cpu').toFixed(0).padStart(6),
      (median(starts, 'total') / base).toFixed(2).padStart(13),
    ];
    console.log(`${variant.name.padEnd(24)}${figures.join('')}`);
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'bench-cold-'));
const eventFile = path.join(folder, 'event.json');
writeFileSync(eventFile, JSON.stringify(FIRST));
const stub = fork(path.join(FOLDER, 'stub.ts'));
const listening = new Promise<number>((resolve, reject) => {
  stub.once('message', (port) => resolve(Number(port)));
  stub.once('exit', () => reject(new Error('the stub of DynamoDB ended')));
});
const variants = await makeVariants(path.join(import.meta.dirname, '..'), values.against);
try {
  const port = await listening;
  const found = new Map<Variant, Start[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < Number(values.starts); round += 1)
    for (const variant of variants) found.get(variant)?.push(await start(variant, eventFile, port));
  print(variants, found);
} finally {
  stub.kill();
  removeVariants(variants);
  rmSync(folder, { recursive: true });
}
