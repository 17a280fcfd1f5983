import { randomUUID } from 'node:crypto';
import { createClient } from '../client/client.ts';
import { buildCreate, buildPatch } from '../dialect/dialect.ts';
import { compareUser, type Difference } from '../dialect/diff.ts';
import { isWrite, type Answer, type Call, type RecordedRequest, type Refusal } from '../client/exchange.ts';
import { filterFor, type Job, type Link, type ProvisionerOptions } from './job.ts';
import { matchingMappings } from '../dialect/mapping.ts';
import { isSoftDeleted, type Company, type Person } from '../company/person.ts';
import { provisionGroups } from './provision-groups.ts';
import { provisionManager } from './provision-managers.ts';
import { isObject, memberOf, textOf } from '../dialect/target-path.ts';
import { runConcurrently } from './run-concurrently.ts';

export interface CycleReport {
  name: string;
  requests: RecordedRequest[];
  refused: Refusal[];
  writes: number;
  seconds: number;
}

export interface Provisioner {
  /** Test Connection: a random GUID must find nothing, for users and for groups. */
  probe(): Promise<CycleReport>;
  /** Brings the target in line with `company`: everything (`full`) or only what changed since the last cycle. */
  runCycle(name: string, company: Company, scope: 'full' | 'changed'): Promise<CycleReport>;
  /** Restart with reset scope: the links are forgotten and found again by the matching queries. */
  forgetLinks(): void;
  /** Deletes the object connection of one user or group, as an admin does about InvalidAnchor: it is matched or created again. */
  forgetLink(targetId: string): void;
  targetIdOf(objectId: string): string | undefined;
}

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
  const { answer, accepted } = await job.client.send(call);
  // What is not there needs no other attempt: the answer to the first one may have been lost.
  if (accepted || answer.status === 404) job.links.delete(objectId);
  return accepted;
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
  await provisionGroups(job, company.groups, scope);
}

/** An Entra provisioning job that speaks to one SCIM endpoint and keeps its own state between cycles. */
export function createProvisioner(options: ProvisionerOptions): Provisioner {
  const { dialect, url } = options;
  const flag = dialect.urlFlag === undefined ? '' : `${url.includes('?') ? '&' : '?'}${dialect.urlFlag}`;
  const client = createClient({ ...options, url: `${url}${flag}`, space: dialect.space });
  const job: Job = { options, client, links: new Map(), groups: new Map(), failed: new Set(), seen: new Map() };

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
    forgetLinks: () => {
      job.links.clear();
      job.groups.clear();
    },
    forgetLink: (targetId) => {
      for (const links of [job.links, job.groups])
        for (const [objectId, link] of links) if (link.targetId === targetId) links.delete(objectId);
      for (const { members } of job.groups.values())
        for (const [objectId, id] of members) if (id === targetId) members.delete(objectId);
    },
    targetIdOf: (objectId) => (job.links.get(objectId) ?? job.groups.get(objectId))?.targetId,
  };
}
