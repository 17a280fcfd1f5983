import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode, type Running } from './run-node.ts';
import { synthesizedProject } from './synthesized.ts';
import { workerDatabase } from './worker-database.ts';

/** A tenant that runs on this machine, in a process of its own: the command line would not believe one that runs in its own process. */
export interface LocalTenant {
  readonly server: Running;
  /** SCIM_LOCAL_DIR of whatever is to find it. */
  readonly folder: string;
  /** The Tenant URL, and the secret token. */
  readonly url: string;
  readonly token: string;
  readonly directoryUrl: string;
  readonly directoryToken: string;
  readonly eventsFile: string;
  readonly stop: () => Promise<void>;
}

export interface LocalTenantOptions {
  /** The folder with cdk.json and tenants/ (default: the tenant demo of this repository, synthesized once in a test run). */
  readonly project?: string;
  readonly tenant?: string;
  /** Where the server keeps its state, for one that is started again (default: a folder of its own, deleted at the end). */
  readonly folder?: string;
  /** Goes on with the table that the start before left. */
  readonly again?: boolean;
  /** More for the dev server, as in --no-throttle. */
  readonly flags?: readonly string[];
}

export async function startLocalTenant(options: LocalTenantOptions = {}): Promise<LocalTenant> {
  const { project = await synthesizedProject(), tenant = 'demo', again = false, flags = [] } = options;
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'local-tenant-'));
  const args = ['--port', '0', '--tenant', tenant, ...(again ? [] : ['--memory']), ...flags];
  const server = runNode('tools/dev-server/main.ts', args, {
    cwd: project,
    env: { SCIM_LOCAL_DIR: folder, DYNAMODB_ENDPOINT: await workerDatabase() },
  });
  const printed = async (pattern: RegExp): Promise<string> => (await server.printed(pattern))[1] ?? '';
  return {
    server,
    folder,
    url: await printed(/^Tenant URL:\s+(\S+)$/m),
    token: await printed(/^Secret token:\s+(\S+)$/m),
    directoryUrl: await printed(/^Directory:\s+(\S+)$/m),
    directoryToken: await printed(/^Directory token:\s+(\S+)$/m),
    eventsFile: path.join(folder, tenant, 'events.log'),
    stop: async () => {
      server.child.kill('SIGTERM');
      await server.exit;
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
