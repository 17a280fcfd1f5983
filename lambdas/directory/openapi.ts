import { CHANGES_DAYS, CURSOR_HOURS } from './cursor.ts';
import { STATES } from './directory-user.ts';
import type { Field } from '../tenant/fields.ts';
import type { GroupField } from './directory-group.ts';
import { exportOperations } from './openapi-exports.ts';
import { groupOperations } from './openapi-groups.ts';
import { answersOf, sharedAnswers, type Answering } from './openapi-answers.ts';
import { examplesFor, type Examples } from './openapi-examples.ts';
import { operationIdOf, tagOf, tagsOf } from './openapi-names.ts';
import { schemas } from './openapi-schemas.ts';
import { DEFAULT_LIMIT, MAX_IDS, MAX_LIMIT } from './parameters.ts';
import type { DirectoryPath, ExportPath } from './paths.ts';
import { inPath, query, text, time } from './schema-parts.ts';

const LIMIT = query(
  'limit',
  { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
  'how many at most',
);
const CURSOR = query(
  'cursor',
  text,
  'goes on behind a page: its member "next" where it is JSON, else the parameter "cursor" of its header Link ' +
    `(rel="next"), which is the whole address of the next page; good for ${CURSOR_HOURS} hours, with the same other ` +
    'parameters (but limit)',
);
const GROUPS = query('groups', { type: 'boolean', default: false }, 'tell the groups that users are directly in');
const VALUES = query(
  'values',
  { type: 'boolean', default: false },
  'tell what the attributes were and became, as far as it is kept; only where the events of the tenant tell values',
);

const ID = inPath('id');

interface Operation extends Answering {
  readonly summary: string;
}

function operations(fields: readonly Field[]): Readonly<Record<DirectoryPath | ExportPath, Operation>> {
  const chosen = [
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
      parameters: [LIMIT, CURSOR, ...chosen],
      json: 'UsersPage',
      csv: true,
    },
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
    ...exportOperations({ users: chosen, page: [LIMIT, CURSOR] }),
  };
}

export interface DocumentOptions {
  /** Where the directory is mounted. */
  readonly url: string;
  /** Where access tokens are given out (OAuth client credentials). */
  readonly tokenUrl: string;
  readonly examples: Examples;
}

/** The description of the directory for a tenant with these fields of users and of groups (OpenAPI 3.1). */
export function openApi(
  fields: readonly Field[],
  groups: readonly GroupField[],
  { url, tokenUrl, examples }: DocumentOptions,
) {
  const all = Object.entries(operations(fields));
  const shown = examplesFor(fields, groups, examples);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Directory',
      version: '1',
      description:
        'The people that Entra ID provisions, as a product reads them. Read-only: GET, HEAD and OPTIONS; every ' +
        'other method gets 405. HEAD answers what GET does, without its body.',
    },
    servers: [{ url }],
    security: [{ token: [] }, { oauth: ['directory'] }],
    tags: tagsOf(all.map(([path]) => path)),
    paths: Object.fromEntries(
      all.map(([path, operation]) => {
        const { summary, parameters } = operation;
        const names = { operationId: operationIdOf(path), tags: [tagOf(path)] };
        return [path, { get: { ...names, summary, parameters, responses: answersOf(path, operation, shown) } }];
      }),
    ),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'a token that has the scope "directory"' },
        oauth: {
          type: 'oauth2',
          description: 'a client that has the scope "directory", where the operator has made one',
          flows: { clientCredentials: { tokenUrl, scopes: { directory: 'reads all of the directory' } } },
        },
      },
      ...sharedAnswers(shown),
      schemas: schemas(fields, groups),
    },
  };
}
