import type { AssignmentGroup } from '../company/assignment-group.ts';
import type { Call } from '../client/exchange.ts';
import { buildGroupCreate, buildMemberPatches, buildRename } from '../dialect/group-requests.ts';
import { filterFor, type GroupLink, type Job } from './job.ts';
import { runConcurrently } from './run-concurrently.ts';
import { isObject, memberOf, textOf, type JsonObject } from '../dialect/target-path.ts';

const WITHOUT_MEMBERS = { excludedAttributes: 'members' };

function targetIdOf(job: Job, objectId: string): string | undefined {
  return (job.links.get(objectId) ?? job.groups.get(objectId))?.targetId;
}

async function findGroup(job: Job, { displayName }: AssignmentGroup): Promise<JsonObject | 'refused' | undefined> {
  const query = { ...WITHOUT_MEMBERS, filter: filterFor('displayName', displayName) };
  const { answer, accepted } = await job.client.send({
    kind: 'match group',
    method: 'GET',
    template: '/Groups',
    query,
  });
  if (!accepted) return 'refused';
  const resources = isObject(answer.json) ? memberOf(answer.json, 'Resources') : [];
  return Array.isArray(resources) ? resources.find(isObject) : undefined;
}

/** Links a group that is there already, or creates it without members. */
async function linkGroup(job: Job, group: AssignmentGroup): Promise<void> {
  const found = await findGroup(job, group);
  if (found === 'refused') return;
  const link = { displayName: group.displayName, members: new Map<string, string>(), turn: job.groups.size };
  if (found !== undefined) {
    const { displayName } = group;
    const shown = { ...link, targetId: textOf(found, 'id'), displayName: textOf(found, 'displayName'), matched: true };
    job.groups.set(group.objectId, shown);
    if (shown.displayName !== displayName) await renameGroup(job, group, shown);
    return;
  }
  const body = buildGroupCreate(group, job.options.dialect);
  const call: Call = { kind: 'create group', method: 'POST', template: '/Groups', body };
  const { answer, accepted } = await job.client.send(call);
  const id = isObject(answer.json) ? textOf(answer.json, 'id') : '';
  if (accepted && id !== '') job.groups.set(group.objectId, { ...link, targetId: id, matched: false });
}

async function renameGroup(job: Job, { displayName }: AssignmentGroup, link: GroupLink): Promise<void> {
  const body = buildRename(displayName, job.options.dialect);
  const call: Call = { kind: 'rename group', method: 'PATCH', template: '/Groups/{id}', id: link.targetId, body };
  if ((await job.client.send(call)).accepted) link.displayName = displayName;
}

async function updateGroup(job: Job, group: AssignmentGroup, scope: 'full' | 'changed'): Promise<void> {
  const link = job.groups.get(group.objectId);
  if (link === undefined || (scope === 'changed' && link.displayName === group.displayName)) return;
  const call: Call = { kind: 'read group', method: 'GET', template: '/Groups/{id}', id: link.targetId };
  const { answer, accepted } = await job.client.send({ ...call, query: WITHOUT_MEMBERS });
  if (!accepted || !isObject(answer.json)) return;
  if (textOf(answer.json, 'displayName') !== group.displayName) await renameGroup(job, group, link);
}

/** Asks whether a member is there, of a group whose members the job has not written itself. */
async function isMember(job: Job, link: GroupLink, member: string): Promise<boolean | 'refused'> {
  const query = { filter: `id eq "${link.targetId}" and members eq "${member}"`, attributes: 'id' };
  const call: Call = { kind: 'check member', method: 'GET', template: '/Groups', query };
  const { answer, accepted } = await job.client.send(call);
  if (!accepted) return 'refused';
  return isObject(answer.json) && memberOf(answer.json, 'totalResults') === 1;
}

/** Sends one kind of change in batches; true when the server took all of them. */
async function changeMembers(
  job: Job,
  link: GroupLink,
  change: 'add' | 'remove',
  ids: readonly string[],
): Promise<boolean> {
  for (const body of buildMemberPatches(change, ids, job.options.dialect, link.turn)) {
    link.turn += 1;
    const kind = change === 'add' ? 'add members' : 'remove members';
    const call: Call = { kind, method: 'PATCH', template: '/Groups/{id}', id: link.targetId, body };
    if (!(await job.client.send(call)).accepted) return false;
  }
  return true;
}

/** Brings the members in line with the source, as far as they are provisioned and Entra remembers what it sent. */
async function provisionMembers(job: Job, group: AssignmentGroup): Promise<void> {
  const link = job.groups.get(group.objectId);
  if (link === undefined) return;
  // A member that was deleted in the target lost its memberships with that: nothing is sent for it.
  for (const [objectId, id] of link.members) if (targetIdOf(job, objectId) !== id) link.members.delete(objectId);
  const wanted = new Map(group.members.map((objectId) => [objectId, targetIdOf(job, objectId)]));
  const left = [...link.members].filter(([objectId]) => !wanted.has(objectId));
  const joined: [string, string][] = [];
  for (const [objectId, id] of wanted) {
    if (id === undefined || link.members.has(objectId)) continue;
    const held = link.matched && (await isMember(job, link, id));
    if (held === true) link.members.set(objectId, id);
    if (held === false) joined.push([objectId, id]);
  }
  const idsOf = (pairs: [string, string][]): string[] => pairs.map(([, id]) => id);
  if (await changeMembers(job, link, 'remove', idsOf(left))) {
    for (const [objectId] of left) link.members.delete(objectId);
  }
  if (await changeMembers(job, link, 'add', idsOf(joined))) {
    for (const [objectId, id] of joined) link.members.set(objectId, id);
  }
}

async function deleteGroup(job: Job, objectId: string, { targetId }: GroupLink): Promise<void> {
  const call: Call = { kind: 'delete group', method: 'DELETE', template: '/Groups/{id}', id: targetId };
  const { answer, accepted } = await job.client.send(call);
  // What is not there needs no other attempt: the answer to the first one may have been lost.
  if (accepted || answer.status === 404) job.groups.delete(objectId);
}

/** The groups of a cycle, after its users: groups that are gone, known ones, new ones, and when all exist, members. */
export async function provisionGroups(
  job: Job,
  groups: readonly AssignmentGroup[],
  scope: 'full' | 'changed',
): Promise<void> {
  const { concurrency } = job.options;
  const assigned = groups.filter((group) => group.assigned);
  const ids = new Set(assigned.map((group) => group.objectId));
  const gone = [...job.groups].filter(([objectId]) => !ids.has(objectId));
  const known = assigned.filter((group) => job.groups.has(group.objectId));
  const fresh = assigned.filter((group) => !job.groups.has(group.objectId));
  await runConcurrently(gone, concurrency, ([objectId, link]) => deleteGroup(job, objectId, link));
  await runConcurrently(known, concurrency, (group) => updateGroup(job, group, scope));
  await runConcurrently(fresh, concurrency, (group) => linkGroup(job, group));
  await runConcurrently(assigned, concurrency, (group) => provisionMembers(job, group));
}
