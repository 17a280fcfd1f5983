import type { AssignmentGroup } from '../company/assignment-group.ts';
import { PATCH_OP, type Dialect } from './dialect.ts';
import type { JsonObject } from './target-path.ts';

export const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const LEGACY_GROUP = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';

/** How many members one PATCH carries: nothing is published, so every request takes the next of these sizes. */
const BATCHES: readonly { values: number; operations: number }[] = [
  { values: 1, operations: 1 },
  { values: 3, operations: 2 },
  { values: 20, operations: 1 },
  { values: 10, operations: 5 },
  { values: 100, operations: 1 },
  { values: 1, operations: 15 },
  { values: 400, operations: 1 },
];

/** The body of POST /Groups: always without members. */
export function buildGroupCreate({ objectId, displayName }: AssignmentGroup, dialect: Dialect): JsonObject {
  const body: JsonObject = { externalId: objectId, displayName, meta: { resourceType: 'Group' } };
  return dialect.groupUrn
    ? { schemas: [CORE_GROUP, LEGACY_GROUP], ...body }
    : { schemas: [CORE_GROUP], ...body, members: [] };
}

/** The body of the PATCH that renames a group. */
export function buildRename(displayName: string, { replace, merged }: Dialect): JsonObject {
  const operation: JsonObject = merged
    ? { op: replace, value: { displayName } }
    : { op: replace, path: 'displayName', value: displayName };
  return { schemas: [PATCH_OP], Operations: [operation] };
}

function wordOperations(change: 'add' | 'remove', ids: readonly string[], dialect: Dialect): JsonObject[] {
  const { memberRemoval } = dialect;
  if (change === 'remove' && memberRemoval === 'path') {
    return ids.map((id) => ({ op: dialect.remove, path: `members[value eq "${id}"]` }));
  }
  const value = ids.map((id): JsonObject => (dialect.merged ? { value: id } : { $ref: null, value: id }));
  return [{ op: dialect[change], path: 'members', value }];
}

/** The bodies of the PATCHes that add or remove these members, in batches of ever other sizes, from the `first` on. */
export function buildMemberPatches(
  change: 'add' | 'remove',
  ids: readonly string[],
  dialect: Dialect,
  first: number,
): JsonObject[] {
  const patches: JsonObject[] = [];
  for (let turn = first, start = 0; start < ids.length; turn += 1) {
    const { values, operations } = BATCHES[turn % BATCHES.length] ?? { values: 1, operations: 1 };
    const end = Math.min(ids.length, start + values * operations);
    const worded: JsonObject[] = [];
    for (; start < end; start += values) {
      worded.push(...wordOperations(change, ids.slice(start, Math.min(end, start + values)), dialect));
    }
    start = end;
    patches.push({ schemas: [PATCH_OP], Operations: worded });
  }
  return patches;
}
