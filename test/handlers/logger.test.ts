import { jest } from '@jest/globals';

type Module = typeof import('../../lambdas/handlers/composition/logger.ts');

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  // POWERTOOLS_DEV lets the logger write through the console of the test.
  process.env['POWERTOOLS_DEV'] = 'true';
  jest.spyOn(console, 'info').mockImplementation((line: string) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
  });
});
afterEach(() => jest.restoreAllMocks());

const load = async (): Promise<Module> => {
  jest.resetModules();
  return import('../../lambdas/handlers/composition/logger.ts');
};

test('every line of an invocation says whose it is, and how much time is left when it is written', async () => {
  const { logged, logger } = await load();
  let left = 29_000;
  const handler = logged(async (_event: object, _context: object) => {
    logger.info('first');
    left = 3;
    logger.info('second', { requestId: 'given', error: new Error('no') });
    return 'answer';
  });
  const invoke = (id: string, event: object) =>
    handler(event, { awsRequestId: id, getRemainingTimeInMillis: () => left });
  expect(await invoke('lambda-1', { requestContext: { requestId: 'gateway-1' } })).toBe('answer');
  left = 29_000;
  await invoke('lambda-2', { Records: [] });
  expect(lines).toMatchObject([
    {
      message: 'first',
      requestId: 'gateway-1',
      lambdaRequestId: 'lambda-1',
      coldStart: true,
      remainingMilliseconds: 29_000,
    },
    { message: 'second', requestId: 'given', coldStart: true, remainingMilliseconds: 3, error: { message: 'no' } },
    { message: 'first', lambdaRequestId: 'lambda-2', remainingMilliseconds: 29_000 },
    { message: 'second', lambdaRequestId: 'lambda-2' },
  ]);
  expect(lines[2]).not.toHaveProperty('requestId');
  expect(lines[2]).not.toHaveProperty('coldStart');
});

test('a line that is written while a function starts is of no invocation', async () => {
  const { logger } = await load();
  logger.info('starting');
  expect(lines).toMatchObject([{ message: 'starting' }]);
  expect(Object.keys(lines[0] ?? {})).not.toEqual(expect.arrayContaining(['lambdaRequestId']));
});
