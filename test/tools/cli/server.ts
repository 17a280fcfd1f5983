import { runCli, type Ended } from '../../support/run-cli.ts';
import { startLocalTenant, type LocalTenant, type LocalTenantOptions } from '../../support/local-tenant.ts';

/** A tenant on this machine, and the operator's program beside it. */
export interface CliTest extends LocalTenant {
  scim(...args: string[]): Promise<Ended>;
  /** The same with --json: what it printed. */
  json<T>(...args: string[]): Promise<T>;
}

export async function startCliTest(options: LocalTenantOptions = {}): Promise<CliTest> {
  const local = await startLocalTenant(options);
  const { tenant = 'demo' } = options;
  const scim: CliTest['scim'] = (...words) =>
    runCli(local.folder, tenant === 'demo' ? words : [...words, '--tenant', tenant]);
  return {
    ...local,
    scim,
    json: async <T>(...args: string[]) => {
      const { code, stdout, stderr } = await scim(...args, '--json');
      if (code !== 0) throw new Error(`scim ${args.join(' ')} ended with ${code}: ${stderr}`);
      expect(stdout.trim().split('\n')).toHaveLength(1);
      return JSON.parse(stdout) as T;
    },
  };
}
