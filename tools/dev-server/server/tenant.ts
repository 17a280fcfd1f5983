import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SETUP_BASE } from '../../../lambdas/directory/setup/paths.ts';
import { messageOf } from '../../../lib/thrown.ts';
import { portOf } from '../../port.ts';
import { createCallers } from '../access/callers.ts';
import { guardDynamoDb } from '../access/guarded-dynamodb.ts';
import { openAlarms } from '../alarms/open-alarms.ts';
import { startLocalServices } from '../events/local-services.ts';
import { ahead } from '../functions/clock.ts';
import { startKills } from '../functions/kills.ts';
import { closeServer } from '../http/http-server.ts';
import { listen } from '../http/listen.ts';
import type { Stack } from '../template/assembly.ts';
import { outputsOf } from '../template/deployment.ts';
import { announce } from './announce.ts';
import type { DevServer, Host, Prepared, Stop } from './host.ts';
import { harden } from './harden.ts';
import { putLocalCredentials } from './local-credential.ts';
import { newKey } from './local-key.ts';
import { openClock } from './open-clock.ts';
import type { Options } from './options.ts';
import { createPort, LOCAL_SETUP } from './request.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { createTables, deleteTables } from './tables.ts';
import { watchSources } from './watch.ts';

/** How long invocations may go on when the server stops. */
const STOP_TIMEOUT_MS = 2_000;

/** Starts a tenant whose stacks are synthesized and whose database runs: functions, schedules, streams and API. */
export async function startTenant(
  options: Options,
  { project, report, reportAlarm = report }: Host,
  { folder, assembly, stacks, database, rebuild }: Prepared,
  stops: Stop[],
): Promise<Omit<DevServer, 'stop'>> {
  const { tenant, memory, throttle, watch: loadAll } = options;
  const [key, callers] = [newKey(), createCallers(report)];
  const services = await startLocalServices(folder, { memory, access: { callers, key }, report });
  stops.push(services.stop);
  const clock = openClock(memory ? undefined : folder, options.clock);
  const logFile = path.join(folder, 'functions.log');
  const { log, readAnswer } = openAlarms({ assembly, stacks, logFile }, reportAlarm);
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
  const outputs = outputsOf(stacks);
  const { TableName: tableName = '' } = outputs;
  const credential = { client: database.client, tableName, stateFolder: folder, now: clock.now() };
  const put = () => putLocalCredentials(credential, options.token);
  // Beside the look at the table: a Java that has just started takes 0.2 s for its first writes. Without a table they
  // fail, and come again.
  const early = put().catch(() => undefined);
  let runtime = await load(stacks);
  stops.push(() => Promise.race([runtime.close(), delay(STOP_TIMEOUT_MS, undefined, { ref: false })]));

  const { setupSecret, ...tokens } = (await early) ?? (await put());
  if (options.kills !== undefined) stops.push(startKills(options.kills, () => runtime.functions.values()));

  const setupPath = `${LOCAL_SETUP}/${newKey()}`;
  const redirects = new Map([[setupPath, `${SETUP_BASE}#${setupSecret}`]]);
  const server = createPort(() => runtime, { clock, key, report, redirects });
  await listen(server, options.port);
  stops.push(() => closeServer(server));
  if (options.watch) {
    const reload = async (): Promise<void> => {
      const old = runtime;
      runtime = await load(await rebuild());
      report('reloaded');
      await old.close();
    };
    stops.push(watchSources(project, () => reload().catch((error) => report(`not reloaded: ${messageOf(error)}`))));
  }
  const endpoints = { ...at, key, servicesEndpoint: services.endpoint };
  const addresses = announce(folder, { tenant, port: portOf(server), ...endpoints }, outputs);
  const setupPage = new URL(setupPath, addresses.url).href;
  return { ...addresses, ...tokens, key, dynamodbEndpoint: dynamodb.endpoint, setupPage, folder, ahead: ahead(clock) };
}
