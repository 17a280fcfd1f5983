import { randomUUID } from 'node:crypto';
import { createClient, type Client, type ClientOptions } from './client.ts';
import { buildCreate, buildManagerPatch, buildPatch, type Dialect } from './dialect.ts';
import { compareUser, type Difference } from './diff.ts';
import { isWrite, type Answer, type Call, type RecordedRequest, type Refusal } from './exchange.ts';
import { MANAGER, matchingMappings, type AttributeMapping } from './mapping.ts';
import { isSoftDeleted, type Company, type Person } from './person.ts';
import { isObject, memberOf, readTarget, textOf, type JsonObject } from './target-path.ts';
import { runConcurrently } from './run-concurrently.ts';

export interface ProvisionerOptions extends Pick<ClientOptions, 'url' | 'token' | 'sleep'> {
  dialect: Dialect;
  mappings: readonly AttributeMapping[];
  /** Requests in flight at a time. */
  concurrency: number;
  /** Ask `id eq X and manager eq Y` before setting a manager, rather than compare with what was read. */
  managerCheck: boolean;
}

export interface CycleReport {
  name: string;
  requests: RecordedRequest[];
  refused: Refusal[];
  writes: number;
  seconds: number;
}

/** Entra's memory of one user: the link to the target, and the source object as it was last provisioned. */
interface Link {
  targetId: string;
  person: Person;
  /** False once the user is out of scope: Entra then leaves it alone, even when it is deleted for good. */
  managed: boolean;
}

interface Job {
  options: ProvisionerOptions;
  client: Client;
  links: Map<string, Link>;
  /** Objects whose last attempt was refused; tried again in the next cycle. */
  failed: Set<string>;
  /** What the server answered about a user in this cycle, by source id. */
  seen: Map<string, JsonObject>;
}

export interface Provisioner {
  /** Test Connection: a random GUID must find nothing, for users and for groups. */
  probe(): Promise<CycleReport>;
  /** Brings the target in line with `company`: everything (`full`) or only what changed since the last cycle. */
  runCycle(name: string, company: Company, scope: 'full' | 'changed'): Promise<CycleReport>;
  /** Restart with reset scope: the links are forgotten and found again by the matching queries. */
  forgetLinks(): void;
  targetIdOf(objectId: string): string | undefined;
}

const filterFor = (target: string, value: string | boolean): string => `${target} eq ${JSON.stringify(value)}`;

async function probe({ options, client }: Job): Promise<void> {
  for (const { target } of matchingMappings(options.mappings)) {
    const filter = filterFor(target, randomUUID());
    await client.send({ kind: 'probe users', method: 'GET', template: '/Users', query: { filter } });
  }
  const query = { excludedAttributes: 'members', filter: filterFor('displayName', randomUUID()) };
  await client.send({ kind: 'probe groups', method: 'GET', template: '/Groups', query });
}

/** The id of the one user that a matching query finds; `'refused'` when an answer was not acceptable. */
async function findMatch({ options, client, links }: Job, person: Person): Promise<string | undefined> {
  for (const mapping of matchingMappings(options.mappings)) {
    const value = mapping.value(person);
    if (value === undefined) continue;
    const query = { filter: filterFor(mapping.target, value) };
    const call: Call = { kind: 'match', method: 'GET', template: '/Users', query };
    const { answer, accepted } = await client.send(call);
    if (!accepted) return 'refused';
    const resources = isObject(answer.json) ? memberOf(answer.json, 'Resources') : [];
    const found = Array.isArray(resources) ? resources.find(isObject) : undefined;
    if (found === undefined) continue;
    const id = textOf(found, 'id');
    const owner = [...links].find(([objectId, link]) => link.targetId === id && objectId !== person.objectId);
    if (owner === undefined) return id;
    client.refuse(call, answer, 'match', `the match is already linked to another user, ${owner[1].person.displayName}`);
    return 'refused';
  }
  return undefined;
}

/** The answer to a write that shows the resource must show what was written. */
function checkEcho(job: Job, call: Call, answer: Answer, person: Person, sent: readonly Difference[] | 'all'): boolean {
  if (!isObject(answer.json)) return true;
  const left = compareUser(job.options.mappings, person, answer.json).filter(
    ({ target }) => sent === 'all' || sent.some((difference) => difference.target === target),
  );
  for (const { target, value, found } of left) {
    const reason = `${target} was sent as ${JSON.stringify(value)}, but the answer holds ${JSON.stringify(found)}`;
    job.client.refuse(call, answer, 'echo', reason);
  }
  job.seen.set(person.objectId, answer.json);
  return left.length === 0;
}

async function createUser(job: Job, person: Person): Promise<boolean> {
  const body = buildCreate(job.options.mappings, person);
  const call: Call = { kind: 'create', method: 'POST', template: '/Users', body };
  const { answer, accepted } = await job.client.send(call);
  const id = isObject(answer.json) && answer.status === 201 ? memberOf(answer.json, 'id') : undefined;
  if (typeof id === 'string') job.links.set(person.objectId, { targetId: id, person, managed: true });
  return accepted && checkEcho(job, call, answer, person, 'all');
}

async function updateUser(job: Job, person: Person, id: string): Promise<boolean> {
  const read = await job.client.send({ kind: 'read', method: 'GET', template: '/Users/{id}', id });
  if (!read.accepted || !isObject(read.answer.json)) return false;
  job.seen.set(person.objectId, read.answer.json);
  const all = compareUser(job.options.mappings, person, read.answer.json);
  // A user out of scope is only switched off; the other attributes are not Entra's business any more.
  const differences = person.assigned ? all : all.filter(({ target }) => target === 'active');
  if (differences.length > 0) {
    const body = buildPatch(differences, job.options.dialect);
    const call: Call = { kind: 'update', method: 'PATCH', template: '/Users/{id}', id, body };
    const { answer, accepted } = await job.client.send(call);
    if (!accepted || !checkEcho(job, call, answer, person, differences)) return false;
  }
  job.links.set(person.objectId, { targetId: id, person, managed: person.assigned });
  return true;
}

