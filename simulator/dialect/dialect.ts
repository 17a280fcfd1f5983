import type { Difference } from './diff.ts';
import { CORE_USER, ENTERPRISE_USER, MANAGER, type AttributeMapping } from './mapping.ts';
import type { Person } from '../company/person.ts';
import { writeTarget, type Json, type JsonObject } from './target-path.ts';

export type ManagerForm = 'string' | 'object' | 'array-ref';

/** The two ways in which Entra words a PATCH; an administrator chooses by a flag in the Tenant URL. */
export interface Dialect {
  name: 'classic' | 'flagged';
  add: string;
  replace: string;
  remove: string;
  active: 'string' | 'boolean';
  /** All attributes without a value filter travel in one operation without a path. */
  merged: boolean;
  managerForm: ManagerForm;
  /** Members are removed by an array of values, or by one path with a filter each. */
  memberRemoval: 'values' | 'path';
  /** A new group names Entra's own schema besides the core one; without it, it has an empty array of members. */
  groupUrn: boolean;
  /** Appended to the Tenant URL's query. */
  urlFlag?: string;
  /** How a space in a filter is written in the URL. */
  space: '+' | '%20';
}

export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export const DIALECTS = {
  classic: {
    name: 'classic',
    add: 'Add',
    replace: 'Replace',
    remove: 'Remove',
    active: 'string',
    merged: false,
    managerForm: 'string',
    memberRemoval: 'values',
    groupUrn: true,
    space: '+',
  },
  flagged: {
    name: 'flagged',
    add: 'add',
    replace: 'replace',
    remove: 'remove',
    active: 'boolean',
    merged: true,
    managerForm: 'string',
    memberRemoval: 'path',
    groupUrn: false,
    urlFlag: 'aadOptscim062020',
    space: '%20',
  },
} as const satisfies Record<string, Dialect>;

function wireValue(value: string | boolean, dialect: Dialect): Json {
  if (typeof value === 'string' || dialect.active === 'boolean') return value;
  return value ? 'True' : 'False';
}

/** The body of POST /Users: what is mapped and not empty, and the few things Entra always adds. */
export function buildCreate(mappings: readonly AttributeMapping[], person: Person): JsonObject {
  const body: JsonObject = { schemas: [CORE_USER, ENTERPRISE_USER], meta: { resourceType: 'User' }, roles: [] };
  for (const mapping of mappings) {
    const value = mapping.reference === true ? undefined : mapping.value(person);
    if (value === undefined) continue;
    if (mapping.target === 'emails[type eq "work"].value') {
      writeTarget(body, 'emails[type eq "work"].primary', true);
    }
    writeTarget(body, mapping.target, value);
  }
  return body;
}

function operation(difference: Difference, dialect: Dialect): JsonObject {
  const op = difference.found === undefined ? dialect.add : dialect.replace;
  return { op, path: difference.target, value: wireValue(difference.value, dialect) };
}

function mergedOperation(differences: readonly Difference[], dialect: Dialect): JsonObject {
  const op = differences.every(({ found }) => found === undefined) ? dialect.add : dialect.replace;
  const value = Object.fromEntries(differences.map((each) => [each.target, wireValue(each.value, dialect)]));
  return { op, value };
}

/** The body of PATCH /Users/{id} for these differences; they must not be empty. */
export function buildPatch(differences: readonly Difference[], dialect: Dialect): JsonObject {
  const merged = dialect.merged ? differences.filter(({ target }) => !target.includes('[')) : [];
  const single = differences.filter((difference) => !merged.includes(difference));
  const operations = single.map((difference) => operation(difference, dialect));
  if (merged.length > 0) operations.push(mergedOperation(merged, dialect));
  return { schemas: [PATCH_OP], Operations: operations };
}

const MANAGER_FORMS: Record<ManagerForm, (managerId: string, usersUrl: string) => { path: string; value: Json }> = {
  string: (managerId) => ({ path: MANAGER, value: managerId }),
  object: (managerId) => ({ path: MANAGER, value: { value: managerId } }),
  'array-ref': (managerId, usersUrl) => ({
    path: 'manager',
    value: [{ $ref: `${usersUrl}/${managerId}`, value: managerId }],
  }),
};

/** The body of the PATCH that sets a user's manager, sent on its own after all users exist. */
export function buildManagerPatch(managerId: string, usersUrl: string, dialect: Dialect): JsonObject {
  const operations = [{ op: dialect.add, ...MANAGER_FORMS[dialect.managerForm](managerId, usersUrl) }];
  return { schemas: [PATCH_OP], Operations: operations };
}
