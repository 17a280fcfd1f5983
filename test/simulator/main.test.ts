import { jest } from '@jest/globals';
import { runEntra } from '../../simulator/run-entra.ts';
import { runNode } from '../support/run-node.ts';
import { startSmallServer, type Fault } from './small-server.ts';

/** The program in this process: a second faster than one of its own. */
async function entra(...args: string[]): Promise<{ code: number; output: string }> {
  let output = '';
  const keep = (line: string): void => void (output += `${line}\n`);
  const code = await runEntra(args, {}, { out: keep, err: keep });
  return { code, output };
}

async function against(fault: Fault | undefined, ...args: string[]): ReturnType<typeof entra> {
  const server = await startSmallServer(fault);
  const result = await entra('--url', server.url, '--token', 't', '--users', '30', ...args);
  await server.close();
  return result;
}

test('prints a table of the cycles of both dialects and exits with 0', async () => {
  const { code, output } = await against(undefined, '--domain', 'contoso.example');
  expect(code).toBe(0);
  expect(output).toMatch(/^cycle +requests +writes +refused +retried +p50 ms +p95 ms +seconds$/m);
  expect(output).toMatch(/^identical +\d+ +0 +0 +0 /m);
  expect(output).toMatch(/^requests by kind\nprobe +probe users 1, probe groups 1\ninitial +match \d+, create \d+/m);
  expect(output.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(output).toContain('classic dialect, 30 users @classic.contoso.example');
  expect(output).toContain('flagged dialect, 30 users @flagged.contoso.example');
});

test('says why fewer are created than there are', async () => {
  const { output } = await against(undefined, '--dialect', 'classic');
  const created = Number(/^initial .*create (\d+)/m.exec(output)?.[1]);
  expect(created).toBe(28);
  expect(output).toContain(
    `${created} of the 30 users are created: 1 disabled, 1 not assigned from the start.\nEntra does not provision these.`,
  );
});

describe('on a terminal', () => {
  beforeAll(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'] }));
  afterAll(() => void jest.useRealTimers());

  /** What is written of how far a run is while each request takes a second, or where none does. */
  const play = async (isTTY: boolean): Promise<string> => {
    const server = await startSmallServer((_, answer) => {
      jest.advanceTimersByTime(1000);
      return answer;
    });
    let shown = '';
    const write = (text: string): boolean => {
      shown += text;
      return true;
    };
    const args = ['--url', server.url, '--token', 't', '--users', '3', '--dialect', 'classic'];
    const none = (): void => undefined;
    await runEntra(args, {}, { out: none, err: none, screen: { isTTY, columns: 30, write } });
    await server.close();
    return shown;
  };

  test('says how far it is, in one line that is gone at the end', async () => {
    const lines = (await play(true)).split('\r\u001B[K');
    expect(lines).toContainEqual(expect.stringMatching(/^initial, \d+ requests, \d+ s …$/));
    expect(lines).toContainEqual(expect.stringMatching(/^rematched, \d+ requests/));
    expect(lines.filter((line) => line.length > 29)).toEqual([]);
    expect(lines.at(-1)).toBe('');
  });

  test('says nothing of it where nobody looks', async () => {
    expect(await play(false)).toBe('');
  });
});

test('provisions wrongly in every way that is asked for, and tells each', async () => {
  const { code, output } = await against(undefined, '--misbehave', 'wrong-url', '--misbehave', 'cut-search');
  expect([code, output]).toEqual([0, 'wrong-url: 1 x 404\ncut-search: 1 x 200\nNow: npm run scim -- doctor\n']);
});

test('fits 80 characters with what it can be asked for, too', async () => {
  const { output } = await entra();
  expect(output.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('prints refused answers with their request and exits with 1', async () => {
  const { code, output } = await against(
    ({ method }, answer) => (method === 'PATCH' ? { ...answer, status: 500 } : answer),
    '--dialect',
    'classic',
  );
  expect(code).toBe(1);
  expect(output).toContain('status: status 500 instead of 200 or 204');
  expect(output).toMatch(/> PATCH http:\/\/127.0.0.1:\d+\/scim\/v2\/Users\//);
  expect(output).toMatch(/… and \d+ more/);
});

test('says so and exits with 1 when an identical cycle writes', async () => {
  const forgetful: Fault = ({ method }, answer) => {
    const body = answer.body as Record<string, unknown> | undefined;
    if (method === 'GET' && body !== undefined) delete body['externalId'];
    return answer;
  };
  const { code, output } = await against(forgetful, '--dialect', 'flagged');
  expect(code).toBe(1);
  expect(output).toMatch(/\d+ writes were sent although nothing had changed/);
});

test.each([
  [[], '--url is missing'],
  [['--url', 'localhost:8787'], '--url is "localhost:8787"'],
  [['--url', 'http://127.0.0.1:1/scim/v2'], '--token is missing: set SCIM_TOKEN'],
  [['--url', 'http://127.0.0.1:1/scim/v2', '--token-file', '/none'], '--token-file is "/none", which cannot be read'],
  [
    ['--url', 'http://127.0.0.1:1/scim/v2', '--auth', 'basic'],
    'bearer, client-credentials, federation, entra-token are allowed',
  ],
  [['--url', 'http://127.0.0.1:1/scim/v2', '--auth', 'client-credentials'], '--client-secret is missing'],
  [['--url', 'http://127.0.0.1:1/scim/v2', '--auth', 'federation'], '--client-id is missing'],
  [
    ['--url', 'http://127.0.0.1:1/scim/v2', '--auth', 'entra-token', '--issuer-port', '70000'],
    '--issuer-port is "70000"',
  ],
  [['--url', 'http://127.0.0.1:1/scim/v2', '--token', 't', '--users', '0'], '--users is "0"'],
  [
    ['--url', 'http://127.0.0.1:1/scim/v2', '--token', 't', '--dialect', 'x'],
    '--dialect is "x"; classic, flagged or both',
  ],
  [
    ['--url', 'http://127.0.0.1:1/scim/v2', '--misbehave', 'wrong-url', '--misbehave', 'x'],
    '--misbehave is "x"; allowed: nobody-assigned, ',
  ],
  [['--colour'], "Unknown option '--colour'"],
])('exits with 1 and a plain sentence for %j', async (args, sentence) => {
  const { code, output } = await entra(...args);
  expect(code).toBe(1);
  expect(output).toContain(sentence);
  expect(output).not.toContain('    at ');
});

test('a process of its own exits with 1 and says what to start when no server listens', async () => {
  const server = await startSmallServer();
  const { url } = server;
  await server.close();
  const { exit, output } = runNode('simulator/main.ts', ['--url', url, '--token', 't'], { cwd: process.cwd() });
  expect([await exit, output.stdout]).toEqual([1, '']);
  expect(output.stderr).toContain(`cannot reach ${url} (ECONNREFUSED); is the server running? "npm start" starts one`);
});

test('ends after a refused probe and names the likely cause', async () => {
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '401', detail: 'wrong secret' };
  const { code, output } = await against((_, answer) => ({ ...answer, status: 401, body }), '--fixtures');
  expect(code).toBe(1);
  expect(output).toContain('the probe was refused: check Tenant URL and secret token');
  expect(output).not.toContain('flagged dialect');
  expect(output).not.toContain('fixtures:');
});
