import { parseArgs } from 'node:util';
import { PlainError } from '../tools/plain-error.ts';
import { build } from './peers/build.ts';
import { coldStart } from './peers/cold.ts';
import type { Contender } from './peers/contenders.ts';
import { settle, type Home, type Opened } from './peers/databases.ts';
import { floor, ours, PEERS } from './peers/entrants.ts';
import { grow, GROWING, type Grown, type Growing } from './peers/grow.ts';
import { median } from './median.ts';
import { play, record, type Lives, type Taken } from './peers/play.ts';
import { printCalls, printGrowth, printProbes, printRounds, tableOf } from './peers/print.ts';
import { PROBES } from './peers/probes/all.ts';
import { askProbes } from './peers/probes/probe.ts';
import { startRecorder } from './peers/record.ts';

/**
 * Peers beside us in one run: what a request of Entra's takes of the processor, a cold start, what grows with the
 * directory, and what each of them does and does not do, found by asking. docs/performance.md says what is compared.
 */
const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    rounds: { ...text, default: '3' },
    /** People whose lives are played in a round. */
    users: { ...text, default: '40' },
    /** Users of the large directory, which is held against one of 100. */
    largest: { ...text, default: '20000' },
    /** Cold starts of each. */
    starts: { ...text, default: '5' },
    /** Their names, with commas between. */
    peers: { ...text, default: PEERS.map(({ name }) => name).join() },
  },
});
const SMALL = 100;
const CONCURRENCIES = [1, 16];

type Counted = 'rounds' | 'users' | 'largest' | 'starts';
function count(name: Counted, least = 1): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  throw new PlainError(`--${name} is "${values[name]}"; allowed: a whole number from ${least}`);
}

function chosen(): readonly Contender[] {
  const names = values.peers.split(',');
  const unknown = names.find((name) => !PEERS.some((peer) => peer.name === name));
  if (unknown === undefined) return PEERS.filter(({ name }) => names.includes(name));
  throw new PlainError(`--peers has "${unknown}"; allowed: ${PEERS.map(({ name }) => name).join(', ')}`);
}

/** A contender that takes part: where it lives, what it was seen to do, and it on a database. */
interface Entered {
  readonly home: Home;
  readonly lives: Lives;
  readonly opened: Opened;
}

/** What each contender was seen to do for each step, through a proxy: in a database of its own, and not measured. */
async function watch(home: Home): Promise<Lives> {
  const recorder = await startRecorder(home.endpoint);
  const { running } = await home.open(recorder.endpoint);
  const lives = await record(running, recorder);
  await running.stop();
  recorder.stop();
  return lives;
}

/** Whoever cannot be had here is left out, and said so. */
async function enter(contender: Contender): Promise<Entered[]> {
  try {
    const home = await settle(contender);
    homes.push(home);
    return [{ home, lives: await watch(home), opened: await home.open() }];
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    console.log(`${contender.name} is left out: ${error.message}`);
    return [];
  }
}

/** The contenders one after the other, another one first each time. */
const inTurn = <Each>(all: readonly Each[], round: number): Each[] => [
  ...all.slice(round % all.length),
  ...all.slice(0, round % all.length),
];

async function playRounds(entered: readonly Entered[], rounds: number, users: number): Promise<void> {
  const none = (): Map<string, Map<string, Taken>[]> => new Map(entered.map(({ home }) => [home.contender.name, []]));
  const played = new Map(CONCURRENCIES.map((concurrency) => [concurrency, none()]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [concurrency, byName] of played) {
      for (const { home, opened } of inTurn(entered, round)) {
        const taken = await play(opened.running, users, concurrency);
        // The first round warms up.
        if (round > 0) byName.get(home.contender.name)?.push(taken);
      }
    }
  }
  for (const [concurrency, byName] of played) console.log(`\n${printRounds(byName, concurrency)}`);
}

async function startCold(entered: readonly Entered[], starts: number): Promise<void> {
  const found = new Map<string, number[]>(entered.map(({ home }) => [home.contender.name, []]));
  for (let start = 0; start < starts; start += 1) {
    for (const { home, opened } of inTurn(entered, start)) {
      found.get(home.contender.name)?.push(await coldStart(home, opened));
    }
  }
  const cells = [...found.values()].map((times) => median(times).toFixed(0));
  console.log(`\n${tableOf(['cold start', ...found.keys()], [['from process to answer, ms', ...cells]])}`);
}

async function growAll(entered: readonly Entered[], largest: number): Promise<void> {
  const found = new Map<string, Map<number, Map<Growing, Grown>>>();
  for (const { home } of entered) {
    const bySize = new Map<number, Map<Growing, Grown>>();
    for (const size of [SMALL, largest]) bySize.set(size, await grow(home, size));
    found.set(home.contender.name, bySize);
  }
  console.log(`\n${printGrowth(found, GROWING)}`);
}

async function probeAll(entered: readonly Entered[]): Promise<void> {
  const asks = new Map(entered.map(({ home, opened }) => [home.contender.name, opened.running.ask]));
  const hosted = new Set(entered.flatMap(({ home: { contender } }) => (contender.isHosted ? [contender.name] : [])));
  for (const [subject, probes] of Object.entries(PROBES)) {
    console.log(`\n${printProbes(subject, await askProbes(probes, asks), hosted)}`);
  }
}

function printWatched(entered: readonly Entered[]): void {
  for (const { home } of entered) console.log(`${home.contender.name}: ${home.contender.about}`);
  const calls = entered.map(({ home, lives }) => {
    const counts = [...lives.steps].map(([step, recorded]) => [step, recorded.calls.length] as const);
    return [home.contender.name, new Map(counts)] as const;
  });
  console.log(`\n${printCalls(new Map(calls))}`);
}

const homes: Home[] = [];

async function compare(): Promise<void> {
  const [rounds, users, starts, largest] = [count('rounds'), count('users'), count('starts'), count('largest', SMALL)];
  const peers = chosen();
  const made = build();
  process.once('exit', made.remove);
  process.once('SIGINT', () => process.exit(130));
  const [own] = await enter(ours(made));
  if (!own) throw new PlainError('without our own function there is nothing to compare peers with');
  const entered = [own];
  for (const contender of [floor(made, own.lives), ...peers]) entered.push(...(await enter(contender)));
  printWatched(entered);
  await playRounds(entered, rounds, users);
  await startCold(entered, starts);
  const asked = entered.filter(({ home }) => home.contender.fillTable);
  await growAll(asked, largest);
  await probeAll(asked);
}

try {
  await compare();
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const home of homes) await home.stop();
}
