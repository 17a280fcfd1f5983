import { TOKEN_PATH } from '../../auth/paths.ts';
import { readChanges } from '../../directory/changes.ts';
import type { DirectoryContext, ReadingContext } from '../../directory/context.ts';
import { groupFields } from '../../directory/directory-group.ts';
import { readMembers } from '../../directory/group-members.ts';
import { readGroup } from '../../directory/group.ts';
import { readUserGroups } from '../../directory/groups-of-user.ts';
import { readGroups } from '../../directory/groups.ts';
import { readHistory } from '../../directory/history.ts';
import { loadExamples } from '../../directory/openapi-examples.ts';
import { openApi } from '../../directory/openapi.ts';
import { onlyKnown, onlyOnce, readBoolean, type Parameters } from '../../directory/parameters.ts';
import { readUsersQuery } from '../../directory/users-query.ts';
import { DIRECTORY_BASE, DIRECTORY_PATHS, EXPORT_PATHS, type DirectoryPath } from '../../directory/paths.ts';
import { DirectoryProblem } from '../../directory/problem.ts';
import { groupsTable, usersTable } from '../../directory/tables.ts';
import { readUser, readUsers } from '../../directory/users.ts';
import { show } from '../../scim/errors.ts';
import type { HttpAnswer } from '../answer.ts';
import { preferred } from '../negotiation.ts';

export interface DirectoryRequest {
  /** Below the base: "/users/{id}". */
  readonly route: string;
  readonly method: string;
  readonly id: string;
  readonly parameters: Parameters;
  /** Every value of each parameter. */
  readonly values: Readonly<Record<string, readonly string[] | undefined>>;
  readonly accept: string | undefined;
  /** The base as the client wrote it, without a slash at its end. */
  readonly baseUrl: string;
}

/** An answer whose body is made already: JSON or CSV. */
export interface TextAnswer extends HttpAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = 'application/json';
const CSV_TYPE = 'text/csv';
type Format = typeof JSON_TYPE | typeof CSV_TYPE;

/** What a route answers in each of its formats; `next` becomes a Link. */
interface Content {
  readonly next?: string | undefined;
  readonly json?: unknown;
  readonly csv?: string;
}

interface Route {
  readonly formats: readonly Format[];
  readonly read: (context: DirectoryContext, request: DirectoryRequest, format: Format) => Promise<Content> | Content;
}

/** A page, for whoever reads people and groups. */
type ReadPage = (context: ReadingContext, request: DirectoryRequest, format: Format) => Promise<Content>;

const users: ReadPage = async (context, { parameters }, format) => {
  const query = readUsersQuery(parameters, context.fields);
  const page = await readUsers(context, query);
  if (format === JSON_TYPE) return { next: page.next, json: page };
  const options = { header: !query.cursor, groups: query.groups };
  return { next: page.next, csv: usersTable(context.fields, page.users, options) };
};

const groups: ReadPage = async (context, { parameters }, format) => {
  const page = await readGroups(context, parameters);
  if (format === JSON_TYPE) return { next: page.next, json: page };
  return {
    next: page.next,
    csv: groupsTable(groupFields(context.types), page.groups, { header: !parameters['cursor'] }),
  };
};

