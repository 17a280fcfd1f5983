import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Somebody who runs the commands of README one after the other. */
export interface Reader {
  /** Runs a command and answers what it printed. What serves goes on in the background once it has said all. */
  run(command: string): Promise<string>;
  stop(): Promise<void>;
}

/** What serves until it is stopped, and what it has printed when it has said all. */
const SERVES: Readonly<Record<string, RegExp>> = {
  'npm start': /^ +server\.json /m,
  'npm run scim -- console': /^http:.*#.*$/m,
};

/**
 * On a free port, with a folder of their own for data, and with the tokens that `npm start` printed
 * in the place of README's, and with a database that `npm start` starts.
 */
export async function createReader(): Promise<Reader> {
  const folder = mkdtempSync(path.join(tmpdir(), 'readme-'));
  const env = {
    ...process.env,
    SCIM_LOCAL_DIR: folder,
    DYNAMODB_ENDPOINT: '',
    SCIM_TOKEN: '',
    NODE_OPTIONS: '',
  };
  const port = await freePort();
  const values = new Map<string, string>();
  const servers: ChildProcess[] = [];

  // A group of its own: npm, its shell and the server end together.
  const shell = (command: string) => {
    const child = spawn('sh', ['-c', command], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    return { child, ended: once(child, 'close') };
  };

  const start = async (command: string, last: RegExp): Promise<string> => {
    const { child, ended } = shell(`${command}${command === 'npm start' ? ` -- --port ${port}` : ''} 2>&1`);
    servers.push(child);
    const printed = await printedUntil(child, last, ended);
    for (const [, name = '', value = ''] of printed.matchAll(/^(\w+ token):\s+(\S+)$/gm))
      values.set(`<${name.toLowerCase()}>`, value);
    return printed;
  };

  const runOnce = async (command: string): Promise<string> => {
    const { child, ended } = shell(filledIn(command, port, values));
    const printed = printedBy(child);
    await ended;
    if (child.exitCode !== 0) throw new Error(`${command} ended with ${child.exitCode}: ${printed.all}`);
    return printed.stdout;
  };

  return {
    run: (command) => {
      const last = SERVES[command];
      return last === undefined ? runOnce(command) : start(command, last);
    },
    stop: async () => {
      for (const server of servers.toReversed()) {
        if (server.pid === undefined || server.exitCode !== null) continue;
        process.kill(-server.pid, 'SIGTERM');
        await once(server, 'close');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const filledIn = (command: string, port: number, values: ReadonlyMap<string, string>): string =>
  [...values].reduce(
    (text, [name, value]) => text.replaceAll(name, value),
    command.replaceAll('127.0.0.1:8787', `127.0.0.1:${port}`),
  );

function printedBy(child: ChildProcess): { stdout: string; all: string } {
  const printed = { stdout: '', all: '' };
  child.stdout?.on('data', (chunk) => {
    printed.stdout += String(chunk);
    printed.all += String(chunk);
  });
  child.stderr?.on('data', (chunk) => (printed.all += String(chunk)));
  return printed;
}

function printedUntil(child: ChildProcess, last: RegExp, ended: Promise<unknown>): Promise<string> {
  const printed = printedBy(child);
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (last.test(printed.stdout)) resolve(printed.stdout);
    });
    void ended.then(() => reject(new Error(`it ended: ${printed.all}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