async function provisionUser(job: Job, person: Person): Promise<boolean> {
  const link = job.links.get(person.objectId);
  if (link !== undefined) return link.managed || person.assigned ? updateUser(job, person, link.targetId) : true;
  // Entra does not provision somebody who was disabled or out of scope from the start.
  if (isSoftDeleted(person)) return true;
  const match = await findMatch(job, person);
  if (match === 'refused') return false;
  if (match === undefined) return createUser(job, person);
  job.links.set(person.objectId, { targetId: match, person, managed: true });
  return updateUser(job, person, match);
}

async function deleteUser(job: Job, objectId: string, link: Link): Promise<boolean> {
  if (!link.managed) return true;
  const call: Call = { kind: 'delete', method: 'DELETE', template: '/Users/{id}', id: link.targetId };
  const { accepted } = await job.client.send(call);
  if (accepted) job.links.delete(objectId);
  return accepted;
}

async function managerIsSet(job: Job, id: string, managerId: string, held: unknown): Promise<boolean | 'refused'> {
  if (!job.options.managerCheck) return held === managerId;
  const query = { filter: `id eq "${id}" and manager eq "${managerId}"`, attributes: 'id' };
  const call: Call = { kind: 'check manager', method: 'GET', template: '/Users', query };
  const { answer, accepted } = await job.client.send(call);
  if (!accepted) return 'refused';
  const isSet = isObject(answer.json) && memberOf(answer.json, 'totalResults') === 1;
  if (isSet === (held === managerId)) return isSet;
  const says = isSet ? 'finds the user' : 'finds nothing';
  job.client.refuse(call, answer, 'manager', `the query ${says}, but the user's manager is ${JSON.stringify(held)}`);
  return 'refused';
}

async function provisionManager(job: Job, person: Person): Promise<boolean> {
  const link = job.links.get(person.objectId);
  const manager = job.links.get(person.manager ?? '');
  const resource = job.seen.get(person.objectId);
  if (link === undefined || manager === undefined || resource === undefined || !person.assigned) return true;
  const held = readTarget(resource, `${MANAGER}.value`);
  const isSet = await managerIsSet(job, link.targetId, manager.targetId, held);
  if (isSet !== false) return isSet === true;
  const { client, options } = job;
  const body = buildManagerPatch(manager.targetId, client.urlOf({ template: '/Users' }), options.dialect);
  const call: Call = { kind: 'set manager', method: 'PATCH', template: '/Users/{id}', id: link.targetId, body };
  const { answer, accepted } = await client.send(call);
  if (!accepted || !isObject(answer.json)) return accepted;
  const now = readTarget(answer.json, `${MANAGER}.value`);
  if (now === manager.targetId) return true;
  client.refuse(call, answer, 'echo', `the manager was sent as "${manager.targetId}", but is ${JSON.stringify(now)}`);
  return false;
}

function isChanged(job: Job, person: Person): boolean {
  const link = job.links.get(person.objectId);
  const neverLinked = link === undefined && !isSoftDeleted(person);
  const changed = link !== undefined && JSON.stringify(link.person) !== JSON.stringify(person);
  return neverLinked || changed || job.failed.has(person.objectId);
}

async function runCycle(job: Job, company: Company, scope: 'full' | 'changed'): Promise<void> {
  const present = new Set(company.people.map((person) => person.objectId));
  const gone = [...job.links].filter(([objectId]) => !present.has(objectId));
  const due = company.people.filter((person) => scope === 'full' || isChanged(job, person));
  const known = due.filter((person) => job.links.has(person.objectId));
  const fresh = due.filter((person) => !job.links.has(person.objectId));
  job.failed.clear();
  job.seen.clear();
  const { concurrency } = job.options;
  const each = (people: Person[], work: (job: Job, person: Person) => Promise<boolean>): Promise<void> =>
    runConcurrently(people, concurrency, async (person) => {
      if (!(await work(job, person))) job.failed.add(person.objectId);
    });
  // In this order a new user can take the name that another one has just given up.
  await runConcurrently(gone, concurrency, ([objectId, link]) => deleteUser(job, objectId, link));
  await each(known, provisionUser);
  await each(fresh, provisionUser);
  await each(due, provisionManager);
}

/** An Entra provisioning job that speaks to one SCIM endpoint and keeps its own state between cycles. */
export function createProvisioner(options: ProvisionerOptions): Provisioner {
  const { dialect, url } = options;
  const flag = dialect.urlFlag === undefined ? '' : `${url.includes('?') ? '&' : '?'}${dialect.urlFlag}`;
  const client = createClient({ ...options, url: `${url}${flag}`, space: dialect.space });
  const job: Job = { options, client, links: new Map(), failed: new Set(), seen: new Map() };

  async function report(name: string, work: () => Promise<void>): Promise<CycleReport> {
    const [firstRequest, firstRefusal, start] = [client.requests.length, client.refused.length, performance.now()];
    await work();
    const requests = client.requests.slice(firstRequest);
    const refused = client.refused.slice(firstRefusal);
    const writes = requests.filter((request) => isWrite(request)).length;
    return { name, requests, refused, writes, seconds: (performance.now() - start) / 1000 };
  }

  return {
    probe: () => report('probe', () => probe(job)),
    runCycle: (name, company, scope) => report(name, () => runCycle(job, company, scope)),
    forgetLinks: () => job.links.clear(),
    targetIdOf: (objectId) => job.links.get(objectId)?.targetId,
  };
}
