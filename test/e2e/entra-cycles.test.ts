import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { directoryItems } from './directory-items.ts';
import { runCycles } from '../../simulator/cycles/run-cycles.ts';
import { runFixtures } from '../../simulator/fixtures/run-fixtures.ts';
import { sizes, wholePlay } from '../support/sizes.ts';
import { synthesizedProject } from '../support/synthesized.ts';
import { workerDatabase } from '../support/worker-database.ts';
import { startDevServer } from '../../tools/dev-server/server/dev-server.ts';
import type { DevServer } from '../../tools/dev-server/server/host.ts';

/** The whole of it: the synthesized templates, the bundles, the authorizer, API Gateway's behaviour, and Entra as the client. */
describe('Entra provisions into a local tenant', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scim-e2e-'));
  let server: DevServer;

  beforeAll(async () => {
    process.env['SCIM_LOCAL_DIR'] = folder;
    const dynamodbEndpoint = await workerDatabase();
    server = await startDevServer(
      { port: 0, tenant: 'demo', memory: true, watch: false, throttle: true, dynamodbEndpoint },
      { project: await synthesizedProject(), report: (message) => console.error(message) },
    );
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(sizes.cycleDialects)(
    'in the %s dialect no answer is refused, and a cycle in which nothing changed writes nothing',
    async (dialect) => {
      const after: Record<string, Record<string, string>> = {};
      const { refused, needlessWrites, cycles } = await runCycles({
        url: server.url,
        token: server.token,
        users: sizes.cycleUsers,
        dialect,
        onCycle: async ({ name }) => {
          after[name] = await directoryItems(folder, 'demo');
        },
      });
      expect(refused).toEqual([]);
      expect(needlessWrites).toBe(0);
      expect(cycles.map(({ name }) => name)).toEqual([
        'probe',
        'initial',
        'incremental',
        'restarted',
        'identical',
        'rematched',
      ]);
      expect(Object.keys(after['restarted'] ?? {}).length).toBeGreaterThan(50);
      expect(after['identical']).toEqual(after['restarted']);
      expect(after['rematched']).toEqual(after['restarted']);
    },
  );

  wholePlay('every request shape that Entra is known to send gets the answer it expects', async () => {
    const { passed, failed } = await runFixtures(server.url, server.token);
    expect(failed).toEqual([]);
    expect(passed.length).toBeGreaterThan(30);
  });
});
