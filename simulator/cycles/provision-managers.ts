import { buildManagerPatch } from '../dialect/dialect.ts';
import type { Call } from '../client/exchange.ts';
import type { Job } from './job.ts';
import { MANAGER } from '../dialect/mapping.ts';
import type { Person } from '../company/person.ts';
import { isObject, memberOf, readTarget } from '../dialect/target-path.ts';

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

/** Sets the manager of somebody whom this cycle has read or written; true when nothing was refused. */
export async function provisionManager(job: Job, person: Person): Promise<boolean> {
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
