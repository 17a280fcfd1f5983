import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '../../lambdas/duration.ts';
import { ALARMS } from '../../lib/fleet/alarms.ts';
import { createAlarms } from '../../tools/dev-server/alarms/alarms.ts';
import { alarmsOf, answerFiltersOf } from '../../tools/dev-server/alarms/read-alarms.ts';
import type { TemplateResource } from '../../tools/dev-server/template/assembly.ts';
import { fleetTemplate, templates } from '../lib/synthesize.ts';
import { sizes } from '../support/sizes.ts';
import { openStore, unclaimed, user, type StoreTest } from '../support/store.ts';
import { emptyTable } from '../support/table.ts';
import { createTrafficStore } from '../support/traffic.ts';
import { putItem } from '../../lambdas/store/table/transact.ts';
import { openTable } from '../../lambdas/store/table/open-table.ts';
import { endingKey } from '../../lambdas/store/table/tenant-keys.ts';
import type { Bucket } from '../../lambdas/traffic/bucket.ts';
import { startFakeAws, type FakeAws, type FakeTenant } from './fake-aws.ts';

/*
 * Each failure that an alarm is for is caused, by the function that tells of it, and the alarm of the
 * template goes off; what AWS counts by itself cannot be caused here.
 */

const TENANT_FILE = {
  name: 'demo',
  matchingAttributes: [],
  retention: { days: 30, deactivated: 'purge' },
  guard: { percent: 10, minimum: 50 },
};
/** Not in the hour in which all figures are nought. */
const NOON = Date.parse(`${new Date().toISOString().slice(0, 10)}T12:00:00.000Z`);
/** The clock alone is set, and everything that waits is real. */
const TIMERS = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();

let test: StoreTest;
let aws: FakeAws;
let folder: string;
let lines: string[];
let purge: (typeof import('../../lambdas/handlers/purge.ts'))['handler'];
let watchdog: (typeof import('../../lambdas/handlers/watchdog.ts'))['handler'];
let logging: typeof import('../../lambdas/handlers/composition/logger.ts');
let streamAge: typeof import('../../lambdas/handlers/composition/stream-age.ts');
let credentialLog: typeof import('../../lambdas/http/credential-log.ts');
let requestLog: typeof import('../../lambdas/http/log.ts');

beforeAll(async () => {
  jest.useFakeTimers({ now: NOON, doNotFake: TIMERS });
  aws = await startFakeAws();
  folder = mkdtempSync(path.join(tmpdir(), 'alarms-'));
  writeFileSync(path.join(folder, 'tenant.json'), JSON.stringify(TENANT_FILE));
  test = await openStore();
  Object.assign(process.env, {
    TABLE_NAME: test.tableName,
    TENANT: 'demo',
    LAMBDA_TASK_ROOT: folder,
    POWERTOOLS_DEV: 'true',
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: aws.endpoint,
    AWS_ENDPOINT_URL_SQS: aws.endpoint,
  });
  const loaded = await import('../../lambdas/handlers/purge.ts');
  await loaded.ready;
  ({ handler: purge } = loaded);
  ({ handler: watchdog } = await import('../../lambdas/handlers/watchdog.ts'));
  logging = await import('../../lambdas/handlers/composition/logger.ts');
  streamAge = await import('../../lambdas/handlers/composition/stream-age.ts');
  credentialLog = await import('../../lambdas/http/credential-log.ts');
  requestLog = await import('../../lambdas/http/log.ts');
});
afterAll(async () => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true });
  await aws.stop();
  await test.drop();
});
beforeEach(async () => {
  lines = [];
  aws.tenants.length = 0;
  aws.broken.clear();
  for (const level of ['info', 'warn', 'error'] as const)
    jest.spyOn(console, level).mockImplementation((line: string) => void lines.push(line));
  await emptyTable({ documentClient: test.client, tableName: test.tableName });
});
afterEach(() => jest.restoreAllMocks());

