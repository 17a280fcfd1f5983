import path from 'node:path';
import type { Answer, Ask, OperatorCommand } from '../../lambdas/operator/commands.ts';
import { buildWeb } from '../../lib/web-build.ts';
import { startConsole, type Console } from '../../tools/cli/console/server.ts';
import { openTenants } from '../../tools/cli/console/tenants.ts';
import { operate } from '../../tools/cli/target/functions.ts';
import { findTarget } from '../../tools/cli/target/target.ts';
import { PlainError } from '../../tools/plain-error.ts';
import { eventually } from '../support/eventually.ts';
import { startLocalTenant, type LocalTenant } from '../support/local-tenant.ts';
import { runCli } from '../support/run-cli.ts';
import { runNode } from '../support/run-node.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** A tenant on this machine, and the console of it and of another one that nobody can reach. */
export interface ConsoleStage {
  readonly tenant: LocalTenant;
  readonly served: Console;
  /** A SCIM request, by the token of the tenant or another one; answers the body. */
  readonly send: (method: string, path: string, body?: object, token?: string) => Promise<Record<string, unknown>>;
  /** What the operator function answers, once it does not refuse any more: much is written down a moment later. */
  readonly operated: <Name extends OperatorCommand>(name: Name, ask: Ask<Name>) => Promise<Answer<Name>>;
  /** The command line; answers what it printed, or throws what it said. */
  readonly scim: (...args: string[]) => Promise<string>;
  /** Has the simulator disable so many people at once that a hold keeps them. */
  readonly lose: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const unreachable = (): Promise<never> =>
  Promise.reject(
    new PlainError('tenant "absent" cannot be found in AWS: you are not signed in', {
      cause: Object.assign(new Error('no'), { name: 'CredentialsProviderError' }),
    }),
  );

/** The files of the console. */
export const consoleFiles = () => buildWeb(ROOT, 'console');

export async function startConsoleStage(): Promise<ConsoleStage> {
  const tenant = await startLocalTenant();
  process.env['SCIM_LOCAL_DIR'] = tenant.folder;
  const find = (name: string) => (name === 'demo' ? findTarget({ tenant: name }, () => undefined) : unreachable());
  const served = await startConsole({ tenants: openTenants(['absent', 'demo'], find), files: consoleFiles(), port: 0 });
  const scim = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCli(tenant.folder, args);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  return {
    tenant,
    served,
    scim,
    lose: async () => {
      const entra = runNode('simulator/main.ts', ['--url', tenant.url, '--misbehave', 'mass-deactivation'], {
        cwd: tenant.folder,
        env: { SCIM_TOKEN: tenant.token, SCIM_LOCAL_DIR: tenant.folder },
      });
      if ((await entra.exit) !== 0) throw new Error(entra.output.stderr);
      // The job that runs every hour.
      await scim('purge', '--now', '--yes');
    },
    operated: async (name, ask) => {
      const target = await find('demo');
      return eventually(() =>
        operate(target, name, ask).catch((error: unknown) => {
          if (error instanceof PlainError) return undefined;
          throw error;
        }),
      );
    },
    send: async (method, route, body, token = tenant.token) => {
      const answer = await fetch(`${tenant.url}${route}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    },
    stop: async () => {
      await served.stop();
      delete process.env['SCIM_LOCAL_DIR'];
      await tenant.stop();
    },
  };
}

/** A group named Staff that was given another name: its id, and a time before. */
export async function changedGroup({ send, operated }: ConsoleStage): Promise<[id: string, to: string]> {
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  const id = String((await send('POST', '/Groups', { schemas, displayName: 'Stuff' }))['id']);
  const to = await laterThanNow();
  await send('PUT', `/Groups/${id}`, { schemas, displayName: 'Staff' });
  await operated('group restore-to', { group: id, to, dryRun: true });
  return [id, to];
}

/** A time behind everything that happened, once it has come. */
export async function laterThanNow(): Promise<string> {
  const time = new Date(Date.now() + 1).toISOString();
  await eventually(() => (new Date().toISOString() > time ? true : undefined));
  return time;
}
