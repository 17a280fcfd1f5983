import { isWrite } from '../../simulator/client/exchange.ts';
import { runCycles, type RunOptions } from '../../simulator/cycles/run-cycles.ts';
import { startSmallServer, type Fault, type SmallServer } from './small-server.ts';

async function against(options: Partial<RunOptions>, fault?: Fault): Promise<{ server: SmallServer; names: string[] }> {
  const server = await startSmallServer(fault);
  const result = await runCycles({ url: server.url, token: 't', users: 40, dialect: 'classic', ...options });
  await server.close();
  expect(fault !== undefined || result.refused.length === 0).toBe(true);
  return { server, names: result.cycles.map((cycle) => cycle.name) };
}

test('runs all cycles in order', async () => {
  const { names } = await against({});
  expect(names).toEqual(['probe', 'initial', 'incremental', 'restarted', 'identical', 'rematched']);
});

test('ends when the probe is refused, as a wrong secret must', async () => {
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '401', detail: 'wrong secret' };
  const { server, names } = await against({}, (_, answer) => ({ ...answer, status: 401, body }));
  expect(names).toEqual(['probe']);
  expect(server.requests.some((request) => isWrite(request))).toBe(false);
});

test('sends the same writes for the same seed', async () => {
  const [first, second] = [await against({ concurrency: 1 }), await against({ concurrency: 1 })];
  const created = ({ server }: typeof first): unknown[] =>
    server.requests.filter((request) => request.method === 'POST').map((request) => request.body);
  expect(created(first).length).toBeGreaterThan(30);
  expect(created(first)).toEqual(created(second));
});

test('matches on another attribute and words managers in another way when told to', async () => {
  const mappingChanges = [
    { source: 'objectId', target: 'externalId', matching: 1 } as const,
    { target: 'userName', matching: 2 },
  ];
  const { server } = await against({ mappingChanges, managerForm: 'array-ref', managerCheck: false });
  const queries = server.requests.filter((request) => request.path.includes('filter=externalId'));
  expect(queries.length).toBeGreaterThan(30);
  expect(server.requests.some((request) => JSON.stringify(request.body).includes('"path":"manager"'))).toBe(true);
  expect(server.requests.some((request) => request.path.includes('manager eq'))).toBe(false);
});
