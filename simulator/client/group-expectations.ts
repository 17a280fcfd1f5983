import type { Answer, Call } from './exchange.ts';
import { CORE_GROUP } from '../dialect/group-requests.ts';
import { isObject, memberOf, textOf, type JsonObject } from '../dialect/target-path.ts';

/** The whole groups in an answer: the resource itself, or what a match query found. */
function groupsIn(call: Call, answer: Answer): JsonObject[] {
  if (answer.status >= 300 || !isObject(answer.json)) return [];
  if (call.kind === 'create group' || call.kind === 'read group') return [answer.json];
  const found = call.kind === 'match group' ? memberOf(answer.json, 'Resources') : undefined;
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** What Entra could not accept in a group: no id or another one, no name, other schemas or meta, or members unasked for. */
export function groupComplaint(call: Call, answer: Answer): string | undefined {
  for (const group of groupsIn(call, answer)) {
    const [id, schemas, meta] = [textOf(group, 'id'), memberOf(group, 'schemas'), memberOf(group, 'meta')];
    if (id === '') return 'the group has no id';
    if (call.id !== undefined && call.id !== id) return `id is "${id}" instead of "${call.id}"`;
    if (!Array.isArray(schemas) || !schemas.includes(CORE_GROUP)) return `schemas is ${JSON.stringify(schemas)}`;
    if (textOf(group, 'displayName') === '') return 'displayName is missing';
    if (!isObject(meta) || meta['resourceType'] !== 'Group') return 'meta.resourceType is not "Group"';
    const members = memberOf(group, 'members');
    const asked = call.query?.['excludedAttributes'] === undefined;
    if (members !== undefined && !asked) return 'members are shown although they are excluded';
    if (Array.isArray(members) && members.length > 0) return 'a group created empty has members';
  }
  return undefined;
}
