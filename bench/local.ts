import path from 'node:path';
import { parseArgs } from 'node:util';
import { atCommit } from '../tools/commit-tree.ts';
import { startDynamoDbLocal } from '../tools/dynamodb-local/start.ts';
import { load } from './local/load.ts';
import { removeData, start, variantOf, type Server, type Variant } from './local/server.ts';
import { onEnd } from '../tools/on-end.ts';
import { median } from './median.ts';

/**
 * What the local server takes: `npm start` the first time and again, beside DynamoDB Local alone; requests a second, in
 * bursts; and the memory of its process, while more requests are answered. With --against, the one of a commit runs beside it, and
 * they take turns: a machine that others use too is now fast, now slow, so each ratio is one of a round, and the middle is told.
 */
const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '10' },
    requests: { type: 'string', default: '300' },
    memory: { type: 'string', default: '2000' },
    clients: { type: 'string', default: '16' },
    against: { type: 'string' },
  },
});
const [turns, rounds] = [Number(values.turns), Number(values.rounds)];
const [requests, clients] = [Number(values.requests), Number(values.clients)];
const ROOT = path.join(import.meta.dirname, '..');
const LOOKS = 4;

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
  await fetch(local.endpoint);
  const took = performance.now() - begun;
  await local.stop();
  return took;
}

async function firstStart(variant: Variant): Promise<Found> {
  const server = await start(variant);
  await server.stop();
  return { cold: server.tookMs, warm: [], rate: [], memory: [] };
}

/** A start with nothing to build, ms. */
async function startAgain(variant: Variant): Promise<number> {
  const server = await start(variant);
  await server.stop();
  return server.tookMs;
}

/** All of them answer bursts in turns. Then each answers more, for its memory. */
async function answer(found: ReadonlyMap<Variant, Found>): Promise<void> {
  const servers: (readonly [Server, Found])[] = [];
  try {
    for (const [variant, figures] of found) servers.push([await start(variant), figures]);
    // What is loaded and compiled at the first request of its kind.
    for (const [server] of servers) await load(server, clients, 2 * requests);
    for (let round = 1; round <= rounds; round += 1)
      for (const [server, { rate }] of servers) rate.push(await load(server, clients, requests));
    for (const [server, { memory }] of servers) {
      memory.push(server.residentMb());
      for (let look = 2; look <= LOOKS; look += 1) {
        await load(server, clients, Number(values.memory));
        memory.push(server.residentMb());
      }
    }
  } finally {
    for (const [server] of servers) await server.stop();
  }
}

/** The middle of what one is of the other, round by round. */
const ratio = (ones: readonly number[], others: readonly number[]): string =>
  median(ones.map((one, round) => one / (others[round] ?? NaN))).toFixed(2);

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

function print(found: ReadonlyMap<Variant, Found>, alone: readonly number[]): void {
  console.log(`DynamoDB Local alone starts in ${seconds(median(alone))} s; ${clients} clients, ${requests} in a burst`);
  console.log(`npm start          first s   again s   × database   requests/s   × first row   MB as requests go on`);
  const [first] = found.values();
  for (const [{ name }, { cold, warm, rate, memory }] of found) {
    const figures = [
      seconds(cold).padStart(9),
      seconds(median(warm)).padStart(10),
      ratio(warm, alone).padStart(13),
      median(rate).toFixed(0).padStart(13),
      ratio(rate, first?.rate ?? rate).padStart(14),
      `   ${memory.map((mb) => mb.toFixed(0)).join(' ')}`,
    ];
    console.log(`${name.padEnd(17)}${figures.join('')}`);
  }
}

async function compare(variants: readonly Variant[]): Promise<void> {
  try {
    const found = new Map<Variant, Found>();
    for (const variant of variants) found.set(variant, await firstStart(variant));
    const alone: number[] = [];
    for (let turn = 1; turn <= turns; turn += 1) {
      alone.push(await databaseAlone());
      for (const [variant, { warm }] of found) warm.push(await startAgain(variant));
    }
    await answer(found);
    print(found, alone);
  } finally {
    variants.forEach(removeData);
  }
}

onEnd(() => process.exit(1));
const now = variantOf('now', ROOT);
if (values.against === undefined) await compare([now]);
else await atCommit(ROOT, values.against, (tree) => compare([variantOf(String(values.against), tree), now]));
