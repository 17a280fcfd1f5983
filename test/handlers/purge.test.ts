import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { MASS_DELETE_MESSAGE } from '../../lambdas/life/guard.ts';
import { openStore, unclaimed, user } from '../support/store.ts';
import type { StoreTest } from '../support/store.ts';

const TENANT_FILE = {
  name: 'demo',
  matchingAttributes: [],
  retention: { days: 30, deactivated: 'purge' },
  guard: { percent: 10, minimum: 50 },
};

type Handler = (typeof import('../../lambdas/handlers/purge.ts'))['handler'];

let test: StoreTest;
let handler: Handler;
let folder: string;
let lines: string[];
beforeAll(async () => {
  test = await openStore();
  folder = mkdtempSync(path.join(tmpdir(), 'purge-'));
  writeFileSync(path.join(folder, 'tenant.json'), JSON.stringify(TENANT_FILE));
  // POWERTOOLS_DEV lets the logger write through the console of the test.
  Object.assign(process.env, {
    TABLE_NAME: test.tableName,
    TENANT: 'demo',
    LAMBDA_TASK_ROOT: folder,
    POWERTOOLS_DEV: 'true',
  });
  const loaded = await import('../../lambdas/handlers/purge.ts');
  await loaded.ready;
  ({ handler } = loaded);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await test.drop();
});
beforeEach(() => {
  lines = [];
  jest.spyOn(console, 'info').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => jest.restoreAllMocks());

const left = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });

async function createDue(softDeletedAt: string): Promise<string> {
  const resource = user({ userName: 'anna@example.com' }, { softDeletedAt, deletedAt: softDeletedAt });
  await test.store.write(undefined, unclaimed(resource));
  return resource.id;
}

it('erases who is due now when the schedule calls it, and logs what it did and how the tenant stands, nothing personal', async () => {
  await createDue('2019-12-01T00:00:00.000Z');
  const kept = await createDue('2999-01-01T00:00:00.000Z');

  expect(await handler({}, left(900_000))).toMatchObject({ dryRun: false, found: 1, purged: 1, remaining: false });

  expect(await test.store.get('User', kept)).toBeDefined();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ message: 'purge', tenant: 'demo', found: 1, purged: 1 }),
    expect.objectContaining({ message: 'hour', tenant: 'demo', failed: 0, heldBack: 0, holds: 0, doctor: 'broken' }),
  ]);
  expect(lines.join()).not.toContain('example.com');
  expect(await test.items()).toContainEqual(expect.objectContaining({ pk: 'HEARTBEAT' }));
});

it('tells in every hour of a mass delete that waits, and in its log once a day', async () => {
  jest.spyOn(console, 'warn').mockImplementation((line: string) => void lines.push(line));
  const moment = new Date().toISOString();
  for (let index = 0; index < 50; index += 1) await createDue(moment);

  await handler({}, left(900_000));
  await handler({}, left(900_000));

  const logged = lines.map((line) => JSON.parse(line) as { message: string; holds?: number });
  expect(logged.filter(({ message }) => message === MASS_DELETE_MESSAGE)).toHaveLength(1);
  expect(logged.flatMap(({ message, holds }) => (message === 'hour' ? [holds] : []))).toEqual([1, 1]);
});

it('erases nobody in a dry run, and names who would be at the time given', async () => {
  const id = await createDue('2026-11-01T00:00:00.000Z');

  expect(await handler({ dryRun: true, asOf: '2026-12-01T01:00:00+01:00' }, left(900_000))).toEqual({
    asOf: '2026-12-01T00:00:00.000Z',
    dryRun: true,
    found: 1,
    purged: 0,
    skipped: 0,
    heldBack: 0,
    failed: 0,
    oldestOverdueHours: 0,
    remaining: false,
    users: [id],
  });
  // It is no hour of the tenant's: the alarms hear nothing of what is only asked.
  expect(lines.join()).not.toContain('"hour"');
});

it('erases nobody with less than 30 seconds left', async () => {
  await createDue('2019-12-01T00:00:00.000Z');

  expect(await handler({}, left(29_999))).toMatchObject({ purged: 0, remaining: true });
  expect(await handler({}, left(30_000))).toMatchObject({ purged: 1, remaining: false });
});

it.each(['tomorrow', '2027-13-01', '', 5, null, '01.01.2027', '2027'])('refuses %j as a time', async (asOf) => {
  const event = { asOf: asOf as string };
  await expect(handler(event, left(900_000))).rejects.toThrow(/allowed: a time like 2027-01-01T00:00:00Z/);
});

it('refuses a dry run that is not said plainly', async () => {
  const event = { dryRun: 'yes' as unknown as boolean };
  await expect(handler(event, left(900_000))).rejects.toThrow('dryRun is "yes"; allowed: true or false');
});
