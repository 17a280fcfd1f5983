import path from 'node:path';
import { checkPort } from '../http/listen.ts';
import { buildStacks, checkTenant } from '../template/project.ts';
import { openDatabase } from './dynamodb.ts';
import type { DevServer, Host, Prepared, Stop } from './host.ts';
import type { Options } from './options.ts';
import { claimStateFolder, stateFolder } from './state-folder.ts';

/**
 * Runs a tenant of the project: synthesizes it, starts its database, its functions, its schedules
 * and its API. Throws PlainError when something is in the way that the user can mend; then nothing
 * is left running.
 */
export async function startDevServer(options: Options, host: Host): Promise<DevServer> {
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).toReversed()) await one();
  };
  try {
    const prepared = await prepare(options, host, stops);
    const { startTenant } = await import('./tenant.ts');
    return { ...(await startTenant(options, host, prepared, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All that can be found out without having loaded the AWS SDK, which takes as long as the rest of it. */
async function prepare(options: Options, host: Host, stops: Stop[]): Promise<Prepared> {
  const [{ tenant, memory }, { project, progress = () => undefined }] = [options, host];
  checkTenant(project, tenant);
  // Loaded where it is needed: it brings the library for JWTs along.
  if (options.token !== undefined) (await import('./check-token.ts')).checkToken(options.token);
  const folder = stateFolder(tenant);
  stops.push(claimStateFolder(folder).release);

  await checkPort(options.port);
  const assembly = path.join(folder, 'cdk.out');
  const failed = new AbortController();
  const { signal } = failed;
  const orAbort = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  const begun = Promise.withResolvers<void>();
  const at = { endpoint: options.dynamodbEndpoint, stateFolder: folder, memory };
  const database = orAbort(openDatabase({ ...at, progress, begun: begun.resolve })).finally(begun.resolve);
  // Java first, which takes longest: looking at the sources and loading the rest hold up this thread for a quarter of a
  // second.
  const build = () => buildStacks(project, tenant, { outputFolder: assembly, apart: folder, progress, signal });
  const stacks = orAbort(begun.promise.then(build));
  const loaded = begun.promise.then(() => import('./tenant.ts'));
  // Whichever fails, the others are waited for, so that nothing is left running.
  const [opened] = await Promise.allSettled([database, stacks, loaded]);
  if (opened.status === 'fulfilled') stops.push(opened.value.stop);
  signal.throwIfAborted();
  return {
    folder,
    assembly,
    stacks: await stacks,
    database: await database,
    rebuild: () => buildStacks(project, tenant, { outputFolder: assembly, apart: folder, isRunning: true }),
  };
}
