import { jest } from '@jest/globals';
import { benchContext } from '../../bench/bench-table.ts';
import { logger } from '../../lambdas/handlers/composition/logger.ts';
import { rehearse } from '../../lambdas/handlers/composition/rehearse.ts';
import { scimEndpoint } from '../../lambdas/http/scim/endpoint.ts';
import { meter } from '../../tools/dynamodb-local/meter.ts';
import { awsError, injectFaults } from '../support/faults.ts';
import { openStore, type StoreTest } from '../support/store.ts';

let table: StoreTest;
beforeAll(async () => {
  table = await openStore();
});
afterAll(() => table.drop());
afterEach(() => jest.restoreAllMocks());

const observed: unknown[] = [];
const start = () => {
  const { client, tableName } = table;
  const context = benchContext({ client, tableName, retry: { deadline: 0 } });
  const observe = async (seen: unknown) => void observed.push(seen);
  return rehearse(scimEndpoint({ tenant: 'demo', logger, observe, context }), 'demo');
};

test('a start looks for one user, as Entra does, and leaves nothing behind', async () => {
  const written = jest.spyOn(process.stdout, 'write');
  const level = logger.getLevelName();
  const used = meter(table.client);
  await start();
  expect([used.requests, used.wru]).toEqual([1, 0]);
  used.stop();
  expect([await table.items(), observed, written.mock.calls]).toEqual([[], [], []]);
  expect(logger.getLevelName()).toBe(level);
});

test('a table that is too busy, or fails, is no reason not to start', async () => {
  for (const name of ['ThrottlingException', 'ValidationException']) {
    const stop = injectFaults(table.client, () => ({ error: awsError(name) }));
    await expect(start()).resolves.toBeUndefined();
    stop();
  }
});
