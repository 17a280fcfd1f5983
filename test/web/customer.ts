import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startLocalTenant, type LocalTenant } from '../support/local-tenant.ts';
import { runCli } from '../support/run-cli.ts';
import { projectWith } from '../support/synthesized.ts';

/** A vendor's tenant on this machine, whose time the test moves. */
export interface Customer {
  readonly tenant: LocalTenant;
  /** The setup link that the vendor has sent. */
  readonly link: string;
  /** Epoch milliseconds. */
  readonly now: () => Promise<number>;
  /** Time passes, for the tenant and for whoever looks at the page; what is due by then is done. */
  readonly pass: (minutes: number, page?: Page) => Promise<void>;
  /** The vendor deploys another tenant file, at the same address. */
  readonly deploy: (file: object) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startCustomer(file: object): Promise<Customer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'customer-'));
  const start = async (settings: object, again: boolean, ...flags: string[]): Promise<LocalTenant> =>
    startLocalTenant({
      project: await projectWith(folder, settings),
      folder,
      again,
      flags: ['--no-throttle', ...flags],
    });
  const clock = async (...words: string[]): Promise<number> => {
    const { code, stdout, stderr } = await runCli(folder, ['clock', '--json', ...words]);
    if (code !== 0) throw new Error(stderr);
    return Date.parse((JSON.parse(stdout) as { now: string }).now);
  };
  let tenant = await start(file, false);
  const [, printed = ''] = await tenant.server.printed(/^Setup page:\s+(\S+)$/m);
  // What is printed leads to the link while this server runs; the link itself stays.
  const { headers } = await fetch(printed, { redirect: 'manual' });
  const link = new URL(headers.get('location') ?? '', printed).href;
  const { port } = new URL(tenant.url);
  return {
    get tenant() {
      return tenant;
    },
    link,
    now: () => clock(),
    pass: async (minutes, page) => {
      await clock('--forward', `${minutes}m`);
      await page?.clock.fastForward(minutes * 60_000);
    },
    deploy: async (settings) => {
      const now = await clock();
      await tenant.stop();
      tenant = await start(settings, true, '--port', port, '--clock', new Date(now).toISOString());
    },
    stop: async () => {
      await tenant.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
