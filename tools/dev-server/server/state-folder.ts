import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord, readAs } from '../../json.ts';
import { codeOf, messageOf } from '../../../lib/thrown.ts';
import { PlainError } from '../../plain-error.ts';

/** What a running dev server tells about itself, in `server.json` of the tenant's state folder. */
export interface ServerInfo {
  pid: number;
  port: number;
  /** The Tenant URL, ending in /scim/v2. */
  url: string;
  tenant: string;
  tableName: string;
  dynamodbEndpoint: string;
  region: string;
  /** Function names by what they are for, as in `{ purge: "…" }`. */
  functions: Record<string, string>;
  /** Stands in for EventBridge and SQS. */
  servicesEndpoint: string;
  /** Of this start: what the clock, Lambda's Invoke API and the services demand. */
  key: string;
  /** What the table's own requests are signed with: DynamoDB Local keeps a database for each key. */
  dynamodbKey: string;
  eventBusName: string;
  eventDeadLettersUrl: string;
}

/** Whether it is what a running dev server of this version tells about itself. */
export const isServerInfo = (value: unknown): value is ServerInfo =>
  isRecord(value) &&
  typeof value['pid'] === 'number' &&
  typeof value['port'] === 'number' &&
  typeof value['key'] === 'string' &&
  isRecord(value['functions']);

/**
 * Where local data of a tenant is kept: `.local/<tenant>`, below $SCIM_LOCAL_DIR if that is set.
 */
export function stateFolder(tenant: string): string {
  return path.resolve(process.env['SCIM_LOCAL_DIR'] || '.local', tenant);
}

/**
 * Makes the state folder this process's own until `release`. Throws PlainError while another live
 * dev server has it: two DynamoDB Local on the same files would destroy them.
 */
export function claimStateFolder(folder: string): { release: () => void } {
  const lock = path.join(folder, 'lock');
  makeFolder(folder);
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return {
        release: () => {
          rmSync(path.join(folder, 'server.json'), { force: true });
          rmSync(lock, { force: true });
        },
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw cannotWrite(folder, error);
      const pid = Number(readFileSync(lock, 'utf8'));
      if (isDevServer(pid)) {
        throw new PlainError(
          `a dev server (process ${pid}) already uses ${folder}: stop it, or start this one for another --tenant`,
        );
      }
      rmSync(lock, { force: true });
    }
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

const cannotWrite = (folder: string, cause: unknown): PlainError =>
  new PlainError(
    `cannot write to ${folder} (${messageOf(cause)}): set SCIM_LOCAL_DIR to a folder that can be written to`,
    { cause },
  );

/** Tells the command-line tool where this server is, and nobody else on this machine: its keys are in it. */
export function writeServerInfo(folder: string, info: ServerInfo): void {
  const file = path.join(folder, 'server.json');
  // What is left of a server that was killed may be readable for others.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(info, null, 2)}\n`, { mode: 0o600 });
}

/** The dev server that runs for a tenant now; undefined when there is none. */
export function readServerInfo(tenant: string): ServerInfo | undefined {
  try {
    const info = readAs(path.join(stateFolder(tenant), 'server.json'), isServerInfo);
    return isDevServer(info.pid) ? info : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A process id is used again after a while (in a container at once), so where the system tells, we
 * look what it runs.
 */
function isDevServer(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dev-server');
  } catch {
    return true;
  }
}
