import type { Activity, NewCredential, Person } from '../../web/src/api/types.ts';
import { sampleActivity, sampleFields, sampleFlow, sampleOverview, samplePerson, samplePersonPage } from './samples.ts';

/** A request to the API, below `/setup/api`. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of a body in JSON: a table. */
  readonly text?: string;
}

const DAY = 86_400_000;
const PAGE = 25;

/** What the API would answer for the company of the samples. */
export function answerWithSamples({ method, path, parameters, body }: Asked, now: number): Answer {
  const ok = (answer: unknown): Answer => ({ status: 200, body: answer });
  switch (`${method} ${path}`) {
    case 'GET /overview':
      return ok(sampleOverview(now));
    case 'GET /health':
      return ok(sampleFlow(now, Number(parameters.get('days') ?? 1)));
    case 'GET /fields':
      return ok(sampleFields);
    case 'GET /people':
      return ok(findPeople(parameters, now));
    case 'GET /activity':
      return ok(findActivity(parameters, now));
    case 'GET /activity.csv':
      return { status: 200, text: `time,name\r\n${new Date(now).toISOString()},'=erin\r\n` };
    case 'GET /credentials':
      return ok({ credentials: [] });
    case 'POST /credentials':
      return { status: 201, body: newCredential(body.includes('client') ? 'client' : 'token', now) };
  }
  if (method === 'DELETE') return { status: 204 };
  return path.startsWith('/people/') ? personPage(path.slice('/people/'.length), now) : { status: 404, body: {} };
}

const everybody = (now: number): readonly Person[] =>
  Array.from({ length: 60 }, (_, index) => samplePerson(now, index));

function findPeople(parameters: URLSearchParams, now: number): { users: readonly Person[]; next?: string } {
  const text = parameters.get('search')?.toLowerCase();
  const found = everybody(now).filter(
    ({ id, externalId, userName, state }) =>
      id === parameters.get('id') ||
      externalId === parameters.get('externalId') ||
      (text !== undefined && userName?.startsWith(text) === true) ||
      (parameters.has('leaving') && state !== 'active'),
  );
  const from = Number(parameters.get('cursor') ?? 0);
  const next = from + PAGE < found.length ? { next: String(from + PAGE) } : {};
  return { users: found.slice(from, from + PAGE), ...next };
}

function findActivity(parameters: URLSearchParams, now: number): Activity {
  const asked = (name: string, value: string | null): boolean =>
    !parameters.has(name) || parameters.get(name) === value;
  const person = parameters.get('person')?.toLowerCase();
  const found = sampleActivity(now).filter(
    (row) =>
      asked('kind', row.kind) &&
      asked('type', row.type) &&
      asked('result', row.result) &&
      row.time >= (parameters.get('from') ?? '') &&
      (person === undefined || [row.id, row.name, row.externalId].includes(person)),
  );
  const from = Number(parameters.get('cursor') ?? 0);
  const next = from + 2 * PAGE < found.length ? { next: String(from + 2 * PAGE) } : {};
  const isHere = found.some(({ id }) => id !== null);
  const erasedAt = person === 'frida@acme.example' ? new Date(now - 3 * DAY).toISOString() : null;
  const about = person === undefined ? null : { id: isHere ? person : null, erasedAt };
  return { rows: found.slice(from, from + 2 * PAGE), about, ...next };
}

function personPage(id: string, now: number): Answer {
  const index = everybody(now).findIndex((person) => person.id === id);
  if (index === -1) return { status: 404, body: { title: 'Not found', detail: 'there is no person with this id' } };
  return { status: 200, body: samplePersonPage(now, index) };
}

const newCredential = (kind: 'token' | 'client', now: number): NewCredential => ({
  keyId: '0a1b2c3d4e5f6071',
  kind,
  label: 'Setup page',
  createdAt: new Date(now).toISOString(),
  endsAt: new Date(now + 365 * DAY).toISOString(),
  lastUsedAt: null,
  secret: kind === 'token' ? `scim_0a1b2c3d4e5f6071_${'Qw3rTy'.repeat(7)}A` : 'Zx9'.repeat(14),
  ...(kind === 'client' && { clientId: 'client-0a1b2c3d' }),
});
