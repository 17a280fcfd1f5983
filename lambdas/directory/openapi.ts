import { CHANGES_DAYS } from './cursor.ts';
import { STATES } from './directory-user.ts';
import type { Field } from '../tenant/fields.ts';
import type { GroupField } from './directory-group.ts';
import { groupOperations } from './openapi-groups.ts';
import { schemas } from './openapi-schemas.ts';
import { DEFAULT_LIMIT, MAX_IDS, MAX_LIMIT } from './parameters.ts';
import type { DirectoryPath } from './paths.ts';
import { inPath, query, ref, text, time, type Schema } from './schema-parts.ts';

const LIMIT = query(
  'limit',
  { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  'how many at most',
);
const CURSOR = query('cursor', text, '"next" of the page before, with the same other parameters');
const GROUPS = query('groups', { type: 'boolean', default: false }, 'tell the groups that users are directly in');
const VALUES = query(
  'values',
  { type: 'boolean', default: false },
  'tell what the attributes were and became, as far as it is kept; only where the events of the tenant tell values',
);

const ID = inPath('id');

interface Operation {
  readonly summary: string;
  readonly parameters: readonly Schema[];
  /** Name of the schema of the answer as JSON; undefined where it is any object. */
  readonly json?: string;
  readonly csv?: true;
}

function operations(fields: readonly Field[]): Readonly<Record<DirectoryPath, Operation>> {
  const users = [
    LIMIT,
    CURSOR,
    GROUPS,
    query('state', text, `some of ${STATES.join(', ')}, with commas between`),
    query('updatedSince', time, 'only who was changed at this time or later'),
    query(
      'search',
      text,
      'only who has a userName, an e-mail address, a family name or a displayName that begins so; capitals make no ' +
        'difference; two characters or more',
    ),
    query('id', text, `only who has one of these ids: up to ${MAX_IDS}, with commas between`),
    query('userName', text, 'only who has this userName; capitals make no difference'),
    query('externalId', text, 'only who has exactly this externalId'),
    ...fields.map(({ name }) => query(name, text, `only who has this ${name}; capitals make no difference`)),
  ];
  return {
    '/users': {
      summary:
        'The users of the directory, page by page: in the order of their ids, then those who are leaving, by the time ' +
        'they left; there is no other order',
      parameters: users,
      json: 'UsersPage',
      csv: true,
    },
    '/users.csv': { summary: 'The users as CSV', parameters: users, csv: true },
    '/users/{id}': { summary: 'One user', parameters: [ID, GROUPS], json: 'User' },
    '/users/{id}/history': {
      summary: `What happened to one user, the newest first, for ${CHANGES_DAYS} days`,
      parameters: [ID, LIMIT, CURSOR, VALUES],
      json: 'HistoryPage',
    },
    ...groupOperations({ limit: LIMIT, cursor: CURSOR, id: ID }),
    '/changes': {
      summary: `What changed, in order, for ${CHANGES_DAYS} days`,
      parameters: [
        query(
          'since',
          text,
          '"next" of an earlier answer, or "changes" of a page of users; without it from the oldest',
        ),
        LIMIT,
        query('expand', { enum: ['user'] }, 'tell each user as it is now'),
      ],
      json: 'ChangesPage',
    },
    '/health': { summary: 'How provisioning stands, and what to do where it does not', parameters: [], json: 'Health' },
    '/openapi.json': { summary: 'This document', parameters: [] },
  };
}

/**
 * The description of the directory for a tenant with these fields of users and of groups (OpenAPI 3.1).
 * `url` is where it is mounted.
 */
export function openApi(fields: readonly Field[], groups: readonly GroupField[], url: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Directory',
      version: '1',
      description: 'The people that Entra ID provisions, as a product reads them.',
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths: Object.fromEntries(
      Object.entries(operations(fields)).map(([path, operation]) => [path, { get: describe(operation) }]),
    ),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'a credential with the scope "directory"' },
      },
      schemas: schemas(fields, groups),
    },
  };
}

function describe({ summary, parameters, json, csv }: Operation) {
  const asJson =
    csv && json === undefined ? {} : { 'application/json': { schema: json ? ref(json) : { type: 'object' } } };
  return {
    summary,
    parameters,
    responses: {
      '200': { description: 'done', content: { ...asJson, ...(csv && { 'text/csv': { schema: text } }) } },
      default: {
        description: 'a problem (RFC 9457); API Gateway answers 401 and 429 itself, as SCIM errors',
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    },
  };
}
