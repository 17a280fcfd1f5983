import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DIRECTORY_BASE, SCIM_BASE, TOKEN_PATH } from '../../../lambdas/http/paths.ts';
import { REGION } from '../aws-account.ts';
import { openClock } from './clock.ts';
import { outputsOf } from '../template/deployment.ts';
import { openDatabase } from './dynamodb.ts';
import { checkPort, closeServer, createHttpServer, listen } from './http-server.ts';
import { startLocalServices } from '../events/local-services.ts';
import { checkToken, putLocalCredential } from './local-credential.ts';
import type { Options } from './options.ts';
import { buildStacks, checkTenant } from '../template/project.ts';
import { answerRequest } from './request.ts';
import { startRuntime } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { claimStateFolder, stateFolder, writeServerInfo } from './state-folder.ts';
import { createTables } from './tables.ts';
import { watchSources } from './watch.ts';

/** How long invocations may go on when the server stops. */
const STOP_TIMEOUT_MS = 2_000;

/** A running dev server. */
export interface DevServer {
  /** The Tenant URL. */
  url: string;
  token: string;
  /** Where clients get access tokens. */
  tokenUrl: string;
  /** Where the product reads, and the token for it. */
  directoryUrl: string;
  directoryToken: string;
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
}

type Stop = () => Promise<void> | void;

/**
 * Runs a tenant of the project: synthesizes it, starts its database, its functions, its schedules and its API.
 * Throws PlainError when something is in the way that the user can mend; then nothing is left running.
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

async function start(options: Options, { project, report }: Host, stops: Stop[]): Promise<Omit<DevServer, 'stop'>> {
  const { tenant } = options;
  checkTenant(project, tenant);
  if (options.token !== undefined) checkToken(options.token);
  const folder = stateFolder(tenant);
  stops.push(claimStateFolder(folder).release);

  await checkPort(options.port);
  const outputFolder = path.join(folder, 'cdk.out');
  const [stacks, database] = await both(
    buildStacks(project, tenant, { outputFolder, clean: true }),
    openDatabase({ endpoint: options.dynamodbEndpoint, stateFolder: folder, memory: options.memory }),
    (opened) => stops.push(opened.stop),
  );
  const services = await startLocalServices(folder, { memory: options.memory });
  stops.push(services.stop);
  const clock = openClock(options.memory ? undefined : folder, options.clock);
  const logFile = path.join(folder, 'functions.log');
  const load = async (from: typeof stacks): Promise<Runtime> => {
    await createTables(database.client, from);
    return startRuntime(from, {
      dynamodbEndpoint: database.endpoint,
      services,
      throttle: options.throttle,
      clock,
      log,
      onError: report,
    });
  };
  const log = createWriteStream(logFile);
  let runtime = await load(stacks);
  stops.push(() => Promise.race([runtime.close(), delay(STOP_TIMEOUT_MS, undefined, { ref: false })]));

  const { TableName: tableName = '', EventBusName, EventDeadLettersUrl, ...outputs } = outputsOf(stacks);
  const credential = {
    client: database.client,
    tableName,
    stateFolder: folder,
    now: clock.now(),
  };
  const token = await putLocalCredential({ ...credential, scope: 'scim', file: 'token', given: options.token });
  const directoryToken = await putLocalCredential({ ...credential, scope: 'directory', file: 'directory-token' });

  const server = createHttpServer((request) => answerRequest({ runtime, clock }, request, report));
  await listen(server, options.port);
  stops.push(() => closeServer(server));
  if (options.watch) {
    const reload = async (): Promise<void> => {
      const old = runtime;
      runtime = await load(await buildStacks(project, tenant, { outputFolder, clean: false }));
      report('reloaded');
      await old.close();
    };
    stops.push(watchSources(project, () => reload().catch((error: Error) => report(`not reloaded: ${error.message}`))));
  }
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const url = `${origin}${SCIM_BASE}`;
  const about = { pid: process.pid, port, url, tenant, tableName, region: REGION, functions: functionNames(outputs) };
  writeServerInfo(folder, {
    ...about,
    dynamodbEndpoint: database.endpoint,
    servicesEndpoint: services.endpoint,
    eventBusName: EventBusName ?? '',
    eventDeadLettersUrl: EventDeadLettersUrl ?? '',
  });
  const directoryUrl = `${origin}${DIRECTORY_BASE}`;
  const tokenUrl = `${origin}${TOKEN_PATH}`;
  return { url, token, tokenUrl, directoryUrl, directoryToken, logFile, eventsFile: services.eventsFile };
}

/** Like Promise.all, but when the first fails the second is still waited for and handed over, to be closed. */
async function both<A, B>(first: Promise<A>, second: Promise<B>, keep: (value: B) => void): Promise<[A, B]> {
  const [one, other] = await Promise.allSettled([first, second]);
  if (other.status === 'fulfilled') keep(other.value);
  if (one.status === 'rejected') throw one.reason;
  if (other.status === 'rejected') throw other.reason;
  return [one.value, other.value];
}

/** `{ PurgeFunctionName: "x" }` as `{ purge: "x" }`. */
function functionNames(outputs: Record<string, string>): Record<string, string> {
  const suffix = 'FunctionName';
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.endsWith(suffix))
      .map(([name, value]) => [name.slice(0, -suffix.length).toLowerCase(), value]),
  );
}