const stackOf = (name: string, template: { toJSON: () => Record<string, unknown> }) => ({
  name,
  resources: template.toJSON()['Resources'] as Record<string, TemplateResource>,
  outputs: {},
  assets: new Map<string, string>(),
});
const fleet = stackOf('scim-fleet', fleetTemplate());
const api = stackOf('scim-acme-api', templates().api);

/** The ids of the alarms that go off by what was printed, and by these answers of the API. */
function alarmsBy(answers: readonly string[] = []): string[] {
  const reported: string[] = [];
  const alarms = createAlarms(alarmsOf([fleet]), answerFiltersOf([api]), (message) => reported.push(message));
  for (const line of lines) alarms.readLine(line);
  for (const status of answers) alarms.readAnswer({ status }, NOON);
  return reported.map((message) => /^alarm scim-([\w-]+):/.exec(message)?.[1] ?? message);
}

/** A table of which no purge has told. */
const others: StoreTest[] = [];
afterAll(async () => {
  for (const each of others) await each.drop();
});
async function silentTable(): Promise<string> {
  const other = await openStore();
  others.push(other);
  return other.tableName;
}

const tenantNamed = (name: string, changes: Partial<FakeTenant> = {}): FakeTenant => ({
  name,
  tableName: test.tableName,
  createdAt: ago(DAY),
  deadLetters: 0,
  state: 'Enabled',
  lastResult: 'OK',
  ...changes,
});
const runPurge = () => purge({}, { getRemainingTimeInMillis: () => 900_000 });

async function softDelete(type: string, at: string): Promise<void> {
  const resource = user({}, { type, created: ago(400 * DAY), softDeletedAt: at, deletedAt: at });
  await test.store.write(undefined, unclaimed(resource));
}

const bucket = (at: string, kind: 'userCreate' | 'refused', status: number, reason: string): Bucket => ({
  start: at,
  counters: [{ kind, status, reason, count: 1, last: at }],
  times: { [kind]: { first: at, last: at } },
  marks: { patch: [], conflict: [], missing: [] },
  leftOut: {},
});
const addTraffic = (each: Bucket) => createTrafficStore({ client: test.client, tableName: test.tableName }).add(each);

const refuse = async (kind: string, reason: string): Promise<void> =>
  credentialLog.logRefused(logging.logger, { requestId: 'r', credentialId: undefined, kind }, reason);

/** What causes each failure. The answers of the API, where that is what is counted; undefined for what AWS counts by itself. */
const CAUSES: Readonly<Record<string, (() => Promise<readonly string[] | void>) | undefined>> = {
  'dead-letters': () => watchWith({ deadLetters: 2 }),
  'stream-stopped': () => watchWith({ lastResult: 'PROBLEM: Function call failed' }),
  'tenant-silent': async () => watchWith({ tableName: await silentTable() }),
  'watchdog-silent': undefined,
  'stream-behind': async () => {
    const created = (NOON - 2 * HOUR) / SECOND;
    streamAge.tellStreamAge('demo', [{ dynamodb: { ApproximateCreationDateTime: created } }]);
  },
  'erasure-failed': async () => {
    await softDelete('Robot', ago(31 * DAY));
    await runPurge();
  },
  'erasure-overdue': async () => {
    await softDelete('Robot', ago(60 * DAY));
    await runPurge();
  },
  'erasure-unfinished': async () => {
    await softDelete('User', ago(31 * DAY));
    await purge({}, { getRemainingTimeInMillis: () => 29_999 });
  },
  'erasure-held': () => massDelete(),
  'mass-delete': () => massDelete(),
  'entra-silent': async () => {
    await addTraffic(bucket(ago(3 * HOUR), 'userCreate', 201, '-'));
    await runPurge();
  },
  'provisioning-broken': async () => {
    await addTraffic(bucket(ago(3 * HOUR), 'userCreate', 201, '-'));
    await addTraffic(bucket(ago(10 * MINUTE), 'refused', 401, 'bearer unknown'));
    await runPurge();
  },
  'credential-ending': async () => {
    const about = { keyId: 'k', expiresAt: ago(-3 * DAY), lastUsedAt: ago(HOUR) };
    await putItem(openTable({ client: test.client, tableName: test.tableName }), { ...endingKey('k'), ...about });
    await runPurge();
  },
  'credential-ended': () => refuse('bearer', 'expired'),
  'microsoft-keys': () => refuse('federation', 'keys-unavailable'),
  'server-errors': async () => ['500', '502', '504', '500', '500'],
  busy: async () => ['503'],
  latency: async () => {
    const event = { requestContext: { requestId: 'r' }, httpMethod: 'GET', resource: '/scim/v2/Users' };
    const finished = { event, answer: { status: 200 }, startedAt: performance.now() - 6 * SECOND };
    for (let count = 0; count < 5; count += 1) requestLog.logRequest(logging.logger, finished as never, () => true, {});
  },
  'function-errors': undefined,
  'function-throttled': undefined,
  'table-throttled': undefined,
  'webhook-failing': async () => {
    const { tellWebhook } = await import('../../lambdas/handlers/composition/tell-webhook.ts');
    const tally = { taken: 0, failed: 1, givenUp: 0 };
    tellWebhook({ tenant: 'demo', webhook: 'crm' }, tally, { failingSince: ago(HOUR - MINUTE) });
    expect(alarmsBy()).toEqual([]);
    tellWebhook({ tenant: 'demo', webhook: 'crm' }, tally, { failingSince: ago(HOUR) });
  },
};

