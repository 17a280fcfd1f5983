import { inPath, query, ref, text, type Schema } from '../schema-parts.ts';
import { KINDS, RESULTS } from './activity/row.ts';
import { SETUP_SCHEMAS } from './openapi-schemas.ts';
import type { SetupPath } from './paths.ts';

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly Schema[];
  /** Name of the schema of the body that is sent. */
  readonly body?: string;
  readonly status?: 200 | 201 | 204;
  /** Name of the schema of the answer; undefined where it has none, or is any object. */
  readonly json?: string;
  /** Of the answer, where it is no JSON. */
  readonly type?: string;
}

const CURSOR = query('cursor', text, '"next" of the page before, with the same other parameters');

const ACTIVITY = [
  query('kind', { enum: KINDS }, 'what a request wanted to do'),
  query('type', text, 'of the resource, as in "User"'),
  query('result', { enum: RESULTS }, 'how it ended'),
  query(
    'person',
    text,
    'a userName, an e-mail address, an externalId or an id, exactly; needs a link that may read people',
  ),
  query('from', { type: 'string', format: 'date-time' }, 'not what was before this moment; 30 days are kept'),
  CURSOR,
];

const OPERATIONS: Readonly<Record<SetupPath, Readonly<Record<string, Operation>>>> = {
  '/overview': { get: { summary: 'What the frame of the page and the steps of connecting need', json: 'Overview' } },
  '/health': {
    get: {
      summary: 'Whether it flows, and the cycles of some days',
      parameters: [query('days', { enum: ['1', '7', '30'], default: '1' }, 'how many days of cycles')],
      json: 'Flow',
    },
  },
  '/fields': { get: { summary: 'What is to be mapped, and what of it arrives', json: 'Fields' } },
  '/people': {
    get: {
      summary: 'People by one of the parameters; needs a link that may read people',
      parameters: [
        query('search', text, 'with what a userName, an e-mail address, a family name or a displayName begins'),
        query('externalId', text, 'exactly'),
        query('id', text, 'exactly'),
        query('leaving', { enum: ['true'] }, 'who will be erased, the soonest first'),
        CURSOR,
      ],
      json: 'People',
    },
  },
  '/people/{id}': {
    get: {
      summary: 'One person, and what happened to it, the newest first; needs a link that may read people',
      parameters: [inPath('id'), CURSOR],
      json: 'PersonPage',
    },
  },
  '/activity': {
    get: {
      summary: 'What was done and what was refused, the newest first; a page may be short, or empty, and have a next',
      parameters: ACTIVITY,
      json: 'Activity',
    },
  },
  '/activity.csv': {
    get: {
      summary: 'The same as CSV; the header Link has the next page',
      parameters: ACTIVITY,
      type: 'text/csv',
    },
  },
  '/credentials': {
    get: {
      summary: 'What this link has made and still works; needs a link that may make credentials',
      json: 'MadeCredentials',
    },
    post: {
      summary: 'Makes a token or a client; of one link three live at most',
      body: 'CredentialRequest',
      status: 201,
      json: 'NewCredential',
    },
  },
  '/credentials/{keyId}': {
    delete: { summary: 'Ends one that this link has made', parameters: [inPath('keyId')], status: 204 },
  },
  '/openapi.json': { get: { summary: 'This document' } },
};

/** The description of the setup page's API (OpenAPI 3.1). `url` is where it is mounted. */
export function setupOpenApi(url: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Setup page',
      version: '1',
      description: "What the page for the customer's admin asks. Made for that page: it changes with it.",
    },
    servers: [{ url }],
    security: [{ link: [] }],
    paths: Object.fromEntries(
      Object.entries(OPERATIONS).map(([path, operations]) => [
        path,
        Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, describe(operation)])),
      ]),
    ),
    components: {
      securitySchemes: { link: { type: 'http', scheme: 'bearer', description: 'the secret of a setup link' } },
      schemas: SETUP_SCHEMAS,
    },
  };
}

function describe({ summary, parameters = [], body, status = 200, json, type }: Operation) {
  const schema = json === undefined ? { type: 'object' } : ref(json);
  const content = type === undefined ? { 'application/json': { schema } } : { [type]: { schema: text } };
  return {
    summary,
    parameters,
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: ref(body) } } },
    }),
    responses: {
      [status]: { description: 'done', ...(status !== 204 && { content }) },
      default: {
        description: 'a problem (RFC 9457); API Gateway answers 401, 429 and 503 itself, as SCIM errors',
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    },
  };
}
