import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from '../../support/run-node.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');

/** A tenant on this machine, and the operator's program beside it. */
export interface CliTest {
  /** The Tenant URL. */
  readonly url: string;
  /** The secret token. */
  readonly token: string;
  scim(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** The same with --json: what it printed. */
  json<T>(...args: string[]): Promise<T>;
  stop(): Promise<void>;
}

export interface CliTestOptions {
  /** The folder with cdk.json and tenants/ (default: this repository). */
  readonly project?: string;
  readonly tenant?: string;
  /** Where the server keeps its data, for one that is started again (default: nowhere). */
  readonly folder?: string;
}

export async function startCliTest({
  project = ROOT,
  tenant = 'demo',
  ...kept
}: CliTestOptions = {}): Promise<CliTest> {
  const folder = kept.folder ?? mkdtempSync(path.join(tmpdir(), 'cli-test-'));
  const env = { SCIM_LOCAL_DIR: folder };
  const memory = kept.folder === undefined ? ['--memory'] : [];
  const args = ['--port', '0', '--tenant', tenant, ...memory];
  const server = runNode('tools/dev-server/main.ts', args, { cwd: project, env });
  const [, url = ''] = await server.printed(/^Tenant URL:\s+(\S+)$/m);
  const [, token = ''] = await server.printed(/^Secret token:\s+(\S+)$/m);
  const scim: CliTest['scim'] = async (...words) => {
    const args = tenant === 'demo' ? words : [...words, '--tenant', tenant];
    const { exit, output } = runNode('tools/cli/main.ts', args, { cwd: ROOT, env });
    return { code: await exit, ...output };
  };
  return {
    url,
    token,
    scim,
    json: async <T>(...args: string[]) => {
      const { code, stdout, stderr } = await scim(...args, '--json');
      if (code !== 0) throw new Error(`scim ${args.join(' ')} ended with ${code}: ${stderr}`);
      expect(stdout.trim().split('\n')).toHaveLength(1);
      return JSON.parse(stdout) as T;
    },
    stop: async () => {
      server.child.kill('SIGTERM');
      await server.exit;
      if (kept.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
