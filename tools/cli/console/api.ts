import type { IncomingMessage } from 'node:http';
import type { ProblemKind } from '../../../web/src/console/api/types.ts';
import type { HttpAnswer } from '../../dev-server/http/answer.ts';
import { readBody } from '../../dev-server/http/read-body.ts';
import { json, refuse } from './answers.ts';
import { BadRequest, readAsked } from './asked.ts';
import { COMMAND_NAMES, commandOf } from './commands.ts';
import { problemOf } from './problem.ts';
import type { Tenants } from './tenants.ts';

/** The progress of a check comes back with each of its rounds, with up to 1,000 problems in it. */
const MOST_BYTES = 1024 * 1024;

interface Question {
  readonly tenants: Tenants;
  readonly request: IncomingMessage;
  /** What the path has in place of `{tenant}` and `{command}`. */
  readonly tenant: string;
  readonly command: string;
}

interface Route {
  readonly path: RegExp;
  readonly method: 'GET' | 'POST';
  readonly answer: (question: Question) => Promise<HttpAnswer>;
}

const ROUTES: readonly Route[] = [
  {
    path: /^\/api\/tenants$/,
    method: 'GET',
    answer: async ({ tenants }) => json(200, { tenants: await tenants.rows() }),
  },
  {
    path: /^\/api\/tenants\/(?<tenant>[^/]+)\/glance$/,
    method: 'GET',
    answer: async ({ tenants, tenant }) => json(200, await tenants.glance(tenant)),
  },
  {
    path: /^\/api\/tenants\/(?<tenant>[^/]+)\/commands\/(?<command>[^/]+)$/,
    method: 'POST',
    answer: runCommand,
  },
];

/** Answers a request to the API of the console; whoever asks was let in. */
export async function answerApi(tenants: Tenants, request: IncomingMessage, path: string): Promise<HttpAnswer> {
  for (const route of ROUTES) {
    const { tenant, command = '' } = partsOf(route, path) ?? {};
    if (tenant === undefined) continue;
    if (tenant !== '' && !tenants.names.includes(tenant))
      return refuse(404, `there is no tenant ${JSON.stringify(tenant)} here; there is ${tenants.names.join(', ')}`);
    if (request.method !== route.method) return refuse(405, `this takes ${route.method}`, { Allow: route.method });
    return route.answer({ tenants, request, tenant, command });
  }
  return refuse(404, 'the console has no such address');
}

function partsOf({ path: pattern }: Route, path: string): { tenant: string; command?: string } | undefined {
  const match = pattern.exec(path);
  if (!match) return undefined;
  try {
    const { tenant = '', command = '' } = match.groups ?? {};
    return { tenant: decodeURIComponent(tenant), command: decodeURIComponent(command) };
  } catch {
    return undefined;
  }
}

async function runCommand({ tenants, request, tenant, command }: Question): Promise<HttpAnswer> {
  const row = commandOf(command);
  if (!row) return refuse(404, `there is no command ${JSON.stringify(command)}; there is ${COMMAND_NAMES.join(', ')}`);
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return refuse(415, 'a command takes application/json');
  const body = await readBody(request, MOST_BYTES);
  if (body === undefined) return refuse(413, `a command takes ${MOST_BYTES} bytes at most`);
  try {
    const asked = readAsked(parsed(body));
    const run = row(asked);
    asked.end();
    return await orProblem(() => tenants.act(tenant, run));
  } catch (error) {
    if (error instanceof BadRequest) return refuse(400, error.message, { kind: 'refused' });
    throw error;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadRequest('the body is not JSON');
  }
}

const STATUS: Readonly<Record<ProblemKind, number>> = {
  refused: 422,
  busy: 503,
  unreachable: 504,
  'no-credentials': 502,
  denied: 502,
  'not-found': 502,
  failed: 502,
};

/** What a tenant answers, or what is the matter with it: that is its state, and not the console's. */
async function orProblem(work: () => Promise<unknown>): Promise<HttpAnswer> {
  try {
    return json(200, await work());
  } catch (error) {
    const { kind, detail } = problemOf(error);
    return refuse(STATUS[kind], detail, { kind });
  }
}
