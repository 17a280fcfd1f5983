import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../tools/port.ts';
import type { Target } from './load.ts';

/** A project whose server is started again and again on the same data. */
export interface Variant {
  readonly name: string;
  readonly tree: string;
  readonly data: string;
}

/** A server that has said where it is. */
export interface Server extends Target {
  /** From the start of npm to the last token, ms. */
  readonly tookMs: number;
  /** What the server's process holds in memory, in MB. */
  readonly residentMb: () => number;
  readonly stop: () => Promise<void>;
}

export const variantOf = (name: string, tree: string): Variant => ({
  name,
  tree,
  data: mkdtempSync(path.join(tmpdir(), 'bench-local-')),
});

export const removeData = ({ data }: Variant): void => rmSync(data, { recursive: true, force: true });

/** `npm start`, as somebody types it. */
export async function start({ name, tree, data }: Variant): Promise<Server> {
  const port = await freePort();
  const begun = performance.now();
  const words = ['start', '--', '--port', String(port), '--no-throttle'];
  const npm = spawn('npm', words, {
    cwd: tree,
    // A group of its own, which ends as one.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SCIM_LOCAL_DIR: data, DYNAMODB_ENDPOINT: '', SCIM_TOKEN: '', NODE_OPTIONS: '' },
  });
  const end = (): void => void (npm.pid !== undefined && process.kill(-npm.pid, 'SIGTERM'));
  process.once('exit', end);
  const printed = createInterface({ input: npm.stdout });
  const closed = once(printed, 'close');
  const told = Promise.withResolvers<string>();
  let all = '';
  printed.on('line', (line) => {
    all += `${line}\n`;
    const [, token] = /^Secret token:\s+(\S+)$/m.exec(all) ?? [];
    if (token !== undefined) told.resolve(token);
  });
  void closed.then(() => told.reject(new Error(`${name}: npm start ended: ${all}`)));
  const token = await told.promise;
  const tookMs = performance.now() - begun;
  return {
    url: `http://127.0.0.1:${port}/scim/v2`,
    token,
    tookMs,
    residentMb: () => residentMb(port),
    stop: async () => {
      process.off('exit', end);
      end();
      await closed;
    },
  };
}

/** The process whose words name the port and the server's program: neither npm nor a shell. */
function residentMb(port: number): number {
  const listed = execFileSync('ps', ['-A', '-ww', '-o', 'rss=,args='], { encoding: 'utf8' });
  const own = listed.split('\n').find((line) => /^\s*\d+\s+\S*node\b/.test(line) && line.includes(`--port ${port}`));
  return Number.parseInt(own ?? '', 10) / 1024;
}
