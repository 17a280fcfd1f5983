import { STATES } from './directory-user.ts';
import type { Field } from '../tenant/fields.ts';
import type { GroupField } from './directory-group.ts';
import { groupSchemas, NEXT } from './openapi-groups.ts';
import { problemTypes } from './problem.ts';
import { listOf, object, ref, text, textOrNull, time, timeOrNull, type Schema } from './schema-parts.ts';

const AUTHOR = {
  by: {
    type: 'string',
    description: 'id of the credential that made the change, or operator, purge or recovery; missing where unknown',
  },
  requestId: { type: 'string', description: 'the request that made it, as the log has it; missing where unknown' },
};

const VALUES: Schema = {
  type: 'object',
  description: 'of each attribute in "changed"; null is one that was not there, what is left out is not kept',
  additionalProperties: object({}, { before: {}, after: {} }),
};

/** What a finding of the doctor says, but for its number. */
export const FINDING = {
  id: text,
  severity: { enum: ['broken', 'attention', 'info'] },
  was: { type: 'boolean', description: 'it was so within a day, and what came since is not' },
  title: text,
  evidence: text,
  lastSeen: { ...timeOrNull, description: 'null for how things stand now' },
  cause: text,
  fix: text,
};
/** What was refused in the last 24 hours, or in the last cycle before them; the newest first. */
export const REFUSALS = listOf(object({ reason: text, requests: { type: 'integer' }, lastSeen: time }));
export const KNOWN_UP_TO: Schema = {
  ...time,
  description: 'everything that came until then is known; what came since may be missing',
};
export const STATUS: Schema = { enum: ['healthy', 'waiting', 'attention', 'broken'] };

/** How provisioning stands, as the doctor tells it. */
const HEALTH = object({
  status: STATUS,
  summary: text,
  knownUpTo: KNOWN_UP_TO,
  findings: listOf(object({ signature: { type: 'integer' }, ...FINDING })),
  nextCycleDue: timeOrNull,
  failures: object({ rate: { type: 'number' }, quarantineAbove: { type: 'number' } }),
  lastProbe: timeOrNull,
  lastUserWrite: timeOrNull,
  lastGroupWrite: timeOrNull,
  lastRefusal: { anyOf: [object({ at: time, reasons: listOf(text) }), { type: 'null' }] },
  refusals: REFUSALS,
  cycles: listOf(object({ start: time, end: time, requests: { type: 'integer' } })),
  minutesBetweenCycles: listOf({ type: 'integer' }),
});

const CHANGES: Schema = {
  type: 'string',
  description:
    'where the feed stood before the first page: "since" of GET /changes, once all pages are read; not there where ' +
    'users are asked for by id, userName, externalId or email',
};
const TOTAL: Schema = {
  type: 'integer',
  description:
    'how many users are active or deactivated (those who are leaving come on top); on the first page of all of them',
};
/** What API Gateway answers itself, where no function does (RFC 7644 §3.12). */
const SCIM_ERROR = object({ schemas: listOf(text), status: text, detail: text }, { scimType: text });

/** What every user has; `fields` are those of the tenant. */
export const userProperties = (fields: Schema): Readonly<Record<string, Schema>> => ({
  id: text,
  state: { enum: STATES, description: 'leaving: deleted in Entra, and kept until the purge' },
  userName: textOrNull,
  externalId: textOrNull,
  fields,
  created: time,
  lastModified: time,
  softDeletedAt: timeOrNull,
  purgeAfter: timeOrNull,
});

/** What answers of the directory are made of, by name (JSON Schema, as in OpenAPI 3.1). */
export function schemas(fields: readonly Field[], groups: readonly GroupField[]): Readonly<Record<string, Schema>> {
  return {
    User: object(userProperties(object(Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])))), {
      groups: listOf(object({ id: text, name: textOrNull })),
    }),
    ...groupSchemas(groups),
    Change: object(
      {
        eventId: { type: 'string', description: 'names one version of one resource; the same change may come twice' },
        event: { type: 'string', examples: ['user.created'] },
        type: text,
        id: text,
        version: { type: 'integer' },
        time,
        changed: listOf(text),
      },
      {
        previousVersion: { type: 'integer' },
        epoch: { type: 'integer' },
        ...AUTHOR,
        user: { anyOf: [ref('User'), { type: 'null' }] },
      },
    ),
    HistoryEntry: object(
      {
        event: { type: 'string', examples: ['user.updated'] },
        version: { type: 'integer' },
        time,
        changed: listOf(text),
      },
      { previousVersion: { type: 'integer' }, ...AUTHOR, values: VALUES },
    ),
    UsersPage: object({ users: listOf(ref('User')) }, { next: NEXT, changes: CHANGES, total: TOTAL }),
    ChangesPage: object({
      changes: listOf(ref('Change')),
      next: { type: 'string', description: 'send it as the parameter "since", now or at any later time' },
      more: { type: 'boolean' },
    }),
    HistoryPage: object({ changes: listOf(ref('HistoryEntry')) }, { next: NEXT }),
    Health: HEALTH,
    Problem: object({
      type: { enum: problemTypes },
      title: text,
      status: { type: 'integer' },
      detail: text,
    }),
    ScimError: SCIM_ERROR,
  };
}

function fieldSchema({ paths, phone, default: byDefault }: Field): Schema {
  const format = phone?.format === undefined ? '' : `; phone numbers as ${phone.format}`;
  const without = byDefault === undefined ? '' : `; ${JSON.stringify(byDefault)} where there is none`;
  return {
    ...(byDefault === undefined ? textOrNull : text),
    description: `from ${paths.join(', ')}${format}${without}`,
  };
}
