import { createClient, type Client, type ClientOptions } from '../client/client.ts';
import type { AssignmentGroup } from '../company/assignment-group.ts';
import type { Answer, Call, Refusal } from '../client/exchange.ts';
import type { Company } from '../company/person.ts';
import { isObject, memberOf, textOf, type JsonObject } from '../dialect/target-path.ts';

/** People whose `groups` are read. */
const SAMPLE = 25;
const PAGE = '100';

interface Check {
  client: Client;
  /** Ids in the target by objectId, also of those whom the provisioner has forgotten. */
  ids: Map<string, string>;
}

function elementsOf(answer: Answer, attribute: string): JsonObject[] {
  const elements = isObject(answer.json) ? memberOf(answer.json, attribute) : undefined;
  return Array.isArray(elements) ? elements.filter(isObject) : [];
}

function valuesOf(answer: Answer, attribute: string, sub: string): string[] {
  return elementsOf(answer, attribute).map((element) => textOf(element, sub));
}

/** Refuses an answer that does not hold exactly these ids, in any order. */
function compare({ client }: Check, call: Call, answer: Answer, found: string[], wanted: string[], what: string): void {
  const missing = wanted.filter((id) => !new Set(found).has(id));
  const surplus = found.filter((id) => !new Set(wanted).has(id));
  if (missing.length === 0 && surplus.length === 0 && found.length === wanted.length) return;
  const counts = `${found.length} instead of ${wanted.length}`;
  const examples = `missing: ${missing.slice(0, 3).join(', ') || 'none'}; too many: ${surplus.slice(0, 3).join(', ') || 'none'}`;
  client.refuse(call, answer, 'members', `${what}: ${counts}; ${examples}`);
}

function idsOf({ ids }: Check, objectIds: readonly string[]): string[] {
  return objectIds.flatMap((objectId) => ids.get(objectId) ?? []);
}

async function checkMembers(check: Check, group: AssignmentGroup, id: string): Promise<void> {
  const call: Call = { kind: 'inspect group', method: 'GET', template: '/Groups/{id}', id };
  const { answer } = await check.client.send(call);
  const name = isObject(answer.json) ? textOf(answer.json, 'displayName') : '';
  if (name !== group.displayName) {
    check.client.refuse(call, answer, 'members', `displayName is "${name}" instead of "${group.displayName}"`);
  }
  compare(check, call, answer, valuesOf(answer, 'members', 'value'), idsOf(check, group.members), 'members');
}

/** The same members the other way round: the users who are in the group, page by page. */
async function checkUsersOf(check: Check, group: AssignmentGroup, id: string, people: Set<string>): Promise<void> {
  const found: string[] = [];
  const filter = `groups.value eq "${id}"`;
  const ask = (cursor: string): Call => {
    const query = { filter, attributes: 'id', count: PAGE, cursor };
    return { kind: 'inspect members', method: 'GET', template: '/Users', query };
  };
  let call = ask('');
  let answer: Answer;
  do {
    ({ answer } = await check.client.send(call));
    found.push(...valuesOf(answer, 'Resources', 'id'));
    const cursor = isObject(answer.json) ? textOf(answer.json, 'nextCursor') : '';
    if (cursor === '') break;
    call = ask(cursor);
  } while (found.length <= people.size);
  const wanted = idsOf(
    check,
    group.members.filter((objectId) => people.has(objectId)),
  );
  compare(check, call, answer, found, wanted, 'users in the group');
}

/** objectIds of the groups that hold a member. */
function groupsAround(objectId: string, groups: readonly AssignmentGroup[]): string[] {
  return groups.filter((group) => group.members.includes(objectId)).map((group) => group.objectId);
}

/** `groups` of a user: those it is a member of, and (indirect) those in which one of them is nested. */
async function checkGroupsOf(check: Check, objectId: string, groups: readonly AssignmentGroup[]): Promise<void> {
  const id = check.ids.get(objectId);
  if (id === undefined) return;
  const query = { attributes: 'groups' };
  const call: Call = { kind: 'inspect user', method: 'GET', template: '/Users/{id}', id, query };
  const { answer } = await check.client.send(call);
  const all = new Set(groupsAround(objectId, groups));
  const direct = [...all];
  // A set is walked to its end while it grows.
  for (const inner of all) for (const outer of groupsAround(inner, groups)) all.add(outer);
  const indirect = [...all].slice(direct.length);
  const found = elementsOf(answer, 'groups');
  for (const [type, wanted] of Object.entries({ direct, indirect })) {
    const ids = found.filter((element) => textOf(element, 'type') === type).map((element) => textOf(element, 'value'));
    compare(check, call, answer, ids, idsOf(check, wanted), `${type} groups of a user`);
  }
}

async function checkCompany(check: Check, { people, groups }: Company): Promise<void> {
  const assigned = groups.filter((group) => group.assigned);
  const persons = new Set(people.map((person) => person.objectId));
  for (const group of assigned) {
    const id = check.ids.get(group.objectId);
    if (id === undefined) continue;
    await checkMembers(check, group, id);
    await checkUsersOf(check, group, id, persons);
  }
  const step = Math.ceil(people.length / SAMPLE);
  for (const [index, { objectId }] of people.entries()) {
    if (index % step === 0) await checkGroupsOf(check, objectId, assigned);
  }
}

/** Forgets the groups that should be gone from the target, and sees that they are. */
async function checkGone({ client, ids }: Check, groups: readonly AssignmentGroup[]): Promise<void> {
  for (const { objectId } of groups.filter((group) => !group.assigned)) {
    const id = ids.get(objectId);
    ids.delete(objectId);
    if (id !== undefined)
      await client.send({ kind: 'inspect gone group', method: 'GET', template: '/Groups/{id}', id });
  }
}

/**
 * Compares the groups of a server with those of a company, after each cycle: the members of each group, the users in
 * each group, the groups of some users. What differs is refused.
 */
export function createGroupChecker(
  options: ClientOptions,
  targetIdOf: (objectId: string) => string | undefined,
): (company: Company) => Promise<Refusal[]> {
  const check: Check = { client: createClient(options), ids: new Map() };
  return async (company) => {
    const before = check.client.refused.length;
    for (const { objectId } of [...company.people, ...company.groups]) {
      const id = targetIdOf(objectId);
      if (id !== undefined) check.ids.set(objectId, id);
    }
    await checkGone(check, company.groups);
    await checkCompany(check, company);
    return check.client.refused.slice(before);
  };
}
