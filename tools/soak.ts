// Entra's cycles for a long time, against a tenant on this machine whose DynamoDB is as hard as
// AWS's and fails, and whose functions die at work: npm run test:soak -- --minutes 30
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { changeCompany } from '../simulator/company/changes.ts';
import { generateCompany } from '../simulator/company/generate.ts';
import { createGroupChecker } from '../simulator/cycles/check-groups.ts';
import { createProvisioner, type CycleReport } from '../simulator/cycles/provisioner.ts';
import { formatRefusals } from '../simulator/cycles/report.ts';
import { DIALECTS } from '../simulator/dialect/dialect.ts';
import { customizeMappings } from '../simulator/dialect/mapping.ts';
import { startDynamoDbLocal } from './dynamodb-local/start.ts';
import { freePort } from './port.ts';
import { isServerInfo } from './dev-server/server/state-folder.ts';
import { readAs } from './json.ts';
import { CONTROL_HEADER } from './hard-dynamodb/control-api.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    minutes: { ...text, default: '30' },
    users: { ...text, default: '300' },
    kills: { ...text, default: '6' },
    /** Requests a second, on the average. */
    rate: { ...text, default: '25' },
  },
});
const end = Date.now() + Number(values.minutes) * 60_000;
/** One call of a hundred to DynamoDB goes wrong. */
const FAULTS = [
  { kind: 'throttle', rate: 0.003 },
  { kind: 'error', rate: 0.002 },
  { kind: 'conflict', rate: 0.002 },
  { kind: 'lost', rate: 0.001 },
  { kind: 'reset', rate: 0.001 },
  { kind: 'errorAfter', rate: 0.001 },
];
/** What a client sees of a function that died. */
const DIED = new Set([500, 502, 504]);
type Refused = CycleReport['refused'][number];

/** Whom or what a request is about, without its query. */
const aboutOf = ({ request }: Refused): string => request.url.split('?', 1)[0] ?? '';
const isDelete = ({ kind }: Refused): boolean => kind === 'delete' || kind === 'delete group';
/** Of whose DELETE nobody knows whether it was done: its function died. */
const unknown = new Set<string>();
/** What was deleted is deleted again; or it came back before that, and Entra goes on with the old id (InvalidAnchor). */
const isGone = (refused: Refused): boolean =>
  refused.answer.status === 404 && (isDelete(refused) || unknown.has(aboutOf(refused)));
/**
 * People are given account names that others gave up in the same cycle: whoever comes first, or where the
 * other request died, waits for the next one. At the end nobody may.
 */
const isNameInUse = (kind: string, status: number): boolean => kind === 'match' || status === 409;
/** Cycles at the end, within which everybody has to be as in Entra. */
const LAST_CYCLES = 5;

const folder = mkdtempSync(path.join(tmpdir(), 'scim-soak-'));
const dynamodb = await startDynamoDbLocal({ heapMb: 2048 });
const port = await freePort();
const env = { ...process.env, SCIM_LOCAL_DIR: folder, DYNAMODB_ENDPOINT: dynamodb.endpoint };

interface Server {
  readonly pid: number | undefined;
  /** What stands behind a label that the server prints. */
  readonly printed: (label: RegExp) => string;
  readonly stop: () => Promise<void>;
}

/** Starts `npm start` with these flags on the table as it is, and waits until it is ready. */
async function startServer(flags: readonly string[]): Promise<Server> {
  const words = ['--import', './tools/keep-compiled.mjs', 'tools/dev-server/main.ts', '--port', String(port), ...flags];
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const lines: string[] = [];
  const ready = flags.includes('--hard') ? /its controls are at/ : /^Directory token:/;
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (ready.test(line)) break;
  }
  child.stdout.resume();
  return {
    pid: child.pid,
    printed: (label) => label.exec(lines.join('\n'))?.[1] ?? '',
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

let server = await startServer(['--no-throttle', '--hard', '--kills', values.kills]);
const url = server.printed(/^Tenant URL:\s+(\S+)$/m);
const token = server.printed(/^Secret token:\s+(\S+)$/m);
const control = async (body: object): Promise<void> => {
  const answer = await fetch(server.printed(/its controls are at (\S+)$/m), {
    method: 'POST',
    headers: { [CONTROL_HEADER]: readAs(path.join(folder, 'demo', 'server.json'), isServerInfo).key },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
};

const residentMb = (): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.pid)], { encoding: 'utf8' })) / 1024;
const memory: number[] = [];

