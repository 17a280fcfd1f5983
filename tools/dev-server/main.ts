import { onEnd } from '../on-end.ts';
import { PlainError } from '../plain-error.ts';
import { readOptions } from './server/options.ts';
import type { DevServer } from './server/host.ts';
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

try {
  const options = readOptions(process.argv.slice(2), process.env);
  const project = process.cwd();
  checkTenant(project, options.tenant);
  progress(`starting tenant ${options.tenant}`);
  // Loaded only now: what is said comes first.
  const { startDevServer } = await import('./server/dev-server.ts');
  starting = startDevServer(options, { project, report, progress });
  const server = await starting;
  const { banner } = await import('./banner.ts');
  progress('ready');
  console.log(banner(options, server));
} catch (error) {
  if (!stopping) fail(error);
}
