import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../../lib/thrown.ts';
import { portOf } from '../../port.ts';
import { openAlarms } from '../alarms/open-alarms.ts';
import { createCallers } from '../access/callers.ts';
import { guardDynamoDb } from '../access/guarded-dynamodb.ts';
import { startLocalServices } from '../events/local-services.ts';
import { checkPort, closeServer, listen } from '../http/http-server.ts';
import type { Stack } from '../template/assembly.ts';
import { outputsOf } from '../template/deployment.ts';
import { buildStacks, checkTenant } from '../template/project.ts';
import { announce, type Addresses } from './announce.ts';
import { harden, openDatabase } from './dynamodb.ts';
import { checkToken, putLocalCredentials } from './local-credential.ts';
import { startKills } from '../functions/kills.ts';
import { newKey } from './local-key.ts';
import { openClock } from './open-clock.ts';
import type { Options } from './options.ts';
import { createPort } from './request.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { claimStateFolder, stateFolder } from './state-folder.ts';
import { createTables, deleteTables } from './tables.ts';
import { watchSources } from './watch.ts';

/** How long invocations may go on when the server stops. */
const STOP_TIMEOUT_MS = 2_000;

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
  /** The setup page, with the secret behind its #. */
  setupLink: string;
  /** Where the functions' own output goes. */
  logFile: string;
  /** Where the change events go. */
  eventsFile: string;
  stop: () => Promise<void>;
}

/** The folder with cdk.json, and who hears what happens after the start. */
export interface Host {
  project: string;
  report: (message: string) => void;
  /** Hears of an alarm that goes off; left out, `report` does. */
  reportAlarm?: (message: string) => void;
}

type Stop = () => Promise<void> | void;

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
    return { ...(await start(options, host, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: Options, host: Host, stops: Stop[]): Promise<Omit<DevServer, 'stop'>> {
  const [{ tenant, memory }, { project, report, reportAlarm = report }] = [options, host];
  checkTenant(project, tenant);
  if (options.token !== undefined) checkToken(options.token);
  const folder = stateFolder(tenant);
  stops.push(claimStateFolder(folder).release);

  await checkPort(options.port);
  const assembly = path.join(folder, 'cdk.out');
  const build = (clean: boolean): Promise<Stack[]> => buildStacks(project, tenant, { outputFolder: assembly, clean });
  const [stacks, database] = await both(
    build(true),
    openDatabase({ endpoint: options.dynamodbEndpoint, stateFolder: folder, memory }),
    (opened) => stops.push(opened.stop),
  );
  const [key, callers] = [newKey(), createCallers(report)];
  const services = await startLocalServices(folder, { memory, access: { callers, key }, report });
  stops.push(services.stop);
  const clock = openClock(memory ? undefined : folder, options.clock);
  const logFile = path.join(folder, 'functions.log');
  const { log, readAnswer } = openAlarms({ assembly, stacks, logFile }, reportAlarm);
  const { throttle, watch: loadAll } = options;
  const dynamodb = options.hard ? await harden(database, clock, stops, key) : database;
  const behind = { callers, upstream: dynamodb.endpoint, key: database.key };
  const guard = { callers, endpoint: await guardDynamoDb(behind, stops) };
  const at = { dynamodbEndpoint: dynamodb.endpoint, dynamodbKey: database.key };
  const running = { ...at, guard, services, throttle, loadAll, clock, log, onError: report, readAnswer };
  const load = async (from: readonly Stack[]): Promise<Runtime> => {
    await createTables(database.client, from);
    return startRuntime(from, running);
  };
  if (memory) await deleteTables(database.client, stacks);
  let runtime = await load(stacks);
  stops.push(() => Promise.race([runtime.close(), delay(STOP_TIMEOUT_MS, undefined, { ref: false })]));

  if (options.kills !== undefined) stops.push(startKills(options.kills, () => runtime.functions.values()));

  const outputs = outputsOf(stacks);
  const { TableName: tableName = '' } = outputs;
  const credential = { client: database.client, tableName, stateFolder: folder, now: clock.now() };
  const { setupSecret, ...tokens } = await putLocalCredentials(credential, options.token);

  const server = createPort(() => runtime, { clock, key, report });
  await listen(server, options.port);
  stops.push(() => closeServer(server));
  if (options.watch) {
    const reload = async (): Promise<void> => {
      const old = runtime;
      runtime = await load(await build(false));
      report('reloaded');
      await old.close();
    };
    stops.push(watchSources(project, () => reload().catch((error) => report(`not reloaded: ${messageOf(error)}`))));
  }
  const endpoints = { ...at, key, servicesEndpoint: services.endpoint };
  const addresses = announce(folder, { tenant, port: portOf(server), ...endpoints }, outputs);
  const { eventsFile } = services;
  const setupLink = `${addresses.setupUrl}#${setupSecret}`;
  return { ...addresses, key, dynamodbEndpoint: dynamodb.endpoint, ...tokens, setupLink, logFile, eventsFile };
}

/**
 * Like Promise.all, but when the first fails the second is still waited for and handed over, to be
 * closed.
 */
async function both<A, B>(first: Promise<A>, second: Promise<B>, keep: (value: B) => void): Promise<[A, B]> {
  const [one, other] = await Promise.allSettled([first, second]);
  if (other.status === 'fulfilled') keep(other.value);
  if (one.status === 'rejected') throw one.reason;
  if (other.status === 'rejected') throw other.reason;
  return [one.value, other.value];
}
