import path from 'node:path';
import { checkPort } from '../http/http-server.ts';
import type { Stack } from '../template/assembly.ts';
import { buildStacks, checkTenant } from '../template/project.ts';
import type { Addresses } from './announce.ts';
import { openDatabase, type Database } from './dynamodb.ts';
import type { Options } from './options.ts';
import { claimStateFolder, stateFolder } from './state-folder.ts';

/** A running dev server. */
export interface DevServer extends Addresses {
  /** What the clock, the Invoke API and the controls of a hard DynamoDB demand. */
  key: string;
  /** Where DynamoDB is. */
  dynamodbEndpoint: string;
  /** For the Tenant URL. */
  token: string;
  /** For the directory. */
  directoryToken: string;
  /** Leads to the setup page with a link's secret, which would not fit into a line. */
  setupPage: string;
  /** Where the data, the functions' own output and the change events are kept. */
  folder: string;
  /** By how many milliseconds its clock is ahead of the real time. */
  ahead: number;
  stop: () => Promise<void>;
}

/** The folder with cdk.json, and who hears what happens. */
export interface Host {
  project: string;
  /** Hears what happens after the start. */
  report: (message: string) => void;
  /** Hears of an alarm that goes off; left out, `report` does. */
  reportAlarm?: (message: string) => void;
  /** Hears how far the start is. */
  progress?: (message: string) => void;
}

export type Stop = () => Promise<void> | void;

/** What a tenant is started with. */
export interface Prepared {
  folder: string;
  /** Where the stacks were synthesized into. */
  assembly: string;
  stacks: readonly Stack[];
  database: Database;
  /** Synthesizes again, where a source has changed. */
  rebuild: () => Promise<readonly Stack[]>;
}

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
  const database = orAbort(openDatabase({ endpoint: options.dynamodbEndpoint, stateFolder: folder, memory, progress }));
  const stacks = orAbort(buildStacks(project, tenant, { outputFolder: assembly, apart: folder, progress, signal }));
  const loaded = import('./tenant.ts');
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