async function watchWith(changes: Partial<FakeTenant>): Promise<void> {
  await runPurge();
  lines = [];
  aws.tenants.push(tenantNamed('acme', changes), tenantNamed('globex'));
  await watchdog({}).catch(() => undefined);
}

/** All of a small directory, long ago: held, and due. */
async function massDelete(): Promise<void> {
  const moment = ago(40 * DAY);
  for (let count = 0; count < 12; count += 1) await softDelete('User', moment);
  await runPurge();
}

/** Each takes a run of the hourly job or two. */
const CAUSED = ALARMS.map(({ id }) => id).filter((_, at) => at % sizes.alarmsEvery === 0);

describe('each failure makes its alarm go off', () => {
  it('and none goes off while all is well', async () => {
    await watchWith({});
    await runPurge();
    expect(alarmsBy(['200', '429'])).toEqual([]);
  });

  it.each(CAUSED)('%s', async (id) => {
    expect(Object.keys(CAUSES)).toContain(id);
    const cause = CAUSES[id];
    const isOfAws = alarmsOf([fleet]).every(({ name }) => name !== `scim-${id}`);
    expect(cause === undefined).toBe(isOfAws);
    if (cause === undefined) return;
    const answers = await cause();
    expect(alarmsBy(answers ?? [])).toContain(id);
  });
});

describe('the watchdog', () => {
  it('finds one silent tenant of fifty, and names it and no other', async () => {
    await runPurge();
    lines = [];
    const names = Array.from({ length: 50 }, (_, index) => `tenant-${index}`);
    aws.tenants.push(...names.map((name) => tenantNamed(name)));
    const silent = aws.tenants[36]!;
    aws.tenants[36] = { ...silent, tableName: await silentTable() };
    await watchdog({});
    expect(alarmsBy()).toEqual(['tenant-silent']);
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(parsed.flatMap(({ tenant }) => tenant ?? [])).toEqual(['tenant-36']);
    expect(parsed.at(-1)).toMatchObject({ message: 'fleet', tenants: 50, SilentTenants: 1 });
  });

  it('says of a tenant that it cannot look at which it is, looks at the others, and fails', async () => {
    await runPurge();
    lines = [];
    aws.tenants.push(tenantNamed('acme'), tenantNamed('globex', { deadLetters: 1 }));
    aws.broken.add('acme');
    await expect(watchdog({})).rejects.toThrow('1 of 2 tenants could not be looked at');
    expect(alarmsBy()).toEqual(['dead-letters']);
    expect(lines.map((line) => (JSON.parse(line) as { tenant?: string }).tenant)).toContain('acme');
  });
});
