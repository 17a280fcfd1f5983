import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Example, Examples } from '../../lambdas/directory/openapi-examples.ts';
import { HOUR } from '../../lambdas/duration.ts';
import { askClock } from '../cli/target/local-clock.ts';
import { startDevServer } from '../dev-server/server/dev-server.ts';
import type { DevServer } from '../dev-server/server/host.ts';
import { isRecord, parseAs } from '../json.ts';
import { portOfUrl, told, unprovoked } from './answers.ts';
import { REFUSED, SHOWN, type Ask } from './asked.ts';
import { fixed } from './fixed.ts';
import { provision } from './provision.ts';

/** What provisioning leaves in the feed; it comes by the stream. */
const CHANGES = 5;

/**
 * Plays what the document's examples show on a server of its own, and answers what it was answered.
 * `project`: the folder with cdk.json.
 */
export async function recordExamples(project: string, dynamodbEndpoint?: string): Promise<Examples> {
  const folder = mkdtempSync(path.join(tmpdir(), 'openapi-'));
  const before = process.env['SCIM_LOCAL_DIR'];
  process.env['SCIM_LOCAL_DIR'] = folder;
  const begun = Math.ceil((Date.now() + HOUR) / HOUR) * HOUR;
  const options = { port: 0, tenant: 'demo', memory: true, watch: false, throttle: true };
  const server = await startDevServer(
    { ...options, clock: new Date(begun).toISOString(), ...(dynamodbEndpoint && { dynamodbEndpoint }) },
    // The clock goes on by days in which nobody comes, of which an alarm would tell.
    { project, report: (message) => console.error(message), reportAlarm: () => undefined },
  );
  try {
    return await recordFrom(server, begun);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env['SCIM_LOCAL_DIR'];
    else process.env['SCIM_LOCAL_DIR'] = before;
  }
}

async function recordFrom(server: DevServer, begun: number): Promise<Examples> {
  const place = { port: portOfUrl(server.url), key: server.key };
  /** Goes on at the next full hour: what is done then has its time, however slow the machine is. */
  const nextHour = async (hours = 1): Promise<void> => {
    const { now } = await askClock(place);
    const at = Math.floor(Date.parse(now) / HOUR) * HOUR + hours * HOUR;
    await askClock(place, at - Date.parse(now));
  };
  const ask = (asked: Ask): Promise<Response> => told(server, filledIn(asked, known));
  const known = new Map(await provision(server, nextHour));
  const ids = [...known.values()];
  // Before time goes on: a cursor tells when the last of them came into the feed.
  await feedHas(ask, CHANGES);
  await nextHour();
  const answers: Record<string, Record<string, Record<string, Example>>> = {};
  for (const { path: route, name, ...asked } of SHOWN) {
    const { summary, type, value } = await answerOf(ask, asked, 200);
    ((answers[route] ??= {})[type] ??= {})[name] = { summary, value };
    if (name === 'page' && isRecord(value) && route === '/users') known.set('next', String(value['next']));
    if (name === 'more' && isRecord(value)) known.set('since', String(value['next']));
  }
  const problems: Record<string, Example> = {};
  for (const [kind, asked] of Object.entries<Ask>(REFUSED)) {
    if (asked.later !== undefined) await nextHour(asked.later);
    const { summary, value } = await answerOf(ask, asked);
    problems[kind] = { summary, value };
  }
  const { status, value } = await answerOf(() => fetch(`${server.directoryUrl}/users`), { url: '/users' });
  const gateway = { [status]: { summary: 'GET /users without a credential', value } };
  const others = unprovoked();
  const all = {
    answers,
    problems: { ...problems, ...others.problems },
    gateway: { ...gateway, ...others.gateway },
  };
  return parseAs(fixed(JSON.stringify(all), ids, begun), isExamples);
}

const isExamples = (value: unknown): value is Examples =>
  isRecord(value) && isRecord(value['answers']) && isRecord(value['problems']) && isRecord(value['gateway']);

const filledIn = (asked: Ask, known: ReadonlyMap<string, string>): Ask => ({
  ...asked,
  url: asked.url.replaceAll(/\{(\w+)\}/g, (_, name: string) => known.get(name) ?? name),
});

/** What an answer shows; throws where it has another status than it should. */
async function answerOf(ask: (asked: Ask) => Promise<Response>, asked: Ask, wanted?: number) {
  const answer = await ask(asked);
  const text = await answer.text();
  if (wanted === undefined ? answer.ok : answer.status !== wanted)
    throw new Error(`${asked.url} was answered ${answer.status}: ${text}`);
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  const isJson = type.endsWith('json');
  const { url, method = 'GET', accept, isStranger, later } = asked;
  const summary = [
    `${method} ${url}`,
    ...(accept ? [`Accept: ${accept}`] : []),
    ...(isStranger ? ["with SCIM's secret token"] : []),
    ...(later ? [`${later} hours later`] : []),
  ].join(', ');
  const value: unknown = isJson ? JSON.parse(text) : text;
  return { summary, type, value, status: String(answer.status) };
}

async function feedHas(ask: (asked: Ask) => Promise<Response>, count: number): Promise<void> {
  for (;;) {
    const body: unknown = await (await ask({ url: '/changes' })).json();
    if (isRecord(body) && Array.isArray(body['changes']) && body['changes'].length >= count) return;
    await delay(50);
  }
}
