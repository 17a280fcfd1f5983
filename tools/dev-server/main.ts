import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { onEnd } from '../on-end.ts';
import { PlainError } from '../plain-error.ts';
import { readOptions } from './server/options.ts';
import type { DevServer } from './server/host.ts';
import { stateFolder } from './server/state-folder.ts';
import { checkTenant } from './template/project.ts';

// Lambda's clock is UTC. Must be set before the worker threads start.
process.env['TZ'] = 'UTC';

const report = (message: string): void => console.error(`${new Date().toTimeString().slice(0, 8)} ${message}`);
const fail = (error: unknown): never => {
  console.error(error instanceof PlainError ? error.message : error);
  process.exit(1);
};
/** By the time since this process was started. */
const progress = (message: string): void =>
  console.log(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${message}`);

let starting: Promise<DevServer> | undefined;
let stopping = false;

/**
 * Ctrl-C, also while still starting. A second one does not wait: DynamoDB Local ends with this
 * process anyway.
 */
async function stop(isAgain: boolean): Promise<void> {
  if (isAgain) process.exit(1);
  if (stopping) return;
  stopping = true;
  const server = await starting?.catch(() => undefined);
  await server?.stop();
  process.exit(0);
}
onEnd((isAgain) => void stop(isAgain));

/** Keeps what code compiles to, for the next start and for the functions: half of what loading takes. */
function keepCompiled(folder: string): void {
  process.env['NODE_COMPILE_CACHE'] ||= path.join(folder, 'compiled');
  enableCompileCache(process.env['NODE_COMPILE_CACHE']);
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  const project = process.cwd();
  checkTenant(project, options.tenant);
  progress(`starting tenant ${options.tenant}`);
  keepCompiled(stateFolder(options.tenant));
  // Loaded only now: what is said comes first.
  const [{ startDevServer }, { banner }] = await Promise.all([import('./server/dev-server.ts'), import('./banner.ts')]);
  starting = startDevServer(options, { project, report, progress });
  const server = await starting;
  progress('ready');
  console.log(banner(options, server));
} catch (error) {
  if (!stopping) fail(error);
}
