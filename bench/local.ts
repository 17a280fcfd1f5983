import path from 'node:path';
import { parseArgs } from 'node:util';
import { atCommit } from '../tools/commit-tree.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { load } from './local/load.ts';
import { removeData, start, variantOf, type Variant } from './local/server.ts';
import { onEnd } from '../tools/on-end.ts';
import { median } from './median.ts';

/**
 * What the local server takes: `npm start` the first time and again, beside DynamoDB Local alone; requests a second; and the
 * memory of its process, while as many requests are answered again. With --against, the one of a commit takes turns.
 */
const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '3' },
    requests: { type: 'string', default: '2000' },
    clients: { type: 'string', default: '16' },
    against: { type: 'string' },
  },
});
const [turns, requests, clients] = [Number(values.turns), Number(values.requests), Number(values.clients)];
const ROOT = path.join(import.meta.dirname, '..');

interface Found {
  cold: number;
  readonly warm: number[];
  readonly rate: number[];
  readonly memory: number[];
}

/** From nothing to the first answer, ms. */
async function databaseAlone(): Promise<number> {
  const begun = performance.now();
  const local = await startDynamoDbLocal();
  const took = performance.now() - begun;
  await local.stop();
  return took;
}

async function firstStart(variant: Variant): Promise<Found> {
  const server = await start(variant);
  await server.stop();
  return { cold: server.tookMs, warm: [], rate: [], memory: [] };
}

/** A start, and requests; the last time twice as many again, for the memory. */
async function turn(variant: Variant, found: Found, isLast: boolean): Promise<void> {
  const server = await start(variant);
  try {
    found.warm.push(server.tookMs);
    // What is loaded and compiled at the first request of its kind.
    await load(server, clients, requests / 4);
    found.rate.push(await load(server, clients, requests));
    const looks = isLast ? 4 : 0;
    for (let look = 1; look <= looks; look += 1) {
      found.memory.push(server.residentMb());
      if (look < looks) await load(server, clients, requests);
    }
  } finally {
    await server.stop();
  }
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

function print(found: ReadonlyMap<Variant, Found>, alone: readonly number[]): void {
  const database = median(alone);
  console.log(`DynamoDB Local alone starts in ${seconds(database)} s; ${clients} clients, ${requests} requests a turn`);
  console.log(`npm start               first s   again s   × database   requests/s   MB as requests go on`);
  for (const [{ name }, { cold, warm, rate, memory }] of found) {
    const again = median(warm);
    const figures = [
      seconds(cold).padStart(9),
      seconds(again).padStart(10),
      (again / database).toFixed(2).padStart(13),
      median(rate).toFixed(0).padStart(13),
      `   ${memory.map((mb) => mb.toFixed(0)).join(' ')}`,
    ];
    console.log(`${name.padEnd(22)}${figures.join('')}`);
  }
}

async function compare(variants: readonly Variant[]): Promise<void> {
  try {
    const found = new Map<Variant, Found>();
    for (const variant of variants) found.set(variant, await firstStart(variant));
    const alone: number[] = [];
    for (let round = 1; round <= turns; round += 1) {
      alone.push(await databaseAlone());
      for (const [variant, figures] of found) await turn(variant, figures, round === turns);
    }
    print(found, alone);
  } finally {
    variants.forEach(removeData);
  }
}

onEnd(() => process.exit(1));
const now = variantOf('now', ROOT);
if (values.against === undefined) await compare([now]);
else await atCommit(ROOT, values.against, (tree) => compare([variantOf(String(values.against), tree), now]));
