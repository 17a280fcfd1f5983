import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { createClient, type Client } from './client.ts';
import type { Answer, Call, Refusal } from './exchange.ts';
import { CORE_USER } from './mapping.ts';
import type { Token } from './sign-in.ts';
import { isObject, memberOf, readTarget, type Json, type JsonObject } from './target-path.ts';

/** What a step of a fixture must lead to. */
export interface FixtureExpectation {
  status: number | number[];
  /** scimType of the error body. */
  scimType?: string;
  /** Whether a query finds exactly the fixture's user, or nothing. */
  found?: boolean;
  /** What GET /Users/{id} holds afterwards, by target path; null: nothing. */
  user?: JsonObject;
}

export interface FixtureStep {
  method: Call['method'];
  /** Below the Tenant URL; a query is sent as it is written here, after placeholders are filled in. */
  path: string;
  body?: Json;
  expect: FixtureExpectation;
}

export interface Fixture extends FixtureStep {
  name: string;
  /** Attributes of the user that exists before, besides userName; absent: no user exists unless a path holds ${id}. */
  given?: JsonObject;
  /** Further requests, in order. */
  then?: FixtureStep[];
}

export interface FixtureResult {
  passed: string[];
  failed: { fixture: string; refusal: Refusal }[];
}

const FOLDER = new URL('fixtures/', import.meta.url);

/** All fixtures of the folder, in the order of the file names. */
export async function loadFixtures(): Promise<Fixture[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).sort();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, FOLDER), 'utf8')));
  return texts.flatMap((text) => JSON.parse(text) as Fixture[]);
}

/** Fills `${name}` in every string of a value; a placeholder without a value is an error. */
export function fillIn<T extends Json>(value: T, values: Record<string, string>): T {
  const text = JSON.stringify(value).replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const filled = values[name];
    if (filled === undefined)
      throw new Error(`unknown placeholder \${${name}}; known: ${Object.keys(values).join(', ')}`);
    return JSON.stringify(filled).slice(1, -1);
  });
  return JSON.parse(text) as T;
}

interface Run {
  client: Client;
  fixture: Fixture;
  values: Record<string, string>;
}

const listed = (value: number | number[]): number[] => (Array.isArray(value) ? value : [value]);

function answerComplaint(
  { status, scimType, found }: FixtureExpectation,
  answer: Answer,
  id?: string,
): string | undefined {
  if (!listed(status).includes(answer.status))
    return `status ${answer.status} instead of ${listed(status).join(' or ')}`;
  const body = isObject(answer.json) ? answer.json : {};
  if (scimType !== undefined && memberOf(body, 'scimType') !== scimType) return `scimType is not "${scimType}"`;
  if (found === undefined) return undefined;
  const resources = memberOf(body, 'Resources');
  const ids = (Array.isArray(resources) ? resources : []).map((each) => isObject(each) && memberOf(each, 'id'));
  const right = isDeepStrictEqual(ids, found ? [id] : []) && memberOf(body, 'totalResults') === ids.length;
  return right ? undefined : `found ${JSON.stringify(ids)} instead of ${found ? `the user ${id}` : 'nothing'}`;
}

function userComplaint(expected: JsonObject, user: JsonObject): string | undefined {
  for (const [path, value] of Object.entries(expected)) {
    const held = readTarget(user, path) ?? null;
    if (!isDeepStrictEqual(held, value)) {
      return `${path} is ${JSON.stringify(held)} instead of ${JSON.stringify(value)}`;
    }
  }
  return undefined;
}

/** Sends one step; true when the answer and the user afterwards are as expected. */
async function runStep({ client, values }: Run, step: FixtureStep): Promise<boolean> {
  const { method, path, body, expect } = step;
  const call: Call = { kind: 'fixture', method, template: fillIn(path, values) };
  const sent = body === undefined ? call : { ...call, body: fillIn(body, values) };
  const { answer, accepted } = await client.send(sent);
  const created = method === 'POST' && answer.status === 201 && isObject(answer.json) ? answer.json['id'] : undefined;
  if (typeof created === 'string' && values['id'] === undefined) values['id'] = created;
  const complaint = answerComplaint(expect, answer, values['id']);
  if (complaint !== undefined) client.refuse(sent, answer, 'fixture', complaint);
  if (!accepted || complaint !== undefined) return false;
  return expect.user === undefined || checkUser({ client, values }, sent, answer, expect.user);
}

async function checkUser(
  { client, values }: Pick<Run, 'client' | 'values'>,
  call: Call,
  answer: Answer,
  expected: JsonObject,
): Promise<boolean> {
  const wanted = fillIn(expected, values);
  const id = values['id'] ?? '';
  const read = await client.send({ kind: 'read', method: 'GET', template: '/Users/{id}', id });
  if (!read.accepted || !isObject(read.answer.json)) return false;
  const shown = call.method !== 'GET' && isObject(answer.json) ? userComplaint(wanted, answer.json) : undefined;
  if (shown !== undefined) client.refuse(call, answer, 'fixture', `in the answer, ${shown}`);
  const held = userComplaint(wanted, read.answer.json);
  if (held !== undefined) client.refuse(call, read.answer, 'fixture', `read afterwards, ${held}`);
  return shown === undefined && held === undefined;
}

async function createUser(client: Client, attributes: JsonObject, userName: string): Promise<string | undefined> {
  const body: JsonObject = { schemas: [CORE_USER], userName, active: true, ...attributes };
  const { answer } = await client.send({ kind: 'create', method: 'POST', template: '/Users', body });
  const id = isObject(answer.json) ? answer.json['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

async function runFixture(client: Client, fixture: Fixture): Promise<boolean> {
  const random = randomUUID();
  const values: Record<string, string> = {
    random,
    userName: `Fixture.${random}@example.com`,
    lowerUserName: `fixture.${random}@example.com`,
    managerId: randomUUID(),
    otherId: randomUUID(),
  };
  const steps = [fixture, ...(fixture.then ?? [])];
  if (fixture.given !== undefined || fixture.path.includes('${id}')) {
    const id = await createUser(client, fillIn(fixture.given ?? {}, values), values['userName'] ?? '');
    if (id === undefined) return false;
    values['id'] = id;
  }
  for (const step of steps) if (!(await runStep({ client, fixture, values }, step))) return false;
  return true;
}

/** Replays every documented request against an endpoint, each on a user of its own, and reports what differs. */
export async function runFixtures(url: string, token: Token, fixtures?: readonly Fixture[]): Promise<FixtureResult> {
  const client = createClient({ url, token });
  const result: FixtureResult = { passed: [], failed: [] };
  for (const fixture of fixtures ?? (await loadFixtures())) {
    const before = client.refused.length;
    const passed = await runFixture(client, fixture);
    if (passed) result.passed.push(fixture.name);
    else {
      for (const refusal of client.refused.slice(before)) result.failed.push({ fixture: fixture.name, refusal });
    }
  }
  return result;
}
