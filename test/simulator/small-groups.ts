import { randomUUID } from 'node:crypto';
import { CORE_GROUP } from '../../simulator/dialect/group-requests.ts';
import { HEADERS, failure, list, type SmallAnswer, type SmallRequest } from './small-answers.ts';
import { isObject, memberOf, textOf, type JsonObject } from '../../simulator/dialect/target-path.ts';

export interface SmallGroup {
  displayName: string;
  resource: JsonObject;
  /** Ids of users and groups. */
  members: Set<string>;
}

type Groups = Map<string, SmallGroup>;

function show({ displayName, resource, members }: SmallGroup, { path }: SmallRequest): JsonObject {
  const shown = { ...resource, displayName };
  if (path.includes('excludedAttributes=members') || members.size === 0) return shown;
  return { ...shown, members: [...members].map((value) => ({ value })) };
}

/** Understands only what Entra asks: a displayName, or an id together with a member. */
function find(groups: Groups, query: string): SmallGroup[] {
  const [, id, member] = /id eq "([^"]*)" and members eq "([^"]*)"/.exec(query) ?? [];
  if (id !== undefined)
    return [...groups].flatMap(([key, group]) => (key === id && group.members.has(member ?? '') ? [group] : []));
  const name = JSON.parse(/displayName eq ("(?:[^"\\]|\\.)*")/.exec(query)?.[1] ?? '""') as string;
  return [...groups.values()].filter((group) => group.displayName.toLowerCase() === name.toLowerCase());
}

function patch(group: SmallGroup, body: JsonObject): void {
  const operations = memberOf(body, 'Operations');
  for (const operation of Array.isArray(operations) ? operations.filter(isObject) : []) {
    const [path, value] = [textOf(operation, 'path'), memberOf(operation, 'value')];
    const named =
      path === 'displayName' ? textOf(operation, 'value') : isObject(value) ? textOf(value, 'displayName') : '';
    if (named !== '') group.displayName = named;
    const listed = (Array.isArray(value) ? value.filter(isObject) : []).map((element) => textOf(element, 'value'));
    const ids = [...listed, ...(/^members\[value eq "(.*)"\]$/.exec(path)?.slice(1) ?? [])];
    const removes = textOf(operation, 'op').toLowerCase() === 'remove';
    for (const id of ids) {
      if (removes) group.members.delete(id);
      else group.members.add(id);
    }
  }
}

function create(groups: Groups, body: JsonObject, base: string): SmallAnswer {
  const displayName = textOf(body, 'displayName');
  if (find(groups, `displayName eq ${JSON.stringify(displayName)}`).length > 0) {
    return failure(409, 'displayName is taken');
  }
  const id = randomUUID();
  const meta = { resourceType: 'Group', location: `${base}/Groups/${id}` };
  const resource = { schemas: [CORE_GROUP], id, externalId: textOf(body, 'externalId'), meta };
  groups.set(id, { displayName, resource, members: new Set() });
  return { status: 201, headers: { ...HEADERS, location: meta.location }, body: { ...resource, displayName } };
}

/** Answers a request below /Groups. */
export function answerToGroups(groups: Groups, request: SmallRequest, base: string): SmallAnswer {
  const [path = ''] = request.path.split('?');
  if (path === '/Groups' && request.method === 'POST') return create(groups, request.body, base);
  if (path === '/Groups') return list(find(groups, request.path).map((group) => show(group, request)));
  const id = path.replace('/Groups/', '');
  const group = groups.get(id);
  if (group === undefined) return failure(404, `no group has the id "${id}"`);
  if (request.method === 'GET') return { status: 200, headers: HEADERS, body: show(group, request) };
  if (request.method === 'PATCH') patch(group, request.body);
  if (request.method === 'DELETE') {
    groups.delete(id);
    leaveGroups(groups, id);
  }
  return { status: 204, headers: {} };
}

/** Takes somebody who is deleted out of all groups. */
export function leaveGroups(groups: Groups, id: string): void {
  for (const group of groups.values()) group.members.delete(id);
}

/** The users among the members of a group. */
export function usersIn(group: SmallGroup | undefined, users: ReadonlyMap<string, JsonObject>): JsonObject[] {
  const members = [...(group?.members ?? [])];
  return members.map((id) => users.get(id)).filter((user) => user !== undefined);
}

/** The `groups` of a user: direct ones, and those around them. */
export function groupsOf(groups: Groups, userId: string): JsonObject[] {
  const around = (member: string): string[] =>
    [...groups].flatMap(([id, { members }]) => (members.has(member) ? [id] : []));
  const direct = around(userId);
  const all = new Set(direct);
  for (const id of all) for (const outer of around(id)) all.add(outer);
  return [...all].map((value) => ({ value, type: direct.includes(value) ? 'direct' : 'indirect' }));
}