const ROUTES: Readonly<Record<DirectoryPath, Route>> = {
  '/users': { formats: [JSON_TYPE, CSV_TYPE], read: users },
  '/users/{id}': {
    formats: [JSON_TYPE],
    read: async (context, { id, parameters }) => {
      onlyKnown(parameters, ['groups']);
      return { json: await readUser(context, id, readBoolean('groups', parameters['groups'])) };
    },
  },
  '/users/{id}/history': {
    formats: [JSON_TYPE],
    read: async (context, { id, parameters }) => {
      const page = await readHistory(context, id, parameters);
      return { next: page.next, json: page };
    },
  },
  '/users/{id}/groups': {
    formats: [JSON_TYPE],
    read: async (context, { id, parameters }) => {
      const page = await readUserGroups(context, id, parameters);
      return { next: page.next, json: page };
    },
  },
  '/groups': { formats: [JSON_TYPE, CSV_TYPE], read: groups },
  '/groups/{id}': {
    formats: [JSON_TYPE],
    read: async (context, { id, parameters }) => ({ json: await readGroup(context, id, parameters) }),
  },
  '/groups/{id}/members': {
    formats: [JSON_TYPE],
    read: async (context, { id, parameters }) => {
      const page = await readMembers(context, id, parameters);
      return { next: page.next, json: page };
    },
  },
  '/changes': {
    formats: [JSON_TYPE],
    read: async (context, { parameters }) => ({ json: await readChanges(context, parameters) }),
  },
  '/health': {
    formats: [JSON_TYPE],
    read: async ({ health }, { parameters }) => {
      onlyKnown(parameters, []);
      return { json: await health() };
    },
  },
  '/openapi.json': {
    formats: [JSON_TYPE],
    read: async ({ fields, types }, { baseUrl, parameters }) => {
      onlyKnown(parameters, []);
      const tokenUrl = baseUrl.slice(0, -DIRECTORY_BASE.length) + TOKEN_PATH;
      return { json: openApi(fields, groupFields(types), { url: baseUrl, tokenUrl, examples: await loadExamples() }) };
    },
  },
};

/** What an export answers, page by page, where a page is asked for. */
const CSV_PAGES = { '/users.csv': users, '/groups.csv': groups };

const ALLOW = 'GET, HEAD, OPTIONS';

const isDirectoryPath = (route: string): route is DirectoryPath => Object.hasOwn(ROUTES, route);

/** Answers a request, or throws the DirectoryProblem that refuses it. */
export async function answerDirectory(context: DirectoryContext, request: DirectoryRequest): Promise<TextAnswer> {
  const { method, route, accept } = request;
  if (!isDirectoryPath(route))
    throw new DirectoryProblem(
      'not-found',
      `there is no ${show(route)}; ${DIRECTORY_BASE} has ${[...DIRECTORY_PATHS, ...Object.keys(EXPORT_PATHS)].join(', ')}`,
    );
  const refused = answerMethod(method);
  if (refused) return refused;
  onlyOnce(request.values);
  const { formats, read } = ROUTES[route];
  // A path that ends in a format has chosen it already.
  const format = /\.\w+$/.test(route) ? formats[0] : preferred(accept, formats);
  if (!format) throw new DirectoryProblem('not-acceptable', `Accept names none of ${formats.join(', ')}`);
  return contentAnswer(await read(context, request, format), request);
}

/** The answer to any method but GET and HEAD. Throws the DirectoryProblem that refuses it. */
export function answerMethod(method: string): TextAnswer | undefined {
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: ALLOW }, body: '' };
  if (method === 'GET' || method === 'HEAD') return undefined;
  throw new DirectoryProblem(
    'method-not-allowed',
    `the directory is read-only: ${ALLOW}; people are changed in Entra`,
    { Allow: ALLOW },
  );
}

/** A page as CSV, where one is asked for of a path that has pages; undefined otherwise. */
export async function answerCsvPage(
  context: ReadingContext,
  request: DirectoryRequest,
): Promise<TextAnswer | undefined> {
  const { route, parameters } = request;
  const read = Object.entries(CSV_PAGES).find(([path]) => path === route)?.[1];
  if (!read || (parameters['limit'] === undefined && parameters['cursor'] === undefined)) return undefined;
  return contentAnswer(await read(context, request, CSV_TYPE), request);
}

function contentAnswer({ next, json, csv }: Content, request: DirectoryRequest): TextAnswer {
  const header = request.parameters['cursor'] ? 'absent' : 'present';
  return {
    status: 200,
    headers: {
      'Content-Type': csv === undefined ? JSON_TYPE : `${CSV_TYPE}; charset=utf-8; header=${header}`,
      Vary: 'Accept',
      ...(next !== undefined && { Link: `<${pageUrl(request, next)}>; rel="next"` }),
    },
    body: csv ?? JSON.stringify(json),
  };
}

/** The same request with another cursor. */
function pageUrl({ baseUrl, route, id, parameters }: DirectoryRequest, cursor: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...parameters, cursor }))
    if (value !== undefined) query.set(name, value);
  return `${baseUrl}${route.replace('{id}', encodeURIComponent(id))}?${query.toString()}`;
}
