import path from 'node:path';
import type { Command } from 'commander';
import { buildWeb } from '../../../lib/web-build.ts';
import { readServerInfo } from '../../dev-server/server/state-folder.ts';
import { startConsole } from '../console/server.ts';
import { namesOfTenants, openTenants, whereTenantsAre } from '../console/tenants.ts';
import { toTenant, toWholeNumber } from '../input/arguments.ts';
import { tell } from '../output/width.ts';
import { profileOf } from '../target/aws.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');

/** Adds `scim console`. */
export function addConsoleCommand(program: Command): void {
  program
    .command('console')
    .description('Serve pages for what these commands do, on this machine and to you only, until Ctrl-C.')
    .option('--tenant <name>', 'one tenant (default: all that have a file in tenants/)', toTenant)
    .option('--port <number>', 'where to serve them (default: any that is free)', toWholeNumber('ports', 0, 65_535), 0)
    .addHelpText(
      'after',
      '\nEach tenant is reached as the other commands reach it: the dev server if one runs for it, otherwise AWS.',
    )
    .action(serve);
}

async function serve({ tenant, port }: { tenant?: string; port: number }): Promise<void> {
  const names = tenant === undefined ? namesOfTenants(path.resolve('tenants')) : [tenant];
  const files = buildWeb(ROOT, 'console');
  const { url, stop } = await startConsole({ tenants: openTenants(names), files, port });
  const here = names.filter((name) => readServerInfo(name) !== undefined);
  tell(`the console of ${whereTenantsAre(names, here, profileOf())}; Ctrl-C ends it. Open:`);
  console.log(url);
  await interrupted();
  await stop();
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
