import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { readStacks } from '../../../tools/dev-server/template/assembly.ts';
import { closeServer } from '../../../tools/dev-server/http/http-server.ts';
import { listen } from '../../../tools/dev-server/http/listen.ts';
import { createClock } from '../../../tools/dev-server/functions/clock.ts';
import { createPort } from '../../../tools/dev-server/server/request.ts';
import { startRuntime } from '../../../tools/dev-server/server/runtime.ts';

/** A project whose "CDK app" copies a small hand-made assembly: an echo function behind an authorizer. */
export const FIXTURE_PROJECT = path.join(import.meta.dirname, '..', 'fixtures', 'project');

/** What the local APIs demand. */
export const FIXTURE_KEY = 'fixturekey';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface FixtureServer {
  port: number;
  /** What a client does not see: errors of functions. */
  errors: string[];
  send: (
    method: string,
    target: string,
    options?: { headers?: Record<string, string>; body?: string | Buffer },
  ) => Promise<Answer>;
  close: () => Promise<void>;
}

/** Serves the fixture without database and without throttling, unless asked for. */
export async function startFixtureServer({
  throttle = false,
  now = Date.now,
}: { throttle?: boolean; now?: () => number } = {}): Promise<FixtureServer> {
  const stacks = readStacks(path.join(FIXTURE_PROJECT, 'assembly'), 'demo');
  const errors: string[] = [];
  const onError = (message: string): void => void errors.push(message);
  const log = new Writable({ write: (_chunk, _encoding, done) => done() });
  const clock = { ...createClock(), now };
  const runtime = await startRuntime(stacks, { dynamodbEndpoint: 'http://127.0.0.1:9', throttle, clock, log, onError });
  const server = createPort(() => runtime, { clock, key: FIXTURE_KEY, report: onError });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    errors,
    send: (method, target, options) => sendRequest(port, method, target, options),
    close: async () => {
      await closeServer(server);
      await runtime.close();
    },
  };
}

/** Sends the target exactly as it is; fetch would tidy it up. */
function sendRequest(
  port: number,
  method: string,
  target: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, host: '127.0.0.1', method, path: target, headers }, (response) => {
      text(response).then(
        (received) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
