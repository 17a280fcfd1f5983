import path from 'node:path';
import { buildWeb } from '../../lib/web-build.ts';
import { startConsole, type Console } from '../../tools/cli/console/server.ts';
import { openTenants } from '../../tools/cli/console/tenants.ts';
import { findTarget } from '../../tools/cli/target/target.ts';
import { PlainError } from '../../tools/plain-error.ts';
import { startLocalTenant, type LocalTenant } from '../support/local-tenant.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');

/** A tenant on this machine, and the console of it and of another one that nobody can reach. */
export interface ConsoleStage {
  readonly tenant: LocalTenant;
  readonly served: Console;
  /** A SCIM request; answers the body. */
  readonly send: (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;
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
  return {
    tenant,
    served,
    send: async (method, route, body) => {
      const answer = await fetch(`${tenant.url}${route}`, {
        method,
        headers: { Authorization: `Bearer ${tenant.token}`, 'Content-Type': 'application/scim+json' },
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