const mappings = customizeMappings([]);
const provisioner = createProvisioner({
  url,
  token,
  dialect: DIALECTS.classic,
  mappings,
  concurrency: 8,
  managerCheck: true,
});
const checkGroups = createGroupChecker({ url, token }, (objectId) => provisioner.targetIdOf(objectId));
const totals = { cycles: 0, requests: 0, again: 0, died: 0, waited: 0, lost: 0 };
const wrong: CycleReport['refused'] = [];

/** Plays a cycle. What died is Entra's to try again; anything else that was refused is a fault. */
async function cycle(company: typeof start, scope: 'full' | 'changed'): Promise<number> {
  const until = Date.now();
  const { requests, refused } = await provisioner.runCycle('cycle', company, scope);
  await delay(Math.max(0, until + (requests.length / Number(values.rate)) * 1_000 - Date.now()));
  const died = refused.filter(({ answer }) => DIED.has(answer.status));
  for (const each of died) if (isDelete(each)) unknown.add(aboutOf(each));
  const refusals = refused.filter((each) => !DIED.has(each.answer.status) && !isGone(each));
  const waiting = refusals.filter(({ kind, answer }) => isNameInUse(kind, answer.status));
  wrong.push(...refusals.filter((each) => !waiting.includes(each)));
  totals.cycles += 1;
  totals.requests += requests.length;
  totals.again += requests.filter(({ retried }) => retried).length;
  totals.died += died.length;
  totals.waited += waiting.length;
  // What Microsoft has an admin do about whom and what Entra knows by an id that is gone.
  const lost = new Set(refused.filter((each) => !isDelete(each) && isGone(each)).map(aboutOf));
  for (const about of lost) provisioner.forgetLink(path.posix.basename(about));
  totals.lost += lost.size;
  memory.push(residentMb());
  return refused.length;
}

const begun = Date.now();
const start = generateCompany({ users: Number(values.users), seed: 'soak', domain: 'soak.example' });
/** People leave, come, and change; back at the start they return. */
const changed = changeCompany(start, 'soak').company;
let company = start;
try {
  await control({ faults: FAULTS });
  await provisioner.probe();
  await cycle(company, 'full');
  for (let seed = 0; Date.now() < end; seed += 1) {
    company = seed % 2 === 0 ? changed : start;
    await cycle(company, seed % 8 === 7 ? 'full' : 'changed');
  }
  const seconds = (Date.now() - begun) / 1000;
  const half = Math.ceil(memory.length / 2);
  const halves = [memory.slice(0, half), memory.slice(-half)].map((each) => `${Math.max(...each).toFixed(0)} MB`);
  // The machine is a good one from here on, and what it tells is what was kept.
  await server.stop();
  server = await startServer(['--no-throttle']);
  let left = 1;
  for (let last = 0; left > 0 && last < LAST_CYCLES; last += 1) left = await cycle(company, 'full');
  wrong.push(...(await checkGroups(company)));
  console.log(
    `${(seconds / 60).toFixed(0)} minutes, ${totals.cycles} cycles, ${totals.requests} requests (${(totals.requests / seconds).toFixed(0)} a second), ` +
      `${totals.again} sent again after 429 or 503, ${totals.died} answered 5xx because a function died, ${totals.waited} waited for a name of somebody else's, ` +
      `${totals.lost} came back whose DELETE had lost its answer and were linked again`,
  );
  console.log(`memory of the server, most in the first half and in the second: ${halves.join(', ')}`);
  console.log(`wrong answers, and what differs at the end: ${wrong.length + left}`);
  if (wrong.length > 0) console.log(formatRefusals(wrong, 20));
  const check = spawn(process.execPath, ['tools/cli/main.ts', 'check'], {
    env,
    stdio: 'inherit',
  });
  await once(check, 'exit');
  process.exitCode = wrong.length + left > 0 ? 1 : (check.exitCode ?? 1);
} finally {
  await server.stop();
  await dynamodb.stop();
  rmSync(folder, { recursive: true, force: true });
}
